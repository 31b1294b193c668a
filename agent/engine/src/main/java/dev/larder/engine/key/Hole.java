package dev.larder.engine.key;

import java.util.List;

/**
 * A place in a template that a call fills: {@code {post.author.id}}.
 *
 * @param text as it was written, without the braces
 * @param root parameter name, parameter index in digits, {@code result} or {@code this}
 * @param steps property names that follow, in order; may be empty
 */
public record Hole(String text, String root, List<String> steps) implements Template.Part {

    public Hole {
        steps = List.copyOf(steps);
    }
}
