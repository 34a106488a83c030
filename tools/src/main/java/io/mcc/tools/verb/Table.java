package io.mcc.tools.verb;

import java.util.ArrayList;
import java.util.List;

/** Rows of text with aligned columns. Fill it, print it. */
public final class Table {
  private static final String GAP = "  ";

  private final List<String[]> rows = new ArrayList<>();

  /** With a first row of titles where there are any. */
  public Table(String... titles) {
    if (titles.length > 0) {
      rows.add(titles);
    }
  }

  /** Adds a row; what isn't known is null. */
  public Table row(Object... cells) {
    String[] texts = new String[cells.length];
    for (int i = 0; i < cells.length; i++) {
      texts[i] = visible(cells[i] == null ? "-" : cells[i].toString());
    }
    rows.add(texts);
    return this;
  }

  /** What comes from strangers must not steer a terminal. */
  private static String visible(String text) {
    return text.isEmpty() ? "-" : text.replaceAll("\\p{Cntrl}", "?");
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.length; column++) {
        line.append(row[column]);
        line.append(" ".repeat(width(column) - row[column].length())).append(GAP);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private int width(int column) {
    return rows.stream()
        .mapToInt(row -> column < row.length ? row[column].length() : 0)
        .max()
        .orElse(0);
  }
}
