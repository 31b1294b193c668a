package dev.larder.engine.value;

import java.io.File;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Currency;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.regex.Pattern;

/** What is told by a name: places, languages, currencies, patterns. */
final class NameScalar extends ScalarForm {
    NameScalar(String name, int number) {
        super(name, number);
    }

    @Override
    void write(Object value, Output out) throws RefusedException {
        switch (name()) {
            case "java.util.Locale" -> locale(out, (Locale) value);
            case "java.util.Currency" -> out.text(((Currency) value).getCurrencyCode());
            case "java.net.URI" -> out.text(value.toString());
            case "java.io.File" -> out.text(((File) value).getPath());
            case "java.util.regex.Pattern" -> {
                out.number(((Pattern) value).flags());
                out.text(((Pattern) value).pattern());
            }
            case "java.net.Inet4Address", "java.net.Inet6Address" -> address(out, (InetAddress) value);
            case "java.nio.charset.Charset" -> out.text(((Charset) value).name());
            case "java.nio.file.Path" -> {
                if (((Path) value).getFileSystem() != FileSystems.getDefault()) {
                    throw new RefusedException("a path of another file system than the machine's own");
                }
                out.text(value.toString());
            }
            default -> throw unknown();
        }
    }

    @Override
    Object read(Input in) throws BadPayloadException {
        return switch (name()) {
            case "java.util.Locale" -> locale(in);
            case "java.util.Currency" -> Currency.getInstance(in.text());
            case "java.net.URI" -> URI.create(in.text());
            case "java.io.File" -> new File(in.text());
            case "java.util.regex.Pattern" -> {
                int flags = in.number();
                yield Pattern.compile(in.text(), flags);
            }
            case "java.net.Inet4Address", "java.net.Inet6Address" -> address(in);
            case "java.nio.charset.Charset" -> Charset.forName(in.text());
            case "java.nio.file.Path" -> Path.of(in.text());
            default -> throw unknown();
        };
    }

    private static void locale(Output out, Locale locale) throws RefusedException {
        String[] parts = {locale.getLanguage(), locale.getCountry(), locale.getVariant(), "", ""};
        // The JDK adds extensions of its own to ja_JP_JP, which no builder takes
        if (!locale.equals(locale(parts))) {
            parts[3] = locale.getScript();
            parts[4] = extensions(locale);
        }
        Locale back;
        try {
            back = locale(parts);
        } catch (IllformedLocaleException odd) {
            back = null;
        }
        // The odd ones of old (no_NO_NY with a script) have no spelling that brings them back
        if (!locale.equals(back)) {
            throw new RefusedException("the locale " + locale + " can't be spelled in parts");
        }
        for (String part : parts) {
            out.text(part);
        }
    }

    private static String extensions(Locale locale) {
        StringBuilder all = new StringBuilder();
        for (Character key : locale.getExtensionKeys()) {
            all.append((char) key).append('=').append(locale.getExtension(key)).append(' ');
        }
        return all.toString().trim();
    }

    private static Locale locale(Input in) throws BadPayloadException {
        return locale(new String[] {in.text(), in.text(), in.text(), in.text(), in.text()});
    }

    @SuppressWarnings("deprecation") // Locale.of came with 19
    private static Locale locale(String[] parts) {
        if (parts[3].isEmpty() && parts[4].isEmpty()) {
            return new Locale(parts[0], parts[1], parts[2]);
        }
        Locale.Builder builder = new Locale.Builder()
                .setLanguage(parts[0])
                .setRegion(parts[1])
                .setVariant(parts[2])
                .setScript(parts[3]);
        for (String extension : parts[4].split(" ", -1)) {
            if (extension.length() > 2) {
                builder.setExtension(extension.charAt(0), extension.substring(2));
            }
        }
        return builder.build();
    }

    /** The host name is what stands before the slash: asking for it by its getter may call the name server. */
    private static void address(Output out, InetAddress address) throws RefusedException {
        if (address instanceof Inet6Address six && six.getScopedInterface() != null) {
            throw new RefusedException("an address of a network interface of this machine");
        }
        String text = address.toString();
        byte[] bytes = address.getAddress();
        out.text(text.substring(0, text.indexOf('/')));
        out.number(address instanceof Inet6Address six ? six.getScopeId() : 0);
        out.number(bytes.length);
        out.bytes(bytes, 0, bytes.length);
    }

    private static InetAddress address(Input in) throws BadPayloadException {
        String host = in.text();
        int scope = in.number();
        byte[] bytes = in.bytes(in.count(1));
        try {
            String name = host.isEmpty() ? null : host;
            return bytes.length == 16
                    ? Inet6Address.getByAddress(name, bytes, scope == 0 ? -1 : scope)
                    : InetAddress.getByAddress(name, bytes);
        } catch (UnknownHostException odd) {
            throw new BadPayloadException("an address of " + bytes.length + " bytes");
        }
    }
}
