package dev.larder.pack;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * One lambda or method reference, as the class file has it linked.
 *
 * @param method of the interface, by its name
 * @param made from what is captured, to the interface
 * @param erased the method's type in the interface
 * @param target what it runs
 * @param exact the method's type where the lambda stands
 */
record Lambda(String method, Type made, Type erased, Handle target, Type exact) {

    /** The static method that gives the lambda, with the type {@link #made}. */
    static final String MAKE = "make";

    private static final String OBJECT = "java/lang/Object";
    private static final String ONLY = "ONLY";

    /** The class that this becomes; null where it needs what isn't written here. */
    byte @Nullable [] write(String name, String host) {
        if (!convertible()) {
            return null;
        }
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(
                Opcodes.V17,
                Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
                name,
                null,
                OBJECT,
                new String[] {made.getReturnType().getInternalName()});
        writer.visitNestHost(host);
        Type[] captured = made.getArgumentTypes();
        for (int i = 0; i < captured.length; i++) {
            writer.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, "c" + i, captured[i].getDescriptor(), null, null)
                    .visitEnd();
        }
        constructor(writer, name, captured);
        factory(writer, name, captured);
        body(writer, name, captured);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static void constructor(ClassWriter writer, String name, Type[] captured) {
        MethodVisitor made = writer.visitMethod(
                Opcodes.ACC_PRIVATE, "<init>", Type.getMethodDescriptor(Type.VOID_TYPE, captured), null, null);
        made.visitCode();
        made.visitVarInsn(Opcodes.ALOAD, 0);
        made.visitMethodInsn(Opcodes.INVOKESPECIAL, OBJECT, "<init>", "()V", false);
        int local = 1;
        for (int i = 0; i < captured.length; i++) {
            made.visitVarInsn(Opcodes.ALOAD, 0);
            made.visitVarInsn(captured[i].getOpcode(Opcodes.ILOAD), local);
            made.visitFieldInsn(Opcodes.PUTFIELD, name, "c" + i, captured[i].getDescriptor());
            local += captured[i].getSize();
        }
        end(made, Opcodes.RETURN);
    }

    /** What captures nothing exists once, as it does where the JVM makes it. */
    private void factory(ClassWriter writer, String name, Type[] captured) {
        String own = "L" + name + ";";
        String init = Type.getMethodDescriptor(Type.VOID_TYPE, captured);
        if (captured.length == 0) {
            writer.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL, ONLY, own, null, null)
                    .visitEnd();
            MethodVisitor once = writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
            once.visitCode();
            create(once, name, captured, init);
            once.visitFieldInsn(Opcodes.PUTSTATIC, name, ONLY, own);
            end(once, Opcodes.RETURN);
        }
        MethodVisitor make = writer.visitMethod(Opcodes.ACC_STATIC, MAKE, made.getDescriptor(), null, null);
        make.visitCode();
        if (captured.length == 0) {
            make.visitFieldInsn(Opcodes.GETSTATIC, name, ONLY, own);
        } else {
            create(make, name, captured, init);
        }
        end(make, Opcodes.ARETURN);
    }

    private static void create(MethodVisitor code, String name, Type[] captured, String init) {
        code.visitTypeInsn(Opcodes.NEW, name);
        code.visitInsn(Opcodes.DUP);
        int local = 0;
        for (Type type : captured) {
            code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), local);
            local += type.getSize();
        }
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, name, "<init>", init, false);
    }

    private void body(ClassWriter writer, String name, Type[] captured) {
        MethodVisitor run = writer.visitMethod(Opcodes.ACC_PUBLIC, method, erased.getDescriptor(), null, null);
        run.visitCode();
        if (target.getTag() == Opcodes.H_NEWINVOKESPECIAL) {
            run.visitTypeInsn(Opcodes.NEW, target.getOwner());
            run.visitInsn(Opcodes.DUP);
        }
        Type[] taken = taken();
        for (int i = 0; i < captured.length; i++) {
            run.visitVarInsn(Opcodes.ALOAD, 0);
            run.visitFieldInsn(Opcodes.GETFIELD, name, "c" + i, captured[i].getDescriptor());
            // What is captured has the type that it is taken as, or one below
        }
        Type[] given = erased.getArgumentTypes();
        Type[] meant = exact.getArgumentTypes();
        int local = 1;
        for (int i = 0; i < given.length; i++) {
            run.visitVarInsn(given[i].getOpcode(Opcodes.ILOAD), local);
            local += given[i].getSize();
            Conversion.of(given[i], meant[i], taken[captured.length + i]).write(run);
        }
        int call = switch (target.getTag()) {
            case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
            case Opcodes.H_INVOKEINTERFACE -> Opcodes.INVOKEINTERFACE;
            case Opcodes.H_NEWINVOKESPECIAL -> Opcodes.INVOKESPECIAL;
            // A private method of a nest mate is called like any other
            default -> target.isInterface() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
        };
        run.visitMethodInsn(call, target.getOwner(), target.getName(), target.getDesc(), target.isInterface());
        Type result = erased.getReturnType();
        if (result.getSort() == Type.VOID) {
            int size = given().getSize();
            if (size > 0) {
                run.visitInsn(size == 2 ? Opcodes.POP2 : Opcodes.POP);
            }
        } else {
            Conversion.of(given(), given(), result).write(run);
        }
        end(run, result.getOpcode(Opcodes.IRETURN));
    }

    private static void end(MethodVisitor code, int opcode) {
        code.visitInsn(opcode);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    /** What the target takes, its receiver included. */
    private Type[] taken() {
        Type[] arguments = Type.getArgumentTypes(target.getDesc());
        if (target.getTag() == Opcodes.H_INVOKESTATIC || target.getTag() == Opcodes.H_NEWINVOKESPECIAL) {
            return arguments;
        }
        Type[] all = new Type[arguments.length + 1];
        all[0] = Type.getObjectType(target.getOwner());
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return all;
    }

    /** What the target gives. */
    private Type given() {
        return target.getTag() == Opcodes.H_NEWINVOKESPECIAL
                ? Type.getObjectType(target.getOwner())
                : Type.getReturnType(target.getDesc());
    }

    private boolean convertible() {
        if (target.getTag() < Opcodes.H_INVOKEVIRTUAL) {
            return false;
        }
        Type[] taken = taken();
        Type[] captured = made.getArgumentTypes();
        Type[] arguments = erased.getArgumentTypes();
        if (taken.length != captured.length + arguments.length) {
            return false;
        }
        for (int i = 0; i < captured.length; i++) {
            if (Conversion.primitive(captured[i]) != Conversion.primitive(taken[i])
                    || (Conversion.primitive(taken[i]) && !captured[i].equals(taken[i]))) {
                return false;
            }
        }
        for (int i = 0; i < arguments.length; i++) {
            if (Conversion.of(arguments[i], exact.getArgumentTypes()[i], taken[captured.length + i])
                    == Conversion.UNKNOWN) {
                return false;
            }
        }
        Type result = erased.getReturnType();
        return result.getSort() == Type.VOID
                || (given().getSort() != Type.VOID && Conversion.of(given(), given(), result) != Conversion.UNKNOWN);
    }
}
