package io.mcc.tools.bench;

import io.mcc.http.client.MccClient;
import io.mcc.http.client.MccException;
import io.mcc.tools.verb.JsonText;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * How many copies of each record there are: every node that runs was asked for what is in its own
 * store, and a copy counts where its bytes are right. Immutable.
 */
final class CopyCount {
  /** Copies of a record that a network keeps where it has so many nodes. */
  static final int REPLICAS = 8;

  private static final int TOLERANCE = 1;

  /** What a node says of a record. */
  enum Finding {
    /** It holds it, every byte right. */
    HELD,
    /** It holds something else. */
    WRONG,
    /** It doesn't hold it. */
    ABSENT,
    /** It didn't say. */
    UNANSWERED
  }

  private final BitSet[] holders;
  private final int copiesWanted;
  private final int wrongCopyCount;
  private final int unansweredCount;

  private CopyCount(BitSet[] holders, int copiesWanted, int wrongCopyCount, int unansweredCount) {
    this.holders = holders;
    this.copiesWanted = copiesWanted;
    this.wrongCopyCount = wrongCopyCount;
    this.unansweredCount = unansweredCount;
  }

  /**
   * Asks every node that runs.
   *
   * @param keys of the first records; null for one that was never stored
   */
  static CopyCount ask(ChildNodes nodes, List<SampleRecord> records, String[] keys, Crowd crowd) {
    List<ChildNode> alive = nodes.alive();
    Finding[][] findings = new Finding[records.size()][alive.size()];
    crowd.run(
        records.size() * alive.size(),
        job -> {
          int record = job / alive.size();
          int node = job % alive.size();
          findings[record][node] =
              look(alive.get(node).client(), records.get(record), keys[record]);
        });
    return of(findings, alive.stream().mapToInt(ChildNode::index).toArray());
  }

  /**
   * @param findings by record and node
   * @param indexes of those nodes
   */
  static CopyCount of(Finding[][] findings, int[] indexes) {
    BitSet[] holders = new BitSet[findings.length];
    int wrong = 0;
    int unanswered = 0;
    for (int record = 0; record < findings.length; record++) {
      holders[record] = new BitSet();
      for (int node = 0; node < indexes.length; node++) {
        switch (findings[record][node]) {
          case HELD -> holders[record].set(indexes[node]);
          case WRONG -> wrong++;
          case UNANSWERED -> unanswered++;
          case ABSENT -> {}
        }
      }
    }
    return new CopyCount(holders, Math.min(REPLICAS, indexes.length), wrong, unanswered);
  }

  private static Finding look(MccClient client, SampleRecord record, String key) {
    if (key == null) {
      return Finding.ABSENT;
    }
    try {
      boolean same = Traffic.difference(record.content(), client.getLocal(key).content()) == null;
      return same ? Finding.HELD : Finding.WRONG;
    } catch (MccException e) {
      return e.isNotFound() ? Finding.ABSENT : Finding.UNANSWERED;
    }
  }

  /** The indexes of the nodes that hold a record, for each. */
  BitSet[] holders() {
    return holders;
  }

  /** Records whose number of copies isn't what it should be. */
  int offCount() {
    int count = 0;
    for (BitSet holder : holders) {
      count += Math.abs(holder.cardinality() - copiesWanted) > TOLERANCE ? 1 : 0;
    }
    return count;
  }

  /** Whether every record has its copies, each of them right. */
  boolean complete() {
    return offCount() == 0 && wrongCopyCount == 0 && unansweredCount == 0;
  }

  /** Whether every record has what an acknowledged put promises: a majority, each copy right. */
  boolean acknowledged() {
    return fewest() > copiesWanted / 2 && wrongCopyCount == 0 && unansweredCount == 0;
  }

  private int fewest() {
    return Arrays.stream(holders).mapToInt(BitSet::cardinality).min().orElse(0);
  }

  /** How many records have how many copies. */
  Map<Integer, Integer> histogram() {
    Map<Integer, Integer> histogram = new TreeMap<>();
    for (BitSet holder : holders) {
      histogram.merge(holder.cardinality(), 1, Integer::sum);
    }
    return histogram;
  }

  Map<String, Object> json() {
    Map<String, Object> copies = new LinkedHashMap<>();
    histogram().forEach((count, records) -> copies.put(count.toString(), records));
    return JsonText.object(
        "recordsByCopies", copies,
        "wanted", copiesWanted,
        "tolerance", TOLERANCE,
        "off", offCount(),
        "wrongCopies", wrongCopyCount,
        "unanswered", unansweredCount);
  }

  /** For example: 7 to 9 wanted, 0 off; records by copies: 8: 990, 9: 10. */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ");
    histogram().forEach((copies, records) -> text.add(String.format("%d: %,d", copies, records)));
    String bad = wrongCopyCount == 0 ? "" : String.format("; %,d wrong copies", wrongCopyCount);
    String mute = unansweredCount == 0 ? "" : String.format("; %,d not told", unansweredCount);
    return String.format(
        "%d to %d wanted, %,d off; records by copies: %s%s%s",
        copiesWanted - TOLERANCE, copiesWanted + TOLERANCE, offCount(), text, bad, mute);
  }
}
