package io.mcc.tools;

import java.util.List;

/** What somebody may have meant who mistyped a word. Pure. */
final class Suggestion {
  /** More slips than these make another word. */
  private static final int SLIPS_MAX = 2;

  private Suggestion() {}

  /** A remark in brackets with the word that is nearest; empty where none is near. */
  static String among(List<String> words, String typed) {
    String nearest = null;
    int fewest = Math.min(SLIPS_MAX, typed.length() / 2) + 1;
    for (String word : words) {
      int slips = slips(typed, word);
      if (slips < fewest) {
        fewest = slips;
        nearest = word;
      }
    }
    return nearest == null ? "" : " (did you mean " + nearest + "?)";
  }

  /** Letters too many, missing or wrong, and neighbours swapped, that lie between two words. */
  private static int slips(String typed, String word) {
    int[][] slips = new int[typed.length() + 1][word.length() + 1];
    for (int i = 0; i <= typed.length(); i++) {
      for (int j = 0; j <= word.length(); j++) {
        slips[i][j] = i == 0 || j == 0 ? i + j : fewest(slips, typed, word, i, j);
      }
    }
    return slips[typed.length()][word.length()];
  }

  private static int fewest(int[][] slips, String typed, String word, int i, int j) {
    boolean same = typed.charAt(i - 1) == word.charAt(j - 1);
    int fewest = slips[i - 1][j - 1] + (same ? 0 : 1);
    fewest = Math.min(fewest, Math.min(slips[i - 1][j], slips[i][j - 1]) + 1);
    boolean swapped =
        i > 1
            && j > 1
            && typed.charAt(i - 1) == word.charAt(j - 2)
            && typed.charAt(i - 2) == word.charAt(j - 1);
    return swapped ? Math.min(fewest, slips[i - 2][j - 2] + 1) : fewest;
  }
}
