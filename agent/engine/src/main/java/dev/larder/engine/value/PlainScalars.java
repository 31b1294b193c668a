package dev.larder.engine.value;

import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Currency;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;

/** Text, numbers and names. */
final class PlainScalars {
    private PlainScalars() {}

    static void addTo(JdkForms forms) {
        forms.scalar(String.class, (value, out) -> out.text((String) value), Input::text);
        forms.scalar(Integer.class, (value, out) -> out.signed((int) (Integer) value), Input::signed);
        forms.scalar(Long.class, (value, out) -> out.signed((long) (Long) value), Input::signedLong);
        forms.scalar(Boolean.class, (value, out) -> out.one((Boolean) value ? 1 : 0), in -> in.one() != 0);
        forms.scalar(Short.class, (value, out) -> out.signed((int) (Short) value), in -> (short) in.signed());
        forms.scalar(Byte.class, (value, out) -> out.one((Byte) value), in -> (byte) in.one());
        forms.scalar(Character.class, (value, out) -> out.number((Character) value), in -> (char) in.number());
        forms.scalar(
                Float.class,
                (value, out) -> out.four(Float.floatToRawIntBits((Float) value)),
                in -> Float.intBitsToFloat(in.four()));
        forms.scalar(
                Double.class,
                (value, out) -> out.eight(Double.doubleToRawLongBits((Double) value)),
                in -> Double.longBitsToDouble(in.eight()));
        forms.scalar(
                BigInteger.class,
                (value, out) -> big(out, (BigInteger) value),
                in -> new BigInteger(in.bytes(in.count(1))));
        forms.scalar(
                BigDecimal.class,
                (value, out) -> {
                    out.signed(((BigDecimal) value).scale());
                    big(out, ((BigDecimal) value).unscaledValue());
                },
                in -> {
                    int scale = in.signed();
                    return new BigDecimal(new BigInteger(in.bytes(in.count(1))), scale);
                });
        forms.scalar(
                UUID.class,
                (value, out) -> {
                    out.eight(((UUID) value).getMostSignificantBits());
                    out.eight(((UUID) value).getLeastSignificantBits());
                },
                in -> {
                    long high = in.eight();
                    return new UUID(high, in.eight());
                });
        forms.scalar(
                OptionalInt.class,
                (value, out) -> {
                    OptionalInt optional = (OptionalInt) value;
                    out.one(optional.isPresent() ? 1 : 0);
                    out.signed(optional.orElse(0));
                },
                in -> {
                    boolean present = in.one() != 0;
                    int value = in.signed();
                    return present ? OptionalInt.of(value) : OptionalInt.empty();
                });
        forms.scalar(
                OptionalLong.class,
                (value, out) -> {
                    OptionalLong optional = (OptionalLong) value;
                    out.one(optional.isPresent() ? 1 : 0);
                    out.signed(optional.orElse(0));
                },
                in -> {
                    boolean present = in.one() != 0;
                    long value = in.signedLong();
                    return present ? OptionalLong.of(value) : OptionalLong.empty();
                });
        forms.scalar(
                OptionalDouble.class,
                (value, out) -> {
                    OptionalDouble optional = (OptionalDouble) value;
                    out.one(optional.isPresent() ? 1 : 0);
                    out.eight(Double.doubleToRawLongBits(optional.orElse(0)));
                },
                in -> {
                    boolean present = in.one() != 0;
                    double value = Double.longBitsToDouble(in.eight());
                    return present ? OptionalDouble.of(value) : OptionalDouble.empty();
                });
        names(forms);
    }

    private static void names(JdkForms forms) {
        forms.scalar(Locale.class, (value, out) -> locale(out, (Locale) value), PlainScalars::locale);
        forms.scalar(
                Currency.class,
                (value, out) -> out.text(((Currency) value).getCurrencyCode()),
                in -> Currency.getInstance(in.text()));
        forms.scalar(URI.class, (value, out) -> out.text(value.toString()), in -> URI.create(in.text()));
        // Neither way asks for the host's address: only equals and hashCode of a URL do.
        forms.scalar(URL.class, (value, out) -> out.text(((URL) value).toExternalForm()), in -> url(in.text()));
        forms.scalar(File.class, (value, out) -> out.text(((File) value).getPath()), in -> new File(in.text()));
        forms.scalar(
                Pattern.class,
                (value, out) -> {
                    out.number(((Pattern) value).flags());
                    out.text(((Pattern) value).pattern());
                },
                in -> {
                    int flags = in.number();
                    return Pattern.compile(in.text(), flags);
                });
        forms.scalar(Inet4Address.class, (value, out) -> address(out, (InetAddress) value), PlainScalars::address);
        forms.scalar(Inet6Address.class, (value, out) -> address(out, (InetAddress) value), PlainScalars::address);
        forms.scalarBehind(
                Charset.class, (value, out) -> out.text(((Charset) value).name()), in -> Charset.forName(in.text()));
        forms.scalarBehind(
                Path.class,
                (value, out) -> {
                    if (((Path) value).getFileSystem() != FileSystems.getDefault()) {
                        throw new RefusedException("a path of another file system than the machine's own");
                    }
                    out.text(value.toString());
                },
                in -> Path.of(in.text()));
    }

    private static void big(Output out, BigInteger value) throws RefusedException {
        byte[] bytes = value.toByteArray();
        out.number(bytes.length);
        out.bytes(bytes, 0, bytes.length);
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

    @SuppressWarnings("deprecation") // the way by URI refuses URLs that the application has
    private static URL url(String text) throws BadPayloadException {
        try {
            return new URL(text);
        } catch (MalformedURLException unknown) {
            throw new BadPayloadException("a URL of an unknown protocol");
        }
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
