package io.mcc.tools;

/** The rows of a help text: on the left what is typed, on the right what it means. */
public final class HelpRows {
  private static final int WIDTH = 96;

  private final StringBuilder text = new StringBuilder();
  private final int column;

  /**
   * @param column where the right side begins
   */
  public HelpRows(int column) {
    this.column = column;
  }

  /** Adds a row; a long meaning goes on in lines of its own. */
  public HelpRows row(String typed, String meaning) {
    StringBuilder line = new StringBuilder("  ").append(typed);
    line.append(line.length() < column ? " ".repeat(column - line.length()) : "  ");
    for (String word : meaning.split(" ")) {
      if (line.length() + word.length() > WIDTH) {
        end(line);
        line = new StringBuilder(" ".repeat(column));
      }
      line.append(word).append(' ');
    }
    end(line);
    return this;
  }

  private void end(StringBuilder line) {
    text.append(line.toString().stripTrailing()).append('\n');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
