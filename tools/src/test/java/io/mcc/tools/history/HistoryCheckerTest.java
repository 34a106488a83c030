package io.mcc.tools.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.tools.history.Operation.End;
import io.mcc.tools.history.Operation.Kind;
import org.junit.jupiter.api.Test;

/** The judge finds what is wrong, and nothing where nothing is. */
class HistoryCheckerTest {
  private static final String KEY = "owner/name";
  private static final long STEP_NS = 10;

  private final History history = new History();
  private long nowNs = 1_000;

  private Operation operation(
      int node, int life, Kind kind, long write, String expected, End end, long sequence) {
    nowNs += STEP_NS;
    return new Operation(
        node, life, kind, KEY, write, expected, end, sequence, nowNs, nowNs + STEP_NS / 2);
  }

  private void put(long write, long sequence) {
    history.add(operation(0, 1, Kind.PUT, write, null, End.DONE, sequence));
  }

  private void putUnknown(long write) {
    history.add(operation(0, 1, Kind.PUT, write, null, End.UNKNOWN, 0));
  }

  private void compareAndSet(long write, long expected, long sequence) {
    String tag = "\"" + Long.toString(expected, 36) + "-00\"";
    history.add(operation(0, 1, Kind.PUT, write, tag, End.DONE, sequence));
  }

  private void delete(End end) {
    history.add(operation(0, 1, Kind.DELETE, 0, null, end, 0));
  }

  private void read(int node, int life, long write, long sequence) {
    history.add(operation(node, life, Kind.READ, write, null, End.DONE, sequence));
  }

  private void readNothing(int node) {
    history.add(operation(node, 1, Kind.READ, 0, null, End.ABSENT, 0));
  }

  private void requireSound() {
    assertThat(HistoryChecker.violations(history)).isEmpty();
  }

  private void requireFault(String what) {
    assertThat(HistoryChecker.violations(history)).isNotEmpty().allMatch(v -> v.startsWith(what));
  }

  @Test
  void shouldTakeASoundHistory() {
    readNothing(1);
    put(1, 100);
    read(1, 1, 1, 100);
    compareAndSet(2, 100, 200);
    putUnknown(3);
    read(2, 1, 3, 300);
    delete(End.DONE);
    readNothing(1);
    requireSound();
  }

  @Test
  void shouldFindALostWrite() {
    put(1, 100);
    readNothing(1);
    requireFault("what was acknowledged or read before isn't there");
  }

  @Test
  void shouldFindAStaleRead() {
    put(1, 100);
    put(2, 200);
    read(1, 1, 1, 100);
    requireFault("what was acknowledged or read before isn't there");
  }

  @Test
  void shouldBearAStaleReadInAPartingOnly() {
    put(1, 100);
    put(2, 200);
    read(1, 1, 1, 100);
    history.add(new History.Parting(nowNs, nowNs + STEP_NS));
    requireSound();
    nowNs += 3 * STEP_NS;
    read(1, 2, 1, 100);
    requireFault("what was acknowledged or read before isn't there");
  }

  @Test
  void shouldFindANodeThatGoesBackEvenInAParting() {
    put(1, 100);
    put(2, 200);
    read(1, 1, 2, 200);
    read(1, 1, 1, 100);
    history.add(new History.Parting(0, nowNs + STEP_NS));
    requireFault("a node went back");
  }

  @Test
  void shouldFindACompareAndSetThatSucceedsTwice() {
    put(1, 100);
    compareAndSet(2, 100, 200);
    compareAndSet(3, 100, 300);
    assertThat(HistoryChecker.violations(history))
        .anyMatch(v -> v.startsWith("two compare-and-sets with one tag succeeded"));
  }

  @Test
  void shouldFindACompareAndSetThatUndoes() {
    put(1, 100);
    put(2, 200);
    compareAndSet(3, 100, 300);
    requireFault("a compare-and-set undid what was acknowledged");
  }

  @Test
  void shouldFindWhatComesBackAfterItsDeletion() {
    put(1, 100);
    delete(End.DONE);
    read(1, 1, 1, 100);
    requireFault("what was acknowledged or read before isn't there");
  }

  @Test
  void shouldFindWhatComesBackAfterItsDeletionWasSeen() {
    put(1, 100);
    delete(End.UNKNOWN);
    readNothing(1);
    read(2, 1, 1, 100);
    requireFault("what was acknowledged or read before isn't there");
  }

  @Test
  void shouldBearEitherEndOfADeletionThatNobodyKnowsOf() {
    put(1, 100);
    delete(End.UNKNOWN);
    read(1, 1, 1, 100);
    readNothing(2);
    requireSound();
  }

  @Test
  void shouldFindTwoWritesOfOneSequence() {
    put(1, 100);
    put(2, 100);
    requireFault("two writes have one sequence");
  }

  @Test
  void shouldFindAValueThatWasNeverWritten() {
    put(1, 100);
    read(1, 1, 9, 200);
    requireFault("what was read wasn't written");
  }
}
