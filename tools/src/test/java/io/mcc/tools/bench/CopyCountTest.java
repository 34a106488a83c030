package io.mcc.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.tools.bench.CopyCount.Finding;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CopyCountTest {
  private static final int NODE_COUNT = 12;

  private static Finding[] held(int copies) {
    Finding[] findings = new Finding[NODE_COUNT];
    Arrays.fill(findings, Finding.ABSENT);
    Arrays.fill(findings, 0, copies, Finding.HELD);
    return findings;
  }

  private static CopyCount count(Finding[]... findings) {
    return CopyCount.of(findings, IntStream.range(10, 10 + NODE_COUNT).toArray());
  }

  @Test
  void shouldAcceptOneCopyMoreOrLess() {
    CopyCount count = count(held(7), held(8), held(9), held(8));
    assertThat(count.complete()).isTrue();
    assertThat(count.histogram()).isEqualTo(Map.of(7, 1, 8, 2, 9, 1));
    assertThat(count.holders()[0].get(16)).isTrue();
    assertThat(count.holders()[0].get(17)).isFalse();
  }

  /** Records that only their writer keeps must not pass, nor ones that everybody keeps. */
  @Test
  void shouldRefuseTooFewAndTooManyCopies() {
    assertThat(count(held(8), held(1)).complete()).isFalse();
    assertThat(count(held(6)).complete()).isFalse();
    assertThat(count(held(10)).complete()).isFalse();
    assertThat(count(held(0), held(12), held(8)).offCount()).isEqualTo(2);
  }

  /**
   * What is there at once: too many may have to be given up yet, too few were never acknowledged.
   */
  @Test
  void shouldTellAMajorityOfCopiesFromFewer() {
    assertThat(count(held(5), held(8), held(12)).acknowledged()).isTrue();
    assertThat(count(held(8), held(4)).acknowledged()).isFalse();
    assertThat(count(held(8), held(0)).acknowledged()).isFalse();
  }

  @Test
  void shouldRefuseWrongCopiesAndNodesThatDoNotSay() {
    for (Finding finding : new Finding[] {Finding.WRONG, Finding.UNANSWERED}) {
      Finding[] findings = held(8);
      findings[11] = finding;
      assertThat(count(findings).complete()).isFalse();
      assertThat(count(findings).acknowledged()).isFalse();
    }
  }

  @Test
  void shouldExpectACopyOnEveryNodeOfASmallNetwork() {
    Finding[] all = {Finding.HELD, Finding.HELD, Finding.HELD};
    Finding[] one = {Finding.HELD, Finding.ABSENT, Finding.ABSENT};
    assertThat(CopyCount.of(new Finding[][] {all}, new int[] {0, 1, 2}).complete()).isTrue();
    assertThat(CopyCount.of(new Finding[][] {one}, new int[] {0, 1, 2}).complete()).isFalse();
  }
}
