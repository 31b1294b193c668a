package dev.larder.pack;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** How a value on the stack becomes one of another type, as the language converts what lambdas take and give. */
@FunctionalInterface
interface Conversion {

    /** Not one that is written here. */
    Conversion UNKNOWN = code -> {
        throw new IllegalStateException("a conversion that nobody knows is never written");
    };

    /** Nothing to do. */
    Conversion NONE = code -> {};

    Map<Integer, String> BOXES = Map.of(
            Type.BOOLEAN, "java/lang/Boolean",
            Type.CHAR, "java/lang/Character",
            Type.BYTE, "java/lang/Byte",
            Type.SHORT, "java/lang/Short",
            Type.INT, "java/lang/Integer",
            Type.LONG, "java/lang/Long",
            Type.FLOAT, "java/lang/Float",
            Type.DOUBLE, "java/lang/Double");

    void write(MethodVisitor code);

    static boolean primitive(Type type) {
        return type.getSort() < Type.ARRAY;
    }

    /**
     * @param from the value's type on the stack
     * @param meant what it is known to be there
     * @param to what is wanted
     */
    static Conversion of(Type from, Type meant, Type to) {
        if (primitive(from) && primitive(to)) {
            return widened(from.getSort(), to.getSort());
        }
        if (primitive(from)) {
            return code -> {
                String box = BOXES.get(from.getSort());
                code.visitMethodInsn(
                        Opcodes.INVOKESTATIC,
                        box,
                        "valueOf",
                        Type.getMethodDescriptor(Type.getObjectType(String.valueOf(box)), from),
                        false);
            };
        }
        if (primitive(to)) {
            String box = BOXES.get(to.getSort());
            return meant.getInternalName().equals(box)
                    ? code -> {
                        cast(code, from, box);
                        code.visitMethodInsn(
                                Opcodes.INVOKEVIRTUAL,
                                box,
                                to.getClassName() + "Value",
                                Type.getMethodDescriptor(to),
                                false);
                    }
                    : UNKNOWN;
        }
        return code -> cast(code, from, to.getInternalName());
    }

    private static Conversion widened(int from, int to) {
        if (from == to) {
            return NONE;
        }
        if (from == Type.BOOLEAN || to <= Type.SHORT) {
            return UNKNOWN;
        }
        int opcode = switch (to) {
            case Type.INT -> from < Type.INT ? Opcodes.NOP : -1;
            case Type.LONG -> from <= Type.INT ? Opcodes.I2L : -1;
            case Type.FLOAT -> from <= Type.INT ? Opcodes.I2F : from == Type.LONG ? Opcodes.L2F : -1;
            default -> from <= Type.INT ? Opcodes.I2D : from == Type.LONG ? Opcodes.L2D : Opcodes.F2D;
        };
        return opcode < 0 ? UNKNOWN : code -> code.visitInsn(opcode);
    }

    private static void cast(MethodVisitor code, Type from, @Nullable String to) {
        if (to != null && !to.equals("java/lang/Object") && !to.equals(from.getInternalName())) {
            code.visitTypeInsn(Opcodes.CHECKCAST, to);
        }
    }
}
