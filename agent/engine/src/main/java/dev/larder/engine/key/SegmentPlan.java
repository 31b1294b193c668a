package dev.larder.engine.key;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A segment bound to a method. Immutable; any thread. */
final class SegmentPlan {
    /** All texts that keys may have in the place of a hole for one of its values. */
    @FunctionalInterface
    interface Spelling {
        List<String> of(@Nullable Object value, HolePlan hole) throws KeyException;
    }

    /** The one text that a key has there. */
    static final Spelling WRITTEN = (value, hole) -> {
        StringBuilder text = new StringBuilder();
        KeyText.write(text, value, hole);
        return List.of(text.toString());
    };

    /**
     * Text and the hole that follows it, or null at the end.
     *
     * @param text escaped, may be empty
     */
    record Piece(String text, @Nullable HolePlan hole) {}

    private final Piece[] pieces;
    private final boolean manyHoles;
    private final boolean secret;

    private SegmentPlan(List<Piece> pieces, boolean secret) {
        this.pieces = pieces.toArray(new Piece[0]);
        this.secret = secret;
        this.manyHoles = pieces.stream().filter(piece -> piece.hole() != null).count() > 1;
    }

    static SegmentPlan compile(Template.Segment segment, HoleCompiler holes) throws TemplateException {
        return compile(segment, holes, Set.of());
    }

    /** @param secrets indexes of the parameters that are never written in clear */
    static SegmentPlan compile(Template.Segment segment, HoleCompiler holes, Set<Integer> secrets)
            throws TemplateException {
        boolean secret = false;
        List<Piece> pieces = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (Template.Part part : segment.parts()) {
            if (part instanceof Hole hole) {
                HolePlan plan = holes.compile(hole);
                secret |= secrets.contains(plan.parameter());
                pieces.add(new Piece(text.toString(), plan));
                text.setLength(0);
            } else if (part instanceof Template.Literal literal) {
                // As a value of the same text would be written, so that patterns meet it
                KeyText.escape(text, literal.text(), false);
            }
        }
        pieces.add(new Piece(text.toString(), null));
        return new SegmentPlan(pieces, secret);
    }

    /** The text of a segment without holes, else null. */
    @Nullable
    String constant() {
        return pieces.length == 1 ? pieces[0].text() : null;
    }

    /** Whether the segment's text is hashed, since it tells of a secret parameter. */
    boolean secret() {
        return secret;
    }

    /** Whether one call may have several texts here. */
    boolean many() {
        for (Piece piece : pieces) {
            if (piece.hole() != null && piece.hole().many()) {
                return true;
            }
        }
        return false;
    }

    boolean needsResult() {
        for (Piece piece : pieces) {
            if (piece.hole() != null && piece.hole().needsResult()) {
                return true;
            }
        }
        return false;
    }

    void write(StringBuilder out, @Nullable Object self, @Nullable Object[] args) throws KeyException {
        if (!secret) {
            writePlain(out, self, args);
            return;
        }
        StringBuilder text = new StringBuilder();
        writePlain(text, self, args);
        out.append(KeyText.hashed(text.toString()));
    }

    private void writePlain(StringBuilder out, @Nullable Object self, @Nullable Object[] args) throws KeyException {
        for (int i = 0; i < pieces.length; i++) {
            Piece piece = pieces[i];
            out.append(piece.text());
            HolePlan hole = piece.hole();
            if (hole == null) {
                continue;
            }
            Object value = hole.value(self, args, null);
            if (manyHoles && i < pieces.length - 2) {
                StringBuilder text = new StringBuilder();
                KeyText.write(text, value, hole);
                KeyText.guard(out, text, pieces[i + 1].text());
            } else {
                KeyText.write(out, value, hole);
            }
        }
    }

    /**
     * All texts of the segment in one call, not hashed.
     *
     * @throws KeyException past {@link HolePlan#MOST} of them as well
     */
    List<String> texts(Spelling spelling, @Nullable Object self, @Nullable Object[] args, @Nullable Object result)
            throws KeyException {
        List<String> texts = List.of("");
        for (int i = 0; i < pieces.length; i++) {
            Piece piece = pieces[i];
            List<String> values =
                    piece.hole() == null ? List.of("") : texts(piece.hole(), spelling, self, args, result);
            boolean guarded = manyHoles && i < pieces.length - 2;
            if ((long) texts.size() * values.size() > HolePlan.MOST) {
                throw new KeyException("there are too many ways to write the key");
            }
            List<String> longer = new ArrayList<>(texts.size() * values.size());
            for (String text : texts) {
                for (String value : values) {
                    StringBuilder out = new StringBuilder(text).append(piece.text());
                    if (guarded) {
                        KeyText.guard(out, value, pieces[i + 1].text());
                    } else {
                        out.append(value);
                    }
                    longer.add(out.toString());
                }
            }
            texts = longer;
        }
        return texts;
    }

    private static List<String> texts(
            HolePlan hole, Spelling spelling, @Nullable Object self, @Nullable Object[] args, @Nullable Object result)
            throws KeyException {
        if (!hole.many()) {
            return spelling.of(hole.value(self, args, result), hole);
        }
        Set<String> texts = new LinkedHashSet<>();
        for (Object value : hole.values(self, args, result)) {
            texts.addAll(spelling.of(value, hole));
        }
        return List.copyOf(texts);
    }
}
