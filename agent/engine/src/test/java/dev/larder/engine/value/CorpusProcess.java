package dev.larder.engine.value;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Run in a JVM of its own: writes the corpus into a directory, or reads it and says what came out otherwise. */
final class CorpusProcess {
    private CorpusProcess() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[1]);
        Codec codec = CodecFixture.any();
        System.out.println("shape " + codec.shape());
        List<String> names = new ArrayList<>(Corpus.all().keySet());
        for (int i = 0; i < names.size(); i++) {
            Object value = Corpus.all().get(names.get(i)).make();
            Path file = home.resolve(i + ".bin");
            if (arguments[0].equals("write")) {
                Files.write(file, codec.encode(value));
                continue;
            }
            byte[] bytes = Files.readAllBytes(file);
            try {
                String difference = GraphComparison.difference(value, codec.decode(bytes, 0, bytes.length));
                if (difference != null) {
                    System.out.println(names.get(i) + ": " + difference);
                }
            } catch (BadPayloadException bad) {
                System.out.println(names.get(i) + ": refused: " + bad.getMessage());
            }
        }
        System.out.println("done " + names.size());
    }
}
