package dev.larder.pack;

import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.Remapper;

/**
 * What the classes of libraries are called inside larder.jar: other agents recognise libraries by the names of their
 * classes, and are to leave alone those that Larder runs itself. Exactly the classes that are packed are renamed, and not
 * packages: a name that only begins like one of them belongs to the application, or to nobody.
 */
final class Names extends Remapper {
    static final String OWN = "dev/larder/";
    private static final String INSIDE = OWN + "inside/";

    private final Set<String> libraries;

    /** @param libraries internal names of the packed classes that aren't Larder's */
    Names(Set<String> libraries) {
        super(Opcodes.ASM9);
        this.libraries = Set.copyOf(libraries);
    }

    boolean library(String internalName) {
        return libraries.contains(internalName);
    }

    @Override
    public String map(String internalName) {
        return libraries.contains(internalName) ? INSIDE + internalName : internalName;
    }

    /** The same for a name with dots, and for one with slashes; text that is neither comes back as it is. */
    String text(String text) {
        if (libraries.contains(text)) {
            return map(text);
        }
        String internalName = text.replace('.', '/');
        return libraries.contains(internalName) ? map(internalName).replace('/', '.') : text;
    }
}
