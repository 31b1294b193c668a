package dev.larder.pack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Gives lambdas and method references classes of their own. The JVM spins one for each where it is first met, which costs
 * an application's start more than to read it from the jar: a third of what is compiled during a start was the JDK's own
 * class writer and what links its calls.
 *
 * <p>The classes are nest mates of whose lambdas they hold, so that private methods stay private and keep their names.
 * What can't be expressed so (lambdas that are serializable or have several interfaces) stays as it is.
 */
final class Lambdas {
    private static final String FACTORY = "java/lang/invoke/LambdaMetafactory";

    private final Map<String, byte[]> made = new TreeMap<>();
    private final Map<String, List<String>> members = new TreeMap<>();

    /** The class with calls of factories in place of links, and of what its lambdas became. */
    byte[] takeOut(byte[] type) {
        ClassReader reader = new ClassReader(type);
        // Constants that only lambdas have needed must not stay: no reader is given to copy from
        ClassWriter writer = new ClassWriter(0);
        Taking taking = new Taking(writer);
        reader.accept(taking, 0);
        return writer.toByteArray();
    }

    /** The classes that lambdas became, by internal name. */
    Map<String, byte[]> made() {
        return made;
    }

    /** A nest's host has to list its members, wherever in the nest they stand. To be called when all lambdas are out. */
    byte[] listed(String name, byte[] type) {
        List<String> mates = members.get(name);
        if (mates == null) {
            return type;
        }
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(type)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public void visitEnd() {
                                mates.forEach(this::visitNestMember);
                                super.visitEnd();
                            }
                        },
                        0);
        return writer.toByteArray();
    }

    private final class Taking extends ClassVisitor {
        private String name = "";
        private String host = "";
        private int count;

        Taking(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visit(
                int version,
                int access,
                String type,
                @Nullable String signature,
                @Nullable String superName,
                String @Nullable [] interfaces) {
            name = type;
            host = type;
            super.visit(version, access, type, signature, superName, interfaces);
        }

        @Override
        public void visitNestHost(String nestHost) {
            host = nestHost;
            super.visitNestHost(nestHost);
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String method,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            return new MethodVisitor(api, super.visitMethod(access, method, descriptor, signature, exceptions)) {
                @Override
                public void visitInvokeDynamicInsn(String call, String made, Handle bootstrap, Object... arguments) {
                    Lambda lambda = bootstrap.getOwner().equals(FACTORY)
                                    && bootstrap.getName().equals("metafactory")
                            ? new Lambda(
                                    call, Type.getMethodType(made), (Type) arguments[0], (Handle) arguments[1], (Type)
                                            arguments[2])
                            : null;
                    String type = name + "$$L" + (count + 1);
                    byte[] written = lambda == null ? null : lambda.write(type, host);
                    if (written == null) {
                        super.visitInvokeDynamicInsn(call, made, bootstrap, arguments);
                        return;
                    }
                    count++;
                    Lambdas.this.made.put(type, written);
                    members.computeIfAbsent(host, key -> new ArrayList<>()).add(type);
                    super.visitMethodInsn(Opcodes.INVOKESTATIC, type, Lambda.MAKE, made, false);
                }
            };
        }
    }
}
