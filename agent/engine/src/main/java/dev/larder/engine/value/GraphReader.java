package dev.larder.engine.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one graph: allocates an object where it is first met, fills it when its turn comes, and last those whose contents
 * are placed by hash or order, inner ones first. Takes nothing that the bytes say for granted: each count is charged to the
 * bytes that are left, each reference is checked where it is stored, and no class is found but in the closure.
 *
 * <p>For one graph, by one thread.
 */
final class GraphReader {
    private final Forms forms;
    private final @Nullable IdentityHashMap<Object, ShownJson.ShownContents> contents;
    private final Input body;
    private long credit;
    private ClassTable classes;
    private final int classCount;
    private final Object[] objects;
    private final int[] objectClasses;
    private int met;
    private @Nullable String @Nullable [] texts;
    private int textCount;

    private @Nullable List<FillOrder.Pending> pending;
    private final @Nullable FillOrder order;
    private @Nullable Urls urls;
    private @Nullable Object @Nullable [] inner;
    private int current;
    private int allocating;

    /** For a graph whose classes aren't there: objects of the application become {@link Shown}, and nothing is filled. */
    static GraphReader showing(Forms forms, byte[] bytes, int offset, int length) throws BadPayloadException {
        return new GraphReader(forms, null, ClassTable.EMPTY, bytes, offset, length);
    }

    /** @param usual the classes that the value is expected to name */
    GraphReader(Forms forms, @Nullable Closure closure, ClassTable usual, byte[] bytes, int offset, int length)
            throws BadPayloadException {
        this.forms = forms;
        this.contents = closure == null ? new IdentityHashMap<>() : null;
        if (length < GraphWriter.START || bytes[offset] != GraphWriter.FORMAT) {
            throw new BadPayloadException("another format");
        }
        int tables = LittleEndian.getInt(bytes, offset + GraphWriter.TABLES_AT);
        if (tables < GraphWriter.START || tables > length) {
            throw new BadPayloadException("tables at " + tables + " of " + length + " bytes");
        }
        this.body = new Input(bytes, offset + GraphWriter.START, offset + tables);
        this.credit = body.remaining();
        Input in = new Input(bytes, offset + tables, offset + length);
        this.classCount = in.count(1);
        this.classes = usual.isNext(classCount, in) ? usual : new ClassesRead(forms, closure).read(in, classCount);
        int count = in.number();
        // Each takes a byte at least where it is first referred to
        if (count < 0 || count > credit) {
            throw new BadPayloadException(count + " objects in " + credit + " bytes");
        }
        this.objects = new Object[count];
        this.objectClasses = new int[count];
        this.order = in.one() == 0 ? null : new FillOrder(count);
        if (in.remaining() != 0) {
            throw new BadPayloadException("bytes left over");
        }
    }

    @Nullable
    Object read() throws BadPayloadException {
        Object root = reference();
        for (int i = 0; i < met; i++) {
            current = i;
            if (order != null) {
                order.body(i);
            }
            body(objects[i], classes.at(objectClasses[i]));
        }
        if (body.remaining() != 0 || met != objects.length) {
            throw new BadPayloadException("bytes left over");
        }
        fill();
        return root;
    }

    private void body(Object object, NamedClass type) throws BadPayloadException {
        Layout fields = type.fields();
        if (fields != null) {
            fields.read(object, this);
        } else {
            graph(type).readBody(object, this);
        }
    }

    private static GraphForm graph(NamedClass type) throws BadPayloadException {
        GraphForm form = type.graph();
        if (form == null) {
            throw new BadPayloadException("a class without objects");
        }
        return form;
    }

    private void fill() throws BadPayloadException {
        List<FillOrder.Pending> inOrder = pending == null ? List.of() : order == null ? pending : order.sorted(pending);
        if (urls != null) {
            urls.hash();
        }
        for (FillOrder.Pending each : inOrder) {
            int number = each.object();
            if (contents != null) {
                Object target = inner == null || inner[number] == null ? objects[number] : inner[number];
                contents.put(
                        target,
                        new ShownJson.ShownContents(each.contents(), each.form().keyEvery() == 2));
                continue;
            }
            graph(classes.at(objectClasses[number]))
                    .fill(objects[number], each.contents(), inner == null ? null : inner[number]);
        }
        if (urls != null) {
            urls.settle();
        }
    }

    /** What the collections were to be filled with, where the graph is only to be shown. */
    IdentityHashMap<Object, ShownJson.ShownContents> contents() {
        return contents == null ? new IdentityHashMap<>() : contents;
    }

    /** Those that the value named, or more that begin with them. */
    ClassTable classes() {
        return classes;
    }

    Urls urls() {
        Urls known = urls;
        if (known == null) {
            known = new Urls();
            urls = known;
        }
        return known;
    }

    /** What the object that is being allocated is to hold, built apart from it. */
    void keep(Object part) {
        Object[] all = inner;
        if (all == null) {
            all = new Object[objects.length];
            inner = all;
        }
        all[allocating] = part;
    }

    /** What was kept for the object that is being read. */
    Object kept() throws BadPayloadException {
        Object part = inner == null ? null : inner[current];
        if (part == null) {
            throw new BadPayloadException("nothing was kept");
        }
        return part;
    }

    Input body() {
        return body;
    }

    /** Takes so many bytes off what the bodies can hold: what is allocated for them is bounded by what came. */
    void charge(long bytes) throws BadPayloadException {
        credit -= bytes;
        if (bytes < 0 || credit < 0) {
            throw new BadPayloadException("declares more than it holds");
        }
    }

    Class<?> headClass() throws BadPayloadException {
        return classAt(body.number()).type();
    }

    @Nullable
    Object reference() throws BadPayloadException {
        int tag = body.number();
        if (tag >= GraphWriter.FIRST_OBJECT) {
            int number = (tag - GraphWriter.FIRST_OBJECT) >> 1;
            return (tag & 1) == 0 ? known(number) : allocated(classAt(number), number);
        }
        if (order != null) {
            order.edge(-1);
        }
        return immediate(tag);
    }

    private Object known(int number) throws BadPayloadException {
        if (number >= met) {
            throw new BadPayloadException("no object " + number);
        }
        if (order != null) {
            order.edge(number);
        }
        return objects[number];
    }

    private Object allocated(NamedClass type, int classNumber) throws BadPayloadException {
        int number = met;
        if (number == objects.length) {
            throw new BadPayloadException("more than " + number + " objects");
        }
        charge(type.leastBody());
        allocating = number;
        Object object = type.fields() == null ? graph(type).allocate(this) : RawFields.allocate(type.type());
        objects[number] = object;
        objectClasses[number] = classNumber;
        met = number + 1;
        if (order != null) {
            order.edge(number);
        }
        return object;
    }

    /** A reference that can lead to nothing but a text. */
    @Nullable
    String textReference() throws BadPayloadException {
        int tag = body.number();
        if (order != null) {
            order.edge(-1);
        }
        return switch (tag) {
            case GraphWriter.NULL -> null;
            case GraphWriter.TEXT -> remembered(body.text(body.one()));
            case GraphWriter.LONG_TEXT -> body.text(body.two());
            case GraphWriter.TEXT_APART -> body.text(body.four());
            case GraphWriter.TEXT_AGAIN -> again(body.number());
            default -> throw new BadPayloadException("a reference of kind " + tag + " where a text should be");
        };
    }

    /** As many references as the next count says. */
    @Nullable
    Object[] references(int each) throws BadPayloadException {
        int count = body.count(each) * each;
        Object[] all = new Object[count];
        for (int i = 0; i < count; i++) {
            all[i] = reference();
        }
        return all;
    }

    /** Reads the contents of the object whose body is being read, and leaves their placing until all else is there; returns how many. */
    int later(GraphForm form) throws BadPayloadException {
        int firstEdge = order == null ? 0 : order.edges();
        @Nullable Object[] contents = references(form.keyEvery());
        List<FillOrder.Pending> all = pending;
        if (all == null) {
            all = new ArrayList<>(1);
            pending = all;
        } else if (order == null) {
            throw new BadPayloadException("more objects are filled last than was said");
        }
        all.add(new FillOrder.Pending(current, form, contents, firstEdge));
        return contents.length / form.keyEvery();
    }

    private @Nullable Object immediate(int tag) throws BadPayloadException {
        return switch (tag) {
            case GraphWriter.NULL -> null;
            case GraphWriter.TEXT -> remembered(body.text(body.one()));
            case GraphWriter.LONG_TEXT -> body.text(body.two());
            case GraphWriter.TEXT_APART -> body.text(body.four());
            case GraphWriter.TEXT_AGAIN -> again(body.number());
            case GraphWriter.INTEGER -> body.signed();
            case GraphWriter.LONG -> body.signedLong();
            case GraphWriter.TRUE -> true;
            case GraphWriter.FALSE -> false;
            case GraphWriter.SCALAR -> scalar();
            case GraphWriter.ENUM -> {
                Form form = formAt(body.number());
                if (form instanceof EnumForm constants) {
                    yield constants.constantAt(body.number());
                }
                if (form instanceof ShownForm shown) {
                    yield shown.constantAt(body.number());
                }
                throw new BadPayloadException("no enum");
            }
            case GraphWriter.CONSTANT -> {
                if (formAt(body.number()) instanceof GraphForm form) {
                    yield form.constantAt(body.number());
                }
                throw new BadPayloadException("no constants");
            }
            default -> throw new BadPayloadException("reference of kind " + tag);
        };
    }

    private Object scalar() throws BadPayloadException {
        if (forms.jdk().form(body.number()) instanceof ScalarForm form) {
            return form.read(body);
        }
        throw new BadPayloadException("no scalar");
    }

    private String remembered(String text) {
        @Nullable String[] all = texts;
        if (all == null) {
            all = new String[16];
            texts = all;
        } else if (textCount == all.length) {
            all = Arrays.copyOf(all, textCount * 2);
            texts = all;
        }
        all[textCount++] = text;
        return text;
    }

    private @Nullable String again(int number) throws BadPayloadException {
        if (texts == null || number < 0 || number >= textCount) {
            throw new BadPayloadException("no text " + number);
        }
        return texts[number];
    }

    private NamedClass classAt(int number) throws BadPayloadException {
        if (number < 0 || number >= classCount) {
            throw new BadPayloadException("no class " + number);
        }
        return classes.at(number);
    }

    private Form formAt(int number) throws BadPayloadException {
        return classAt(number).form();
    }
}
