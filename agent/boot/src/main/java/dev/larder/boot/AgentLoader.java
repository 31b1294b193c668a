package dev.larder.boot;

import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Loads the agent out of larder.jar, out of the application's sight: classes lie under a prefix, with a suffix that no
 * other loader takes for a class, and the parent is the platform loader, so that neither side sees the other's
 * libraries. Resources have a URL protocol of their own, since an application may change how {@code jar:} behaves for
 * everybody (some switch its cache off).
 *
 * <p>Only code for the oldest supported JDK is in the jar; nothing here knows multi-release jars.
 */
final class AgentLoader extends ClassLoader {
    private static final String PREFIX = "inst/";
    private static final String OWN = "dev.larder.";
    private static final String PROTOCOL = "larder";

    static {
        registerAsParallelCapable();
    }

    private final ZipFile jar;
    private final ProtectionDomain domain;
    private final Resources resources;

    AgentLoader(File jar) throws Exception {
        super(platformLoader());
        // Read as a plain zip: what is special about jars (signatures, versions by release) would be looked for at
        // start.
        this.jar = new ZipFile(jar);
        this.domain = AgentLoader.class.getProtectionDomain();
        this.resources = new Resources(this.jar);
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
        ZipEntry entry = jar.getEntry(PREFIX + name.replace('.', '/') + ".classdata");
        if (entry == null) {
            throw new ClassNotFoundException(name);
        }
        try {
            byte[] bytes = read(entry);
            return defineClass(name, bytes, 0, bytes.length, domain);
        } catch (IOException fault) {
            throw new ClassNotFoundException(name + " (" + jar.getName() + " can't be read)", fault);
        }
    }

    private byte[] read(ZipEntry entry) throws IOException {
        byte[] bytes = new byte[(int) entry.getSize()];
        try (InputStream in = jar.getInputStream(entry)) {
            int filled = 0;
            while (filled < bytes.length) {
                int read = in.read(bytes, filled, bytes.length - filled);
                if (read < 0) {
                    throw new EOFException(entry + " is cut short");
                }
                filled += read;
            }
        }
        return bytes;
    }

    @Override
    protected @Nullable URL findResource(String name) {
        String path = name.endsWith(".class") ? name.substring(0, name.length() - 6) + ".classdata" : name;
        if (jar.getEntry(PREFIX + path) == null) {
            return null;
        }
        try {
            return new URL(PROTOCOL, null, -1, "/" + path, resources);
        } catch (IOException impossible) {
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

    /** Opens resources inside the prefix. */
    private static final class Resources extends URLStreamHandler {
        private final ZipFile jar;

        Resources(ZipFile jar) {
            this.jar = jar;
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return new Resource(url, jar);
        }
    }

    private static final class Resource extends URLConnection {
        private final ZipFile jar;

        Resource(URL url, ZipFile jar) {
            super(url);
            this.jar = jar;
        }

        @Override
        public void connect() {
            connected = true;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            ZipEntry entry = jar.getEntry(PREFIX + url.getPath().substring(1));
            if (entry == null) {
                throw new IOException("no resource " + url);
            }
            return jar.getInputStream(entry);
        }
    }
}
