package dev.larder.pack;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;

/** All text in a class file's constants: names, descriptors and string constants alike. */
final class Constants {
    private static final int UTF8 = 1;

    private Constants() {}

    static List<String> of(byte[] type) {
        ClassReader reader = new ClassReader(type);
        List<String> texts = new ArrayList<>();
        for (int item = 1; item < reader.getItemCount(); item++) {
            int offset = reader.getItem(item);
            if (offset > 0 && type[offset - 1] == UTF8) {
                int length = reader.readUnsignedShort(offset);
                texts.add(new String(type, offset + 2, length, StandardCharsets.UTF_8));
            }
        }
        return texts;
    }
}
