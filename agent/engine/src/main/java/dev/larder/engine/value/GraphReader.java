package dev.larder.engine.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one graph: allocates every object, fills them, and last those whose contents are placed by hash or order, inner
 * ones first. Takes nothing that the bytes say for granted: each count is charged to the bytes that are left, each
 * reference is checked where it is stored, and no class is found but in the closure.
 *
 * <p>For one graph, by one thread.
 */
final class GraphReader {
    private final Forms forms;
    private final @Nullable Closure closure;
    private final @Nullable IdentityHashMap<Object, ShownJson.ShownContents> contents;
    private final Input body;
    private final Input heads;
    private long credit;
    private ClassTable classes;
    private int classCount;
    private Object[] objects = new Object[0];
    private @Nullable String @Nullable [] texts;
    private int textCount;

    private @Nullable List<FillOrder.Pending> pending;
    private @Nullable FillOrder order;
    private @Nullable Urls urls;
    private @Nullable Object @Nullable [] inner;
    private int current;

    /** For a graph whose classes aren't there: objects of the application become {@link Shown}, and nothing is filled. */
    static GraphReader showing(Forms forms, byte[] bytes, int offset, int length) throws BadPayloadException {
        return new GraphReader(forms, null, ClassTable.EMPTY, bytes, offset, length);
    }

    /** @param usual the classes that the value is expected to name */
    GraphReader(Forms forms, @Nullable Closure closure, ClassTable usual, byte[] bytes, int offset, int length)
            throws BadPayloadException {
        this.forms = forms;
        this.closure = closure;
        this.classes = usual;
        this.contents = closure == null ? new IdentityHashMap<>() : null;
        Input start = new Input(bytes, offset, offset + length);
        if (start.one() != GraphWriter.FORMAT) {
            throw new BadPayloadException("another format");
        }
        int tables = start.four();
        if (tables < GraphWriter.START || tables > length) {
            throw new BadPayloadException("tables at " + tables + " of " + length + " bytes");
        }
        this.body = new Input(bytes, offset + GraphWriter.START, offset + tables);
        this.heads = new Input(bytes, offset + tables, offset + length);
        this.credit = body.remaining();
    }

    @Nullable
    Object read() throws BadPayloadException {
        readClasses();
        GraphForm[] objectForms = allocate();
        Object root = reference();
        for (int i = 0; i < objects.length; i++) {
            current = i;
            if (order != null) {
                order.body(i);
            }
            objectForms[i].readBody(objects[i], this);
        }
        if (body.remaining() != 0 || heads.remaining() != 0) {
            throw new BadPayloadException("bytes left over");
        }
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
            objectForms[number].fill(objects[number], each.contents(), inner == null ? null : inner[number]);
        }
        if (urls != null) {
            urls.settle();
        }
        return root;
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
        all[current] = part;
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

    Input heads() {
        return heads;
    }

    /** Takes so many bytes off what the bodies can hold: what is allocated for them is bounded by what came. */
    void charge(long bytes) throws BadPayloadException {
        credit -= bytes;
        if (bytes < 0 || credit < 0) {
            throw new BadPayloadException("declares more than it holds");
        }
    }

    Class<?> headClass() throws BadPayloadException {
        return classes.type(classNumber(heads.number()));
    }

    @Nullable
    Object reference() throws BadPayloadException {
        int tag = body.number();
        if (tag >= GraphWriter.FIRST_OBJECT) {
            int number = tag - GraphWriter.FIRST_OBJECT;
            if (number >= objects.length) {
                throw new BadPayloadException("no object " + number);
            }
            if (order != null) {
                order.edge(number);
            }
            return objects[number];
        }
        if (order != null) {
            order.edge(-1);
        }
        return immediate(tag);
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
        }
        all.add(new FillOrder.Pending(current, form, contents, firstEdge));
        return contents.length / form.keyEvery();
    }

    private @Nullable Object immediate(int tag) throws BadPayloadException {
        return switch (tag) {
            case GraphWriter.NULL -> null;
            case GraphWriter.TEXT -> remembered(body.text());
            case GraphWriter.LONG_TEXT -> body.text();
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

    private void readClasses() throws BadPayloadException {
        classCount = heads.count(1);
        if (!classes.isNext(classCount, heads)) {
            classes = new ClassesRead(forms, closure).read(heads, classCount);
        }
    }

    private int classNumber(int number) throws BadPayloadException {
        if (number < 0 || number >= classCount) {
            throw new BadPayloadException("no class " + number);
        }
        return number;
    }

    private Form formAt(int number) throws BadPayloadException {
        return classes.form(classNumber(number));
    }

    private GraphForm[] allocate() throws BadPayloadException {
        int count = heads.count(1);
        GraphForm[] objectForms = new GraphForm[count];
        objects = new Object[count];
        int last = 0;
        for (int i = 0; i < count; i++) {
            if (!(formAt(heads.number()) instanceof GraphForm form)) {
                throw new BadPayloadException("a class without objects");
            }
            charge(form.leastBody());
            current = i;
            objectForms[i] = form;
            objects[i] = form.allocate(this);
            last += form.filledLast() ? 1 : 0;
        }
        if (last > 1) {
            order = new FillOrder(count);
        }
        return objectForms;
    }
}
