package shop;

import java.util.ArrayList;
import java.util.List;

/** An ordinary mutable class: no record, not serializable. */
public class Article {
    private final long id;
    private String name;
    private final List<String> labels = new ArrayList<>();

    public Article(long id, String name) {
        this.id = id;
        this.name = name;
    }

    public long getId() {
        return id;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public List<String> getLabels() {
        return labels;
    }

    @Override
    public String toString() {
        return id + " " + name + " " + labels;
    }
}
