package blog.data;

import java.util.List;
import java.util.Locale;

/** A category with the words its posts are made of. No word begins with a vowel: "a" is always right. */
enum Topic {
    ASTRONOMY(
            "What is up there, seen from a back yard",
            "stargazing planets moon telescopes comets nebulae eclipses constellations star-maps dark-skies",
            "telescope lens comet planet star crater tripod shadow map night satellite meteor"),
    BAKING(
            "Bread first, cakes later",
            "sourdough rye cakes pastry yeast flour pies biscuits crusts home-baking",
            "loaf dough starter crust tin cake bun whisk recipe scraper tray biscuit"),
    BOOKS(
            "Read lately, and read again",
            "novels poetry short-stories classics libraries second-hand translations essays reading-lists bookshops",
            "novel chapter page poem story shelf cover library margin sentence bookmark draft"),
    CYCLING(
            "Slow rides, long ways, flat tyres",
            "touring commuting gravel repairs hill-climbs night-rides luggage routes winter-riding wheels",
            "bicycle wheel chain saddle pedal route hill tyre pannier headwind gear brake"),
    FILM(
            "From the third row",
            "silent-films westerns documentaries noir comedies scripts soundtracks cinemas directors short-films",
            "film scene script camera shot soundtrack cinema role credit poster comedy trailer"),
    GARDENING(
            "Beds, pots and what the slugs left",
            "vegetables herbs roses compost seeds pruning greenhouses balconies soil wildflowers",
            "seed bed pot rose tomato spade root hedge bean slug greenhouse compost-heap"),
    HIKING(
            "On foot, with sandwiches",
            "day-walks mountains coast maps boots huts weather navigation forests long-trails",
            "path boot map summit hut valley rucksack ridge signpost compass stream trail"),
    KITCHEN(
            "Dinner, mostly",
            "soups stews spices pickles knives leftovers breakfast pasta salads one-pot",
            "knife pot soup spice sauce carrot pan table dinner ladle stove potato"),
    MUSIC(
            "Playing badly, listening well",
            "piano guitar jazz folk records choirs practice concerts vinyl songs",
            "song record piano chord guitar melody concert string rhythm choir tune verse"),
    PHOTOGRAPHY(
            "Light, and waiting for it",
            "portraits landscapes black-and-white film-cameras lenses darkrooms street prints light composition",
            "camera lens print portrait frame shutter negative filter landscape tripod shadow photograph"),
    TRAVEL(
            "Trains where possible",
            "trains ferries cities islands hostels packing borders slow-travel night-trains postcards",
            "train ticket suitcase ferry hotel border station timetable passport city platform postcard"),
    WOODWORK(
            "Measured twice",
            "joinery carving planes chisels finishes workbenches green-wood turning furniture sharpening",
            "plank chisel bench joint table saw drawer mallet chair clamp shelf spoon");

    final String description;
    final List<String> tags;
    final List<String> nouns;

    Topic(String description, String tags, String nouns) {
        this.description = description;
        this.tags = List.of(tags.split(" "));
        this.nouns = List.of(nouns.split(" "));
    }

    String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    String title() {
        return name().charAt(0) + slug().substring(1);
    }
}
