package dev.larder.engine.key;

import java.util.List;

/**
 * A place in a template that a call fills: {@code {post.author.id}}.
 *
 * @param text as it was written, without the braces
 * @param root parameter name, parameter index in digits, {@code result}, {@code this}, or {@code call:} and a method
 * @param steps property names, map keys and indexes that follow, in order; {@link #EACH} for every element; may be empty
 */
public record Hole(String text, String root, List<String> steps) implements Template.Part {
    /** The step to each element of a collection. No property or key is written so. */
    public static final String EACH = "[*]";

    private static final String CALL = "call:";

    public Hole {
        steps = List.copyOf(steps);
    }

    /** Whether one call may fill it with several values. */
    public boolean many() {
        return steps.contains(EACH);
    }

    /** What a static method returns, and nothing of the call itself. */
    public boolean calls() {
        return root.startsWith(CALL);
    }

    /** {@code com.acme.Tenant.current} of {@code {call:com.acme.Tenant.current}}. */
    String called() {
        return root.substring(CALL.length());
    }

    public boolean ofResult() {
        return root.equals("result");
    }

    public boolean ofThis() {
        return root.equals("this");
    }
}
