package dev.larder.engine.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;

/** Text and numbers. */
final class PlainScalar extends ScalarForm {
    PlainScalar(String name, int number) {
        super(name, number);
    }

    @Override
    void write(Object value, Output out) throws RefusedException {
        switch (name()) {
            case "java.lang.String" -> out.text((String) value);
            case "java.lang.Integer" -> out.signed((int) (Integer) value);
            case "java.lang.Long" -> out.signed((long) (Long) value);
            case "java.lang.Boolean" -> out.one((Boolean) value ? 1 : 0);
            case "java.lang.Short" -> out.signed((int) (Short) value);
            case "java.lang.Byte" -> out.one((Byte) value);
            case "java.lang.Character" -> out.number((Character) value);
            case "java.lang.Float" -> out.four(Float.floatToRawIntBits((Float) value));
            case "java.lang.Double" -> out.eight(Double.doubleToRawLongBits((Double) value));
            case "java.math.BigInteger" -> big(out, (BigInteger) value);
            case "java.math.BigDecimal" -> {
                out.signed(((BigDecimal) value).scale());
                big(out, ((BigDecimal) value).unscaledValue());
            }
            case "java.util.UUID" -> {
                out.eight(((UUID) value).getMostSignificantBits());
                out.eight(((UUID) value).getLeastSignificantBits());
            }
            case "java.util.OptionalInt" -> {
                OptionalInt optional = (OptionalInt) value;
                out.one(optional.isPresent() ? 1 : 0);
                out.signed(optional.orElse(0));
            }
            case "java.util.OptionalLong" -> {
                OptionalLong optional = (OptionalLong) value;
                out.one(optional.isPresent() ? 1 : 0);
                out.signed(optional.orElse(0));
            }
            case "java.util.OptionalDouble" -> {
                OptionalDouble optional = (OptionalDouble) value;
                out.one(optional.isPresent() ? 1 : 0);
                out.eight(Double.doubleToRawLongBits(optional.orElse(0)));
            }
            default -> throw unknown();
        }
    }

    @Override
    Object read(Input in) throws BadPayloadException {
        return switch (name()) {
            case "java.lang.String" -> in.text();
            case "java.lang.Integer" -> in.signed();
            case "java.lang.Long" -> in.signedLong();
            case "java.lang.Boolean" -> in.one() != 0;
            case "java.lang.Short" -> (short) in.signed();
            case "java.lang.Byte" -> (byte) in.one();
            case "java.lang.Character" -> (char) in.number();
            case "java.lang.Float" -> Float.intBitsToFloat(in.four());
            case "java.lang.Double" -> Double.longBitsToDouble(in.eight());
            case "java.math.BigInteger" -> new BigInteger(in.bytes(in.count(1)));
            case "java.math.BigDecimal" -> {
                int scale = in.signed();
                yield new BigDecimal(new BigInteger(in.bytes(in.count(1))), scale);
            }
            case "java.util.UUID" -> {
                long high = in.eight();
                yield new UUID(high, in.eight());
            }
            case "java.util.OptionalInt" -> {
                boolean present = in.one() != 0;
                int value = in.signed();
                yield present ? OptionalInt.of(value) : OptionalInt.empty();
            }
            case "java.util.OptionalLong" -> {
                boolean present = in.one() != 0;
                long value = in.signedLong();
                yield present ? OptionalLong.of(value) : OptionalLong.empty();
            }
            case "java.util.OptionalDouble" -> {
                boolean present = in.one() != 0;
                double value = Double.longBitsToDouble(in.eight());
                yield present ? OptionalDouble.of(value) : OptionalDouble.empty();
            }
            default -> throw unknown();
        };
    }

    private static void big(Output out, BigInteger value) throws RefusedException {
        byte[] bytes = value.toByteArray();
        out.number(bytes.length);
        out.bytes(bytes, 0, bytes.length);
    }
}
