package dev.larder.console.command;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Shows the classes of an application that isn't running: as resources, and loaded where types are to be looked at. None of
 * them is ever initialised, so nothing of the application runs.
 */
final class ApplicationLoader extends ClassLoader {
    private final ApplicationFiles files;

    ApplicationLoader(ApplicationFiles files) {
        super("application", ClassLoader.getPlatformClassLoader());
        this.files = files;
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        try {
            byte[] bytes = files.read(name);
            return bytes == null ? getParent().getResourceAsStream(name) : new ByteArrayInputStream(bytes);
        } catch (IOException unreadable) {
            return null;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes;
        try {
            bytes = files.read(name.replace('.', '/') + ".class");
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }
}
