package io.mcc.tools.history;

import io.mcc.tools.history.Operation.End;
import io.mcc.tools.history.Operation.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Judges a history of named records, each written by its owner alone, key by key:
 *
 * <ul>
 *   <li>no two acknowledged writes have the same sequence, and what is read was written;
 *   <li>no two compare-and-sets with the same tag succeed, and none succeeds against a version that
 *       was older than what had been acknowledged before it began;
 *   <li>a node never answers with something older than it has answered before in the same life;
 *   <li>outside of a parting no node answers with something older than what was acknowledged, or
 *       read anywhere, before it was asked: so nothing acknowledged is lost, and what was deleted
 *       stays so.
 * </ul>
 *
 * <p>An answer that says itself that it isn't confirmed is none to be judged. A write whose end is
 * unknown may have happened or not, at any time.
 */
final class HistoryChecker {
  private final History history;
  private final List<String> violations = new ArrayList<>();

  private HistoryChecker(History history) {
    this.history = history;
  }

  /** What is wrong with a history, a line each; empty for a sound one. */
  static List<String> violations(History history) {
    HistoryChecker checker = new HistoryChecker(history);
    Map<String, List<Operation>> byKey =
        history.operations().stream()
            .sorted(Comparator.comparingLong(Operation::beginNs))
            .collect(Collectors.groupingBy(Operation::key, TreeMap::new, Collectors.toList()));
    byKey.values().forEach(checker::checkKey);
    return checker.violations;
  }

  private void checkKey(List<Operation> operations) {
    Map<Long, Operation> bySequence = new HashMap<>();
    Map<String, Operation> byTag = new HashMap<>();
    for (Operation operation : operations) {
      if (operation.kind() == Kind.PUT && operation.isAcknowledged()) {
        checkWrite(operation, bySequence, byTag, operations);
      }
    }
    for (Operation read : operations) {
      if (read.isAnsweredRead()) {
        checkRead(read, bySequence, operations);
      }
    }
  }

  private void checkWrite(
      Operation write,
      Map<Long, Operation> bySequence,
      Map<String, Operation> byTag,
      List<Operation> operations) {
    Operation twin = bySequence.putIfAbsent(write.sequence(), write);
    if (twin != null) {
      report("two writes have one sequence", twin, write);
    }
    if (write.expected() == null) {
      return;
    }
    Operation rival = byTag.putIfAbsent(write.expected(), write);
    if (rival != null) {
      report("two compare-and-sets with one tag succeeded", rival, write);
    }
    long expected = HistoryClient.sequenceOf(write.expected());
    for (Operation earlier : operations) {
      if (earlier.kind() == Kind.PUT
          && earlier.isAcknowledged()
          && earlier.endedBefore(write)
          && earlier.sequence() > expected) {
        report("a compare-and-set undid what was acknowledged", earlier, write);
      }
    }
  }

  private void checkRead(
      Operation read, Map<Long, Operation> bySequence, List<Operation> operations) {
    if (read.end() == End.DONE && !isExplained(read, bySequence, operations)) {
      report("what was read wasn't written", read, read);
    }
    boolean isParted = history.isParted(read);
    for (Operation earlier : operations) {
      if (earlier.endedBefore(read) && isOlder(read, earlier, operations)) {
        if (isOfSameLife(read, earlier)) {
          report("a node went back", earlier, read);
        } else if (!isParted) {
          report("what was acknowledged or read before isn't there", earlier, read);
        }
      }
    }
  }

  private static boolean isOfSameLife(Operation read, Operation earlier) {
    return earlier.isAnsweredRead()
        && earlier.node() == read.node()
        && earlier.life() == read.life();
  }

  /** By a put acknowledged with this sequence, or one whose end nobody knows. */
  private static boolean isExplained(
      Operation read, Map<Long, Operation> bySequence, List<Operation> operations) {
    Operation acknowledged = bySequence.get(read.sequence());
    if (acknowledged != null) {
      return acknowledged.write() == read.write();
    }
    return operations.stream()
        .anyMatch(
            write ->
                write.kind() == Kind.PUT
                    && write.write() == read.write()
                    && write.end() == End.UNKNOWN
                    && write.beginNs() - read.endNs() < 0);
  }

  /** Whether a read shows an older state than an operation that had ended before it began. */
  private static boolean isOlder(Operation read, Operation earlier, List<Operation> operations) {
    if (earlier.kind() == Kind.DELETE || earlier.end() == End.ABSENT) {
      return read.end() == End.DONE && isDeletionEnd(earlier, operations);
    }
    if (earlier.end() != End.DONE) {
      return false;
    }
    return read.end() == End.ABSENT
        ? !mayBeDeleted(read, operations)
        : read.sequence() < earlier.sequence();
  }

  /** Whether nothing may be there any more: the deletion was acknowledged, or has been seen. */
  private static boolean isDeletionEnd(Operation earlier, List<Operation> operations) {
    if (earlier.kind() == Kind.DELETE) {
      return earlier.end() == End.DONE;
    }
    return mayBeDeleted(earlier, operations)
        && operations.stream()
            .anyMatch(
                put -> put.isAcknowledged() && put.kind() == Kind.PUT && put.endedBefore(earlier));
  }

  private static boolean mayBeDeleted(Operation read, List<Operation> operations) {
    return operations.stream()
        .anyMatch(
            delete ->
                delete.kind() == Kind.DELETE
                    && delete.end() != End.REFUSED
                    && delete.beginNs() - read.endNs() < 0);
  }

  private void report(String what, Operation first, Operation second) {
    violations.add(what + ": " + first + " / " + second);
  }
}
