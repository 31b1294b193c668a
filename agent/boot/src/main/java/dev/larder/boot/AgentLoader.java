package dev.larder.boot;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Enumeration;
import java.util.function.Consumer;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Loads the agent out of larder.jar, out of the application's sight: classes lie in an {@link Archive}, out of which no
 * other loader takes one, and the parent is the platform loader, so that neither side sees the other's libraries.
 * Resources have a URL protocol of their own, since an application may change how {@code jar:} behaves for
 * everybody (some switch its cache off).
 *
 * <p>Only code for the oldest supported JDK is in the jar; nothing here knows multi-release jars.
 */
final class AgentLoader extends ClassLoader implements Consumer<Consumer<Object[]>> {
    private static final String ARCHIVE = "inst.archive";
    private static final String OWN = "dev.larder.";
    private static final String PROTOCOL = "larder";

    static {
        registerAsParallelCapable();
    }

    private final Archive archive;
    private final ProtectionDomain domain;
    private final Resources resources;
    private volatile @Nullable Consumer<Object[]> entrance;

    AgentLoader(File jar) throws Exception {
        super(platformLoader());
        // Read as a plain zip: what is special about jars (signatures, versions by release) would be looked for at
        // start.
        this.archive = new Archive(new ZipFile(jar), ARCHIVE);
        this.domain = AgentLoader.class.getProtectionDomain();
        this.resources = new Resources(archive);
    }

    private static ClassLoader platformLoader() throws Exception {
        ClassLoader above = AgentLoader.class.getClassLoader().getParent();
        if (above != null
                && above.getClass().getName().equals("jdk.internal.loader.ClassLoaders$PlatformClassLoader")) {
            return above;
        }
        // This agent is in a loader of somebody's own. ClassLoader.getPlatformClassLoader() is Java 9, and this class
        // must
        // load on Java 8; asked by reflection in any case, it would be felt: annotations are read and a proxy is made.
        return (ClassLoader)
                ClassLoader.class.getMethod("getPlatformClassLoader").invoke(null);
    }

    /**
     * All that lies in the jar has names of Larder's: the parent, which would have to look through the whole JDK and throw
     * an exception for each class, isn't asked for them.
     */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OWN)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes;
        try {
            bytes = archive.read(name.replace('.', '/') + ".class");
        } catch (IOException fault) {
            throw new ClassNotFoundException(name + " (larder.jar can't be read)", fault);
        }
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length, domain);
    }

    /** Told by the agent's entrance, when it is initialised, how to enter. */
    @Override
    public void accept(Consumer<Object[]> entrance) {
        this.entrance = entrance;
    }

    /**
     * Enters the agent. Not by reflection, which would make method handles first.
     *
     * @param entrance name of the class that tells this loader how to enter
     */
    void enter(String entrance, @Nullable Object... arguments) throws ClassNotFoundException {
        Class.forName(entrance, true, this);
        Consumer<Object[]> told = this.entrance;
        if (told == null) {
            throw new ClassNotFoundException(entrance + " is no entrance of the agent");
        }
        told.accept(arguments);
    }

    /** What lies in the jar is asked for by Larder alone; the parent would open the JDK's own files to look. */
    @Override
    public @Nullable URL getResource(String name) {
        URL own = findResource(name);
        return own == null ? super.getResource(name) : own;
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        try {
            byte[] own = archive.read(name);
            return own == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(own);
        } catch (IOException unreadable) {
            return null;
        }
    }

    @Override
    protected @Nullable URL findResource(String name) {
        try {
            return archive.holds(name) ? new URL(PROTOCOL, null, -1, "/" + name, resources) : null;
        } catch (IOException unreadable) {
            return null;
        }
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        URL found = findResource(name);
        return found == null
                ? Collections.<URL>emptyEnumeration()
                : Collections.enumeration(Collections.singleton(found));
    }

    private static final class Resources extends URLStreamHandler {
        private final Archive archive;

        Resources(Archive archive) {
            this.archive = archive;
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return new Resource(url, archive);
        }
    }

    private static final class Resource extends URLConnection {
        private final Archive archive;

        Resource(URL url, Archive archive) {
            super(url);
            this.archive = archive;
        }

        @Override
        public void connect() {
            connected = true;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            byte[] content = archive.read(url.getPath().substring(1));
            if (content == null) {
                throw new IOException("no resource " + url);
            }
            return new ByteArrayInputStream(content);
        }
    }
}
