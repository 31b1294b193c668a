package blog.data;

import java.util.List;
import java.util.SplittableRandom;

/** Writes text that reads like somebody wrote it, as long as nobody reads two posts. */
final class Prose {

    // Slots: n noun, s nouns, a adjective, v verb, d adverb, x a virtue, t a span of time, p a point in time
    private static final List<String> TITLES = List.of(
            "how to {v} a {a} {n}",
            "why {a} {s} need {x}",
            "notes on {a} {s}",
            "the {a} {n} and the {a} {n}",
            "what a {n} taught me about {x}",
            "in praise of the {a} {n}",
            "on {s}, {s} and {x}",
            "the trouble with {a} {s}",
            "learning to {v} {s} {d}",
            "{t} with a {a} {n}",
            "never {v} a {a} {n}",
            "a {n} for {p}");

    private static final List<String> SENTENCES = List.of(
            "a {a} {n} is worth more than three {a} {s}.",
            "I spent {t} with a {n} and learned how little I knew about {s}.",
            "most {s} are {a}, but the good ones are {a} as well.",
            "if the {n} turns out {a}, begin again with a {a} one.",
            "a friend showed me a {n} that was both {a} and {a}.",
            "nobody tells you that {s} need {x}.",
            "there is a {a} way to {v} a {n}, and there is the way I used to do it.",
            "you can {v} the {n} in {t}, provided the {n} is {a}.",
            "what surprised me was the {n}: {a}, {a} and not at all what the {s} had promised.",
            "before you {v} anything, look at the {n} {d}.",
            "my {n} is {a} now, and I {d} {v} it whenever there is time.",
            "it took me {t} to {v} the first {n} and {t} to {v} the second.",
            "some people {v} their {s} {d}; I would rather {v} them {d}.",
            "keep the {n} close to the {n}, and the rest follows.",
            "the trick is to {v} the {s} {d}, then to leave them alone for {t}.",
            "with {x} and a {a} {n}, even the {a} {s} give way.",
            "I had to {v} the {n} twice, because the {n} was {a}.",
            "write down which {s} you {v}, or you will {v} the same one again.",
            "ask three people about {s} and you will hear four {a} answers.",
            "that {n} still stands by the door, {a} as ever.",
            "I no longer {v} {s} when I lack {x}.",
            "by {p} the {n} was {a}, and so was I.",
            "so much depends on a {a} {n}, {d} kept.",
            "for {p} I would choose the {a} {n}, and {v} it {d}.");

    private static final List<String> REMARKS = List.of(
            "thank you, I had the same trouble with my {n}.",
            "I would {v} the {n} first, {d}.",
            "this made me {v} my {s} again.",
            "what do you do when the {n} is {a}?",
            "a {a} {n} did the same for me.",
            "you had me at {s}.",
            "I tried this for {t}, and it works.",
            "it never worked for me: the {n} was too {a}.",
            "please write more about {a} {s}!",
            "more {x}, fewer {s}.",
            "{t}, really?",
            "my grandmother used to {v} her {s} {d}, too.");

    private static final List<String> BIOS = List.of(
            "writes about {s}, lives with a {a} {n}.",
            "believes in {x} and {a} {s}.",
            "here since {p}. Will {v} any {n}.",
            "{s}, {s}, and {x} when there is time.");

    private static final List<String> ADJECTIVES =
            words("battered big borrowed bright broken brown careful cheap clean "
                    + "cold common crooked curious dark dependable dry dusty faded faithful famous fine forgotten fresh gentle "
                    + "good grey handmade heavy homely humble large late lazy light local long lucky muddy narrow neat "
                    + "new noisy patient perfect plain polished proper quick quiet rare reliable rough round rusty second-hand "
                    + "sensible short silver simple slow small soft solid spare steady stubborn sturdy sweet tall thin tidy tiny "
                    + "tired warm wet white wild wooden worn");

    private static final List<String> VERBS =
            words("borrow build carry change choose clean compare copy cover describe "
                    + "draw fix forget hide judge keep lend like measure mend move name paint polish praise prepare recommend "
                    + "remember repair replace sell share sort study test trust try wrap");

    private static final List<String> ADVERBS = words("badly bravely calmly carefully cheerfully daily gently gladly "
            + "hastily loudly neatly patiently politely properly quickly quietly rarely secretly simply slowly softly "
            + "steadily twice warmly");

    private static final List<String> VIRTUES = words("company courage curiosity daylight daring discipline fresh-air "
            + "good-luck luck modesty patience peace practice rest silence sleep time trust warmth");

    private static final List<String> SPANS = List.of(
            "a day",
            "a long week",
            "a month",
            "a rainy afternoon",
            "a whole winter",
            "five minutes",
            "half a year",
            "one evening",
            "seven weeks",
            "ten years",
            "three days",
            "two hours");

    private static final List<String> MOMENTS = List.of(
            "breakfast",
            "Christmas",
            "Friday",
            "June",
            "lunchtime",
            "Monday",
            "next spring",
            "nightfall",
            "October",
            "Sunday morning",
            "the weekend",
            "winter");

    private final SplittableRandom random;

    Prose(SplittableRandom random) {
        this.random = random;
    }

    String title(Topic topic) {
        return capitalised(write(TITLES, topic));
    }

    String body(Topic topic, int words) {
        StringBuilder body = new StringBuilder(words * 7);
        for (int written = 0; written < words; ) {
            if (written > 0) {
                body.append("\n\n");
            }
            for (int sentences = 3 + random.nextInt(4); sentences > 0 && written < words; sentences--) {
                String sentence = capitalised(write(SENTENCES, topic));
                written += 1 + (int) sentence.chars().filter(c -> c == ' ').count();
                body.append(sentence).append(sentences > 1 && written < words ? " " : "");
            }
        }
        return body.toString();
    }

    String comment(Topic topic) {
        String comment = capitalised(write(REMARKS, topic));
        return random.nextInt(3) == 0 ? comment + " " + capitalised(write(SENTENCES, topic)) : comment;
    }

    String bio(Topic topic) {
        return capitalised(write(BIOS, topic));
    }

    private String write(List<String> patterns, Topic topic) {
        String pattern = pick(patterns);
        StringBuilder text = new StringBuilder(pattern.length() * 2);
        int from = 0;
        for (int slot = pattern.indexOf('{'); slot >= 0; slot = pattern.indexOf('{', from)) {
            text.append(pattern, from, slot).append(word(pattern.charAt(slot + 1), topic));
            from = slot + 3;
        }
        return text.append(pattern, from, pattern.length()).toString();
    }

    private String word(char slot, Topic topic) {
        return switch (slot) {
            case 'n' -> pick(topic.nouns);
            case 's' -> plural(pick(topic.nouns));
            case 'a' -> pick(ADJECTIVES);
            case 'v' -> pick(VERBS);
            case 'd' -> pick(ADVERBS);
            case 'x' -> pick(VIRTUES).replace('-', ' ');
            case 't' -> pick(SPANS);
            case 'p' -> pick(MOMENTS);
            default -> throw new IllegalArgumentException("No such slot: " + slot);
        };
    }

    <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static String plural(String noun) {
        if (noun.endsWith("y") && !noun.endsWith("ey") && !noun.endsWith("ay")) {
            return noun.substring(0, noun.length() - 1) + "ies";
        }
        if (noun.endsWith("fe")) {
            return noun.substring(0, noun.length() - 2) + "ves";
        }
        if (noun.endsWith("f")) {
            return noun.substring(0, noun.length() - 1) + "ves";
        }
        boolean hisses = noun.endsWith("s") || noun.endsWith("ch") || noun.endsWith("sh") || noun.endsWith("x");
        return noun + (hisses || noun.endsWith("to") ? "es" : "s");
    }

    private static String capitalised(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static List<String> words(String words) {
        return List.of(words.split(" "));
    }
}
