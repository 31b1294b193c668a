package dev.larder.weaver.sample;

import java.util.List;

/** An application's types in the shapes that the weaver meets. Loaded by the tests' own loader, never by the JUnit one. */
public class Shop {

    public String name(long id) {
        return "body " + id;
    }

    public int count(int a, double b, String c) {
        return a;
    }

    public boolean open() {
        return false;
    }

    public long[] array(byte b) {
        return new long[] {b};
    }

    public void nothing(String what) {}

    public String failing(String what) {
        throw new IllegalStateException(what);
    }

    public static String shared(String what) {
        return "static " + what;
    }

    private String hidden(String what) {
        return "private " + what;
    }

    public String callsHidden(String what) {
        return hidden(what);
    }

    public final synchronized String locked(List<String> what) {
        return "locked " + what;
    }

    public native int nativeOne();

    /** What a service's interface looks like. */
    public interface Stock {
        int left(String article);

        default int doubled(String article) {
            return 2 * left(article);
        }
    }

    public static class Shelf implements Stock {
        @Override
        public int left(String article) {
            return 7;
        }
    }

    public abstract static class Counter {
        public abstract int value(int of);
    }

    public static class Tally extends Counter {
        @Override
        public int value(int of) {
            return of + 1;
        }
    }

    /** As a proxy generator names them. */
    public static class Tally$$SpringCGLIB$$0 extends Tally {
        @Override
        public int value(int of) {
            return super.value(of);
        }
    }

    public interface Repository<T> {
        T save(T what);
    }

    public static class Words implements Repository<String> {
        @Override
        public String save(String what) {
            return "saved " + what;
        }
    }

    public interface Articles extends Repository<String> {
        String bySlug(String slug);
    }

    public record Line(String text) {
        public String shout(int times) {
            return text.repeat(times);
        }
    }
}
