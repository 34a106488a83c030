package io.mcc.codec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** PROTOCOL.md as its tables. */
final class Specification {
  private final List<String> lines;

  private Specification(List<String> lines) {
    this.lines = lines;
  }

  static Specification read() {
    try {
      return new Specification(Files.readAllLines(Path.of("PROTOCOL.md")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Cells of the rows of all tables under a heading, up to the next heading; code marks removed.
   */
  List<List<String>> rowsUnder(String heading) {
    List<List<String>> rows = new ArrayList<>();
    int start = lines.indexOf(heading);
    if (start < 0) {
      throw new AssertionError("PROTOCOL.md has no heading '" + heading + "'");
    }
    for (String line : lines.subList(start + 1, lines.size())) {
      if (line.startsWith("#")) {
        break;
      }
      if (line.startsWith("|") && !line.startsWith("|---")) {
        rows.add(cells(line));
      }
    }
    return rows;
  }

  /** The layouts under a heading, as the tables that they are; each begins with its head. */
  List<List<List<String>>> tablesUnder(String heading) {
    return tables(rowsUnder(heading));
  }

  /** All layouts. */
  List<List<List<String>>> layouts() {
    List<List<List<String>>> tables = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("#")) {
        tables.addAll(tablesUnder(line));
      }
    }
    return tables;
  }

  private static List<List<List<String>>> tables(List<List<String>> rows) {
    List<List<List<String>>> tables = new ArrayList<>();
    boolean layout = false;
    for (List<String> row : rows) {
      if (row.get(0).equals("offset")) {
        tables.add(new ArrayList<>());
      }
      // Tables under one heading follow each other; a layout has four columns.
      layout = row.get(0).equals("offset") || layout && row.size() == 4;
      if (layout) {
        tables.get(tables.size() - 1).add(row);
      }
    }
    return tables;
  }

  private static List<String> cells(String line) {
    String inner = line.substring(1, line.lastIndexOf('|'));
    return Arrays.stream(inner.split("\\|", -1)).map(cell -> cell.replace("`", "").trim()).toList();
  }

  /** Lines "name hex" of the block of test vectors. */
  Map<String, String> vectors() {
    Map<String, String> vectors = new LinkedHashMap<>();
    int start = lines.indexOf("```vectors");
    for (String line : lines.subList(start + 1, lines.size())) {
      if (line.startsWith("```")) {
        break;
      }
      String[] words = line.split(" +");
      vectors.put(words[0], words[1]);
    }
    return vectors;
  }
}
