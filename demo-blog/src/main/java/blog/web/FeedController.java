package blog.web;

import blog.Post;
import blog.PostService;
import blog.Tag;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

@RestController
class FeedController {

    private static final int POSTS = 20;

    private final PostService posts;

    FeedController(PostService posts) {
        this.posts = posts;
    }

    @GetMapping(path = "/feed.atom", produces = MediaType.APPLICATION_ATOM_XML_VALUE + ";charset=UTF-8")
    String feed() throws XMLStreamException {
        String site = ServletUriComponentsBuilder.fromCurrentContextPath().toUriString();
        List<Post> recent = posts.recentEntities(POSTS);
        StringWriter feed = new StringWriter();
        XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(feed);
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("feed");
        xml.writeDefaultNamespace("http://www.w3.org/2005/Atom");
        element(xml, "title", "The Long Margin");
        element(xml, "id", site + "/");
        link(xml, "self", site + "/feed.atom");
        link(xml, "alternate", site + "/");
        element(xml, "updated", updated(recent).toString());
        for (Post post : recent) {
            entry(xml, post, site + "/posts/" + post.getId());
        }
        xml.writeEndDocument();
        xml.close();
        return feed.toString();
    }

    private static void entry(XMLStreamWriter xml, Post post, String url) throws XMLStreamException {
        xml.writeStartElement("entry");
        element(xml, "id", url);
        element(xml, "title", post.getTitle());
        link(xml, "alternate", url);
        element(xml, "published", post.getPublishedAt().toString());
        element(xml, "updated", post.getUpdatedAt().toString());
        xml.writeStartElement("author");
        element(xml, "name", post.getAuthor().getDisplayName());
        xml.writeEndElement();
        category(xml, post.getCategory().getSlug());
        for (Tag tag : post.getTags()) {
            category(xml, tag.getName());
        }
        element(xml, "summary", post.getExcerpt());
        xml.writeEndElement();
    }

    private static Instant updated(List<Post> posts) {
        return posts.stream()
                .map(Post::getUpdatedAt)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    private static void link(XMLStreamWriter xml, String rel, String href) throws XMLStreamException {
        xml.writeEmptyElement("link");
        xml.writeAttribute("rel", rel);
        xml.writeAttribute("href", href);
    }

    private static void category(XMLStreamWriter xml, String term) throws XMLStreamException {
        xml.writeEmptyElement("category");
        xml.writeAttribute("term", term);
    }
}
