package dev.larder.engine.rule;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.reader.StreamReader;

/** From a path to the texts of the rule files there. */
final class RuleFiles {
    /** A thousand rules take a quarter of this. A single text of that length costs SnakeYAML half a second. */
    private static final int LARGEST = 1 << 19;

    private final Problems problems;

    RuleFiles(Problems problems) {
        this.problems = problems;
    }

    /** One file, or those of a directory in the order of their names; without those that have a problem. */
    List<RuleText> read(Path path) {
        List<RuleText> texts = new ArrayList<>();
        for (Path file : files(path)) {
            RuleText text = text(file);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    private List<Path> files(Path path) {
        if (!Files.exists(path)) {
            problems.add(
                    Origin.whole(path.toString()),
                    "There is no such file or directory (looked for " + path.toAbsolutePath()
                            + "). Correct the path, or make the file");
            return List.of();
        }
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path, RuleFiles::ruleFile)) {
            entries.forEach(files::add);
        } catch (IOException | RuntimeException unreadable) {
            problems.add(
                    Origin.whole(path.toString()),
                    "This directory can't be read (" + unreadable + "). Give this user the right to, or name a file");
            return List.of();
        }
        if (files.isEmpty()) {
            problems.add(
                    Origin.whole(path.toString()),
                    "This directory holds no rule files. Put one there whose name ends in .yaml or .yml, or name a file");
        }
        files.sort(null);
        return files;
    }

    /** Hidden ones are those of editors and of Kubernetes, which keeps older versions beside the current one. */
    private static boolean ruleFile(Path entry) {
        String name = String.valueOf(entry.getFileName());
        return !name.startsWith(".") && (name.endsWith(".yaml") || name.endsWith(".yml")) && !Files.isDirectory(entry);
    }

    private @Nullable RuleText text(Path file) {
        byte[] bytes;
        // A pipe or a device would block the application's start for as long as nobody writes to it
        if (!Files.isRegularFile(file)) {
            problems.add(Origin.whole(file.toString()), "This is no ordinary file. Rules are read from files only");
            return null;
        }
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LARGEST + 1);
        } catch (IOException | RuntimeException unreadable) {
            problems.add(
                    Origin.whole(file.toString()),
                    "This file can't be read (" + unreadable + "). Give the application's user the right to read it");
            return null;
        }
        if (bytes.length > LARGEST) {
            problems.add(
                    Origin.whole(file.toString()),
                    "This file is larger than 512 KiB. Split it over several files of one directory");
            return null;
        }
        return readable(file.toString(), bytes);
    }

    /** Nearly every file: decoding it, and asking of each character whether YAML allows it, would be felt at a start. */
    private static boolean plain(byte[] bytes) {
        for (byte one : bytes) {
            if ((one < ' ' || one > '~') && one != '\n') {
                return false;
            }
        }
        return true;
    }

    private @Nullable RuleText readable(String file, byte[] bytes) {
        RuleText text = plain(bytes)
                ? new RuleText(file, new String(bytes, StandardCharsets.ISO_8859_1))
                : decoded(file, bytes);
        if (text != null && text.text().isBlank()) {
            problems.add(text.at(0), "This file is empty. Begin it with larder: 1");
            return null;
        }
        return text;
    }

    private @Nullable RuleText decoded(String file, byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer decoded = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), decoded, true);
        String all = decoded.flip().toString();
        RuleText text = new RuleText(file, all.startsWith("\uFEFF") ? all.substring(1) : all);
        if (result.isError()) {
            problems.add(
                    text.at(text.text().length()), "What follows here is not UTF-8. Save the file with that encoding");
            return null;
        }
        String content = text.text();
        for (int i = 0; i < content.length(); ) {
            char character = content.charAt(i);
            if (character >= ' ' && character <= '~') {
                i++;
                continue;
            }
            int point = content.codePointAt(i);
            if (!StreamReader.isPrintable(point)) {
                problems.add(
                        text.at(i),
                        String.format(
                                "The unprintable character U+%04X can't stand in a rule file. Take it out", point));
                return null;
            }
            i += Character.charCount(point);
        }
        return text;
    }
}
