package notes;

import java.time.Instant;
import java.util.List;

public record Note(long id, String title, List<String> words, Instant changed) {}
