package dev.larder.engine.value;

import java.util.LinkedHashMap;
import java.util.Map;

/** An object of a class that isn't there, as its fields. Equal to itself only. */
final class Shown {
    private final String type;
    private final Map<String, Object> fields = new LinkedHashMap<>();

    Shown(String type) {
        this.type = type;
    }

    String type() {
        return type;
    }

    Map<String, Object> fields() {
        return fields;
    }
}
