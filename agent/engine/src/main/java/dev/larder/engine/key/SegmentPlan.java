package dev.larder.engine.key;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A segment bound to a method. Immutable; any thread. */
final class SegmentPlan {
    /**
     * Text and the hole that follows it, or null at the end.
     *
     * @param text escaped, may be empty
     */
    record Piece(String text, @Nullable HolePlan hole) {}

    private final Piece[] pieces;
    private final boolean manyHoles;

    private SegmentPlan(List<Piece> pieces) {
        this.pieces = pieces.toArray(new Piece[0]);
        this.manyHoles = pieces.stream().filter(piece -> piece.hole() != null).count() > 1;
    }

    static SegmentPlan compile(
            Template.Segment segment,
            Method method,
            List<? extends @Nullable String> names,
            MethodHandles.Lookup lookup)
            throws TemplateException {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (Template.Part part : segment.parts()) {
            if (part instanceof Hole hole) {
                pieces.add(new Piece(text.toString(), HolePlan.compile(hole, method, names, lookup)));
                text.setLength(0);
            } else if (part instanceof Template.Literal literal) {
                // As a value of the same text would be written, so that patterns meet it
                KeyText.escape(text, literal.text(), false);
            }
        }
        pieces.add(new Piece(text.toString(), null));
        return new SegmentPlan(pieces);
    }

    /** The text of a segment without holes, else null. */
    @Nullable
    String constant() {
        return pieces.length == 1 ? pieces[0].text() : null;
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
     * All texts that a key may have in this place for the values of this call.
     *
     * @param closed whether every cache in question writes plain text here
     */
    List<String> spellings(boolean closed, @Nullable Object self, @Nullable Object[] args, @Nullable Object result)
            throws KeyException {
        List<String> texts = List.of("");
        for (int i = 0; i < pieces.length; i++) {
            Piece piece = pieces[i];
            HolePlan hole = piece.hole();
            List<String> values =
                    hole == null ? List.of("") : Spellings.of(hole.value(self, args, result), hole, closed);
            boolean guarded = manyHoles && i < pieces.length - 2;
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
            if (longer.size() > Spellings.MOST) {
                throw new KeyException("too many ways to write the key");
            }
            texts = longer;
        }
        return texts;
    }
}
