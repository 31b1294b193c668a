package dev.larder.engine.rule;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** One of the wrong files in {@code wrong-rules.txt}, with its messages. */
record WrongRules(String title, String rules, List<String> messages) {

    static List<WrongRules> all() throws IOException {
        String text;
        try (InputStream in = WrongRules.class.getResourceAsStream("wrong-rules.txt")) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        // Titles stand behind an empty line, so that comments can stand in the files
        return Stream.of(text.split("\n\n# "))
                .skip(1)
                .map(part -> {
                    int title = part.indexOf('\n') + 1;
                    int messages = part.indexOf(">>> ");
                    return new WrongRules(
                            part.substring(0, title).trim(),
                            part.substring(title, messages),
                            part.substring(messages)
                                    .lines()
                                    .filter(line -> !line.isEmpty())
                                    .map(line -> line.substring(">>> ".length()))
                                    .toList());
                })
                .toList();
    }
}
