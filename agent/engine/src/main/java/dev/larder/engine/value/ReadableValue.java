package dev.larder.engine.value;

/**
 * Shows a value by its bytes alone, without the application's classes: for people who look into the store. Only where the
 * bytes tell the names of fields, as a rule with {@code readable: true} has them do.
 */
public final class ReadableValue {
    private ReadableValue() {}

    /**
     * As JSON: an object with its class as {@code @class}, a circle as {@code "(circle)"}, cut where it gets too long or too
     * deep. Resolves and initialises no class but those of the JDK that values may hold.
     *
     * @param bytes as a codec wrote them, hostile until proven
     * @throws BadPayloadException where they aren't, or don't tell the names of fields
     */
    public static String json(byte[] bytes, int offset, int length) throws BadPayloadException {
        try {
            GraphReader reader = GraphReader.showing(new Forms(), bytes, offset, length);
            Object value = reader.read();
            return new ShownJson(reader.contents()).text(value);
        } catch (RuntimeException | LinkageError | StackOverflowError odd) {
            throw new BadPayloadException("contents that don't fit: " + odd);
        }
    }
}
