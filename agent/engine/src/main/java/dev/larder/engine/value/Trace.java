package dev.larder.engine.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Which reference of which object led to each object first: only kept when a refusal has to be explained. */
final class Trace {
    private int[] parents = new int[16];
    private int[] references = new int[16];

    void found(int number, int parent, int reference) {
        if (number == parents.length) {
            parents = Arrays.copyOf(parents, number * 2);
            references = Arrays.copyOf(references, number * 2);
        }
        parents[number] = parent;
        references[number] = reference;
    }

    /** Such as {@code blog.Owner.pets[0].visits}. */
    String path(int current, int reference, IdentityIndex objects, @Nullable GraphForm[] forms) {
        if (current < 0) {
            return "";
        }
        StringBuilder path = new StringBuilder();
        int at = current;
        int through = reference;
        Class<?> holder = null;
        while (at >= 0) {
            if (through >= 0) {
                GraphForm form = forms[at];
                String step = form == null ? "" : form.step(through);
                path.insert(0, step);
                if (holder == null && step.startsWith(".")) {
                    holder = objects.get(at).getClass();
                }
            }
            through = references[at];
            at = at == 0 ? -1 : parents[at];
        }
        Class<?> root = objects.get(0).getClass();
        boolean ours = root.getClassLoader() != null;
        path.insert(0, ours ? root.getName() : root.getSimpleName());
        // A path that starts at a list doesn't tell of which class the field is that it ends at.
        return ours || holder == null ? path.toString() : path + " of " + holder.getName();
    }
}
