package dev.larder.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of cells, the first column to the left, the others to the right. Immutable. */
record Table(List<String> head, List<List<String>> rows) {

    Table {
        for (List<String> row : rows) {
            if (row.size() != head.size()) {
                throw new IllegalArgumentException(row + " has not the columns of " + head);
            }
        }
    }

    String text() {
        List<String> lines = new ArrayList<>();
        lines.add(line(head, "  "));
        lines.add("-".repeat(lines.get(0).length()));
        rows.forEach(row -> lines.add(line(row, "  ")));
        return lines.stream().map(String::stripTrailing).collect(Collectors.joining("\n", "", "\n"));
    }

    String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add("| " + line(head, " | ") + " |");
        lines.add(IntStream.range(0, head.size())
                .mapToObj(column -> column == 0 ? "---" : "---:")
                .collect(Collectors.joining(" | ", "| ", " |")));
        rows.forEach(row -> lines.add("| " + line(row, " | ") + " |"));
        return lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    private String line(List<String> cells, String between) {
        return IntStream.range(0, cells.size())
                .mapToObj(column -> padded(cells.get(column), column))
                .collect(Collectors.joining(between));
    }

    private String padded(String cell, int column) {
        String space = " ".repeat(width(column) - cell.length());
        return column == 0 ? cell + space : space + cell;
    }

    private int width(int column) {
        int widest = head.get(column).length();
        for (List<String> row : rows) {
            widest = Math.max(widest, row.get(column).length());
        }
        return widest;
    }
}
