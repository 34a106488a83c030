package io.mcc.tools.bench;

import io.mcc.http.client.Expectation;
import io.mcc.http.client.MccClient;
import io.mcc.http.client.MccClient.Content;
import io.mcc.http.client.MccException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.IntFunction;

/** Puts the records and reads them back. Each request is made once: nothing is tried again. */
final class Traffic {
  private final List<SampleRecord> records;
  private final ChildNodes nodes;
  private final Crowd crowd;
  private final String[] keys;

  Traffic(List<SampleRecord> records, ChildNodes nodes, Crowd crowd) {
    this.records = records;
    this.nodes = nodes;
    this.crowd = crowd;
    this.keys = new String[records.size()];
  }

  /** The keys as the writers' answers name them; null where a put failed. */
  String[] keys() {
    return keys;
  }

  /** Puts every record at its writer. */
  Tally put() {
    return pass(
        i -> {
          SampleRecord sample = records.get(i);
          MccClient client = nodes.all().get(sample.writer()).client();
          keys[i] =
              sample.name() == null
                  ? client.putImmutable(sample.content(), null).key()
                  : client
                      .putMutable(sample.name(), sample.content(), null, Expectation.ABSENT)
                      .key();
          return null;
        });
  }

  /** For every record a node that runs and isn't its writer. */
  int[] drawReaders(Random random) {
    List<ChildNode> alive = nodes.alive();
    int[] readers = new int[records.size()];
    for (int i = 0; i < readers.length; i++) {
      do {
        readers[i] = alive.get(random.nextInt(alive.size())).index();
      } while (readers[i] == records.get(i).writer());
    }
    return readers;
  }

  /** Reads every record at its reader and compares every byte and the content type. */
  Tally read(int[] readers) {
    return pass(
        i -> {
          if (keys[i] == null) {
            return "never-stored";
          }
          Content found = nodes.all().get(readers[i]).client().get(keys[i]).content();
          return difference(records.get(i).content(), found);
        });
  }

  /** How many readers weren't among the record's holders, so that they had to ask the network. */
  static int strangers(int[] readers, BitSet[] holders) {
    int count = 0;
    for (int i = 0; i < readers.length; i++) {
      count += holders[i].get(readers[i]) ? 0 : 1;
    }
    return count;
  }

  /** What is wrong with a value that was found; null if nothing is. */
  static String difference(Content stored, Content found) {
    if (!Arrays.equals(stored.value(), found.value())) {
      return "other-bytes";
    }
    return stored.contentType().equals(found.contentType()) ? null : "other-content-type";
  }

  private Tally pass(IntFunction<String> request) {
    long[] latencyNs = new long[records.size()];
    Map<String, Integer> problems = new ConcurrentSkipListMap<>();
    crowd.run(
        records.size(),
        i -> {
          long startNs = System.nanoTime();
          String problem = attempt(request, i);
          latencyNs[i] = problem == null ? System.nanoTime() - startNs : -1;
          if (problem != null) {
            problems.merge(problem, 1, Integer::sum);
          }
        });
    int succeeded = (int) Arrays.stream(latencyNs).filter(value -> value >= 0).count();
    return new Tally(records.size(), succeeded, new Latencies(latencyNs), problems);
  }

  private static String attempt(IntFunction<String> request, int index) {
    try {
      return request.apply(index);
    } catch (MccException e) {
      return e.code();
    }
  }
}
