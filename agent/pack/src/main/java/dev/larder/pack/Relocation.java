package dev.larder.pack;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * Renames what a class refers to. Text is another matter: a library that loads a class of its own by name means the one
 * that is renamed, but where Larder's own classes write {@code "reactor.core.publisher.Mono"}, they mean the
 * application's. So text changes in libraries only, and there only where it is the whole name of a packed class: names of
 * system properties begin like classes and stay.
 */
final class Relocation {
    private final Names names;

    Relocation(Names names) {
        this.names = names;
    }

    /** @return the class as it is packed: renamed, and without its tables of local variables, which only debuggers read */
    byte[] relocate(byte[] type) {
        ClassReader reader = new ClassReader(type);
        Remapper mapping = names.library(reader.getClassName()) ? new WithText(names) : names;
        // Without the reader's constants: the old names would stay among them
        ClassWriter writer = new ClassWriter(0);
        reader.accept(new ClassRemapper(new Lean(writer), mapping), 0);
        return writer.toByteArray();
    }

    /** Constants of a library, those of its annotations and of its linked calls included. */
    private static final class WithText extends Remapper {
        private final Names names;

        WithText(Names names) {
            super(Opcodes.ASM9);
            this.names = names;
        }

        @Override
        public String map(String internalName) {
            return names.map(internalName);
        }

        @Override
        public Object mapValue(Object value) {
            return value instanceof String text ? names.text(text) : super.mapValue(value);
        }
    }

    private static final class Lean extends ClassVisitor {
        Lean(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            return new MethodVisitor(api, super.visitMethod(access, name, descriptor, signature, exceptions)) {
                @Override
                public void visitLocalVariable(
                        String variable, String type, @Nullable String generic, Label start, Label end, int index) {}
            };
        }
    }
}
