package dev.larder.engine.match;

/**
 * The instructions of one method (JVMS 6.5), walked without a library. Code that is damaged ends in an {@link
 * IllegalArgumentException} or an {@link IndexOutOfBoundsException}.
 */
final class Bytecode {
    private static final int TABLESWITCH = 170;
    private static final int LOOKUPSWITCH = 171;
    static final int GETSTATIC = 178;
    static final int PUTSTATIC = 179;
    static final int PUTFIELD = 181;
    private static final int INVOKEINTERFACE = 185;
    private static final int WIDE = 196;
    private static final int IINC = 132;
    private static final int LAST = 201;

    /** Told of each instruction that names a method or a field, by its place in the constant pool. */
    @FunctionalInterface
    interface Members {
        void member(int opcode, int index);
    }

    private final byte[] bytes;
    private final int from;
    private final int to;

    Bytecode(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    void members(Members into) {
        int at = from;
        while (at < to) {
            int opcode = bytes[at] & 0xFF;
            if (opcode >= GETSTATIC && opcode <= INVOKEINTERFACE) {
                into.member(opcode, u2(at + 1));
            }
            at += length(at, opcode);
        }
    }

    private int length(int at, int opcode) {
        if (opcode == TABLESWITCH || opcode == LOOKUPSWITCH) {
            return jumps(at, opcode);
        }
        if (opcode == WIDE) {
            return (bytes[at + 1] & 0xFF) == IINC ? 6 : 4;
        }
        if (opcode > LAST) {
            throw new IllegalArgumentException("opcode " + opcode);
        }
        return fixed(opcode);
    }

    /** A switch: its operands are aligned to the beginning of the code. */
    private int jumps(int at, int opcode) {
        int operands = at + 4 - (at - from) % 4;
        long length = opcode == TABLESWITCH
                ? 12 + 4L * ((long) u4(operands + 8) - u4(operands + 4) + 1)
                : 8 + 8L * u4(operands + 4);
        if (length < 8 || length > to - operands) {
            throw new IllegalArgumentException("switch of " + length + " bytes");
        }
        return operands - at + (int) length;
    }

    private static int fixed(int opcode) {
        return switch (opcode) {
            case 16, 18, 21, 22, 23, 24, 25, 54, 55, 56, 57, 58, 169, 188 -> 2;
            case 17, 19, 20, IINC, 187, 189, 192, 193, 198, 199 -> 3;
            case 197 -> 4;
            case INVOKEINTERFACE, 186, 200, LAST -> 5;
            default -> (opcode >= 153 && opcode <= 168) || (opcode >= GETSTATIC && opcode <= 184) ? 3 : 1;
        };
    }

    private int u2(int at) {
        return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
    }

    private int u4(int at) {
        return (u2(at) << 16) | u2(at + 2);
    }
}
