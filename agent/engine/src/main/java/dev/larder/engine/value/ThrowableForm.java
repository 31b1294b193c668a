package dev.larder.engine.value;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An exception: its own fields, message, cause, stack trace and what it suppressed. */
final class ThrowableForm extends GraphForm {
    private static final long MESSAGE = RawFields.offset(Throwable.class, "detailMessage");
    private static final long CAUSE = RawFields.offset(Throwable.class, "cause");
    private static final long STACK = RawFields.offset(Throwable.class, "stackTrace");
    private static final long SUPPRESSED = RawFields.offset(Throwable.class, "suppressedExceptions");
    private static final long FORMAT = RawFields.offset(StackTraceElement.class, "format");

    static final int NONE = 0;
    /** Of the cause: the exception itself, which stands for none yet; of what it suppressed: nothing so far. */
    static final int AS_MADE = 1;

    static final int GIVEN = 2;
    private static final int FRAME_BYTES = 8;

    private final Class<?> type;
    private final Layout fields;
    private final boolean tracesItself;

    ThrowableForm(Class<?> type) {
        this.type = type;
        this.fields = new Layout(type, Layout.Kept.OF_THROWABLE);
        this.tracesItself = tracesItself(type);
    }

    private static boolean tracesItself(Class<?> type) {
        try {
            return type.getMethod("getStackTrace").getDeclaringClass() != Throwable.class;
        } catch (NoSuchMethodException impossible) {
            return true;
        }
    }

    @Override
    public long shape() {
        return new Fingerprint().add("throwable").add(fields.shape()).value();
    }

    @Override
    int leastBody() {
        return 4 + fields.leastBytes();
    }

    @Override
    Object allocate(GraphReader in) throws BadPayloadException {
        return RawFields.allocate(type);
    }

    @Override
    void writeBody(Object value, GraphWriter out) throws RefusedException {
        fields.write(value, out);
        // The JDK finds the words for a null pointer when they are asked for, in what no copy has
        out.reference(
                type == NullPointerException.class
                        ? ((Throwable) value).getMessage()
                        : RawFields.getReference(value, MESSAGE));
        Object cause = RawFields.getReference(value, CAUSE);
        out.body().one(cause == value ? AS_MADE : GIVEN);
        if (cause != value) {
            out.reference(cause);
        }
        stack(value, out);
        Object suppressed = RawFields.getReference(value, SUPPRESSED);
        boolean given = suppressed instanceof ArrayList<?>;
        out.body().one(suppressed == null ? NONE : given ? GIVEN : AS_MADE);
        if (given) {
            out.reference(suppressed);
        }
    }

    private void stack(Object value, GraphWriter out) throws RefusedException {
        Object raw = RawFields.getReference(value, STACK);
        if (raw == null) {
            out.body().one(NONE);
            return;
        }
        StackTraceElement[] frames =
                tracesItself && raw instanceof StackTraceElement[] known ? known : ((Throwable) value).getStackTrace();
        out.body().one(GIVEN);
        out.body().number(frames.length);
        for (StackTraceElement frame : frames) {
            out.reference(frame.getClassLoaderName());
            out.reference(frame.getModuleName());
            out.reference(frame.getModuleVersion());
            out.reference(frame.getClassName());
            out.reference(frame.getMethodName());
            out.reference(frame.getFileName());
            out.body().signed(frame.getLineNumber());
            out.body().one(RawFields.getByte(frame, FORMAT));
        }
    }

    @Override
    void readBody(Object target, GraphReader in) throws BadPayloadException {
        fields.read(target, in);
        RawFields.putReference(target, MESSAGE, text(in));
        Object cause = in.body().one() == AS_MADE ? target : in.reference();
        if (cause != null && !(cause instanceof Throwable)) {
            throw new BadPayloadException("a cause that is no exception");
        }
        RawFields.putReference(target, CAUSE, cause);
        RawFields.putReference(target, STACK, in.body().one() == NONE ? null : frames(in));
        int kind = in.body().one();
        Object suppressed = kind == NONE
                ? null
                : kind == AS_MADE ? RawFields.getReference(new Throwable(), SUPPRESSED) : in.reference();
        if (suppressed != null && !(suppressed instanceof List<?>)) {
            throw new BadPayloadException("a list of exceptions that is none");
        }
        RawFields.putReference(target, SUPPRESSED, suppressed);
    }

    static StackTraceElement[] frames(GraphReader in) throws BadPayloadException {
        int count = in.body().count(FRAME_BYTES);
        StackTraceElement[] frames = new StackTraceElement[count];
        for (int i = 0; i < count; i++) {
            String loader = text(in);
            String module = text(in);
            String version = text(in);
            String name = text(in);
            String method = text(in);
            if (name == null || method == null) {
                throw new BadPayloadException("a frame of no method");
            }
            String file = text(in);
            frames[i] = new StackTraceElement(
                    loader, module, version, name, method, file, in.body().signed());
            RawFields.putByte(frames[i], FORMAT, (byte) in.body().one());
        }
        return frames;
    }

    private static @Nullable String text(GraphReader in) throws BadPayloadException {
        Object text = in.reference();
        if (text == null || text instanceof String) {
            return (String) text;
        }
        throw new BadPayloadException("a text that is none");
    }

    @Override
    Described described() {
        return Described.of(Described.Way.THROWABLE, fields, new String[0], -1);
    }

    @Override
    String step(int reference) {
        int own = fields.references();
        if (reference < own) {
            return "." + fields.reference(reference);
        }
        return reference == own + 1 ? ".cause" : ".suppressed";
    }
}
