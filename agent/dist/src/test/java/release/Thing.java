package release;

/** What is cached; the newer version of this class has a field more. */
public class Thing {
    private final int key;
    private final long version;
    private final String text;

    public Thing(int key, long version) {
        this.key = key;
        this.version = version;
        this.text = "thing " + key + " in " + version;
    }

    public long version() {
        return version;
    }

    /** Whether all of it is as it was made. */
    public boolean sound(int expected) {
        return key == expected && text.equals("thing " + key + " in " + version);
    }
}
