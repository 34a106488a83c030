package io.mcc.bench.load;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Keeps a number of requests in flight from several sockets and measures their answers. It runs on
 * the thread that calls it; bystanders, the other peers in the node's table, are served meanwhile.
 */
public final class LoadGenerator {
  private static final long LATENCY_MAX_NS = TimeUnit.SECONDS.toNanos(60);
  private static final long DRAIN_NS = TimeUnit.SECONDS.toNanos(5);

  /** Requests of this run that lie further back are from an earlier one. */
  private static final long NOT_SENT = 0;

  private final List<? extends LoadClient> clients;
  private final List<SealedPeer> bystanders;
  private final long[] sentNs;
  private final Tally tally = new Tally();
  private int client;
  private int bystander;
  private long nowNs;
  private long epochMs;

  /** Takes the ends of one run. */
  private final class Tally implements LoadClient.Listener {
    Histogram latencyNs;
    long answered;
    long refused;
    long silent;
    int inFlight;
    int answerLength;

    void begin() {
      latencyNs = new Histogram(LATENCY_MAX_NS, 3);
      answered = 0;
      refused = 0;
      silent = 0;
    }

    @Override
    public void onAnswer(int tag, boolean asExpected, int datagramLength) {
      if (sentNs[tag] == NOT_SENT) {
        return;
      }
      latencyNs.recordValue(Math.min(LATENCY_MAX_NS, System.nanoTime() - sentNs[tag]));
      sentNs[tag] = NOT_SENT;
      inFlight--;
      answerLength = datagramLength;
      if (asExpected) {
        answered++;
      } else {
        refused++;
      }
    }

    @Override
    public void onSilence(int tag) {
      sentNs[tag] = NOT_SENT;
      inFlight--;
      silent++;
    }
  }

  /**
   * @param window requests in flight, all clients together
   * @param bystanders served now and then so that they stay alive; may be empty
   */
  public LoadGenerator(
      List<? extends LoadClient> clients, int window, List<SealedPeer> bystanders) {
    this.clients = List.copyOf(clients);
    this.bystanders = List.copyOf(bystanders);
    sentNs = new long[window];
  }

  /** Asks for a time. */
  public LoadResult runFor(LoadRequest request, long durationNs) {
    return run(request, Long.MAX_VALUE, durationNs);
  }

  /** Asks so many times. */
  public LoadResult runCount(LoadRequest request, long count) {
    return run(request, count, Long.MAX_VALUE);
  }

  /**
   * Asks once in a while, for a time: often enough that the node's loop doesn't begin to wait, so
   * seldom that it turns without work for most of the time.
   */
  public LoadResult trickle(LoadRequest request, long intervalNs, long durationNs) {
    tally.begin();
    long startNs = readClocks();
    long nextNs = startNs;
    while (nowNs - startNs < durationNs) {
      if (nowNs - nextNs >= 0 && tally.inFlight == 0) {
        fillWindow(request, 1);
        nextNs = nowNs + intervalNs;
      }
      pollOnce();
    }
    return result(drain(startNs));
  }

  private LoadResult run(LoadRequest request, long countMax, long durationNs) {
    tally.begin();
    long startNs = readClocks();
    long asked = 0;
    while (asked < countMax && nowNs - startNs < durationNs) {
      asked += fillWindow(request, countMax - asked);
      pollOnce();
    }
    return result(drain(startNs));
  }

  private LoadResult result(long elapsedNs) {
    return new LoadResult(
        tally.answered,
        tally.refused,
        tally.silent,
        elapsedNs,
        tally.answerLength,
        tally.latencyNs);
  }

  private long readClocks() {
    nowNs = System.nanoTime();
    epochMs = System.currentTimeMillis();
    return nowNs;
  }

  /** Each slot of the window belongs to one client, so that all have the same share. */
  private int fillWindow(LoadRequest request, long countMax) {
    int asked = 0;
    for (int tag = 0; tag < sentNs.length && asked < countMax; tag++) {
      if (sentNs[tag] == NOT_SENT) {
        sentNs[tag] = System.nanoTime();
        if (clients.get(tag % clients.size()).ask(request, tag, nowNs, epochMs)) {
          tally.inFlight++;
          asked++;
        } else {
          sentNs[tag] = NOT_SENT;
        }
      }
    }
    return asked;
  }

  private void pollOnce() {
    readClocks();
    clients.get(client).poll(tally, nowNs, epochMs);
    client = client + 1 == clients.size() ? 0 : client + 1;
    if (client == 0) {
      serveBystander();
    }
  }

  private void serveBystander() {
    if (!bystanders.isEmpty()) {
      bystanders.get(bystander).poll(tally, nowNs, epochMs);
      bystander = bystander + 1 == bystanders.size() ? 0 : bystander + 1;
    }
  }

  /** Waits for what is in flight; what stays without an end is counted as silent. */
  private long drain(long startNs) {
    long giveUpNs = nowNs + DRAIN_NS;
    while (tally.inFlight > 0 && nowNs < giveUpNs) {
      pollOnce();
    }
    long elapsedNs = nowNs - startNs;
    for (int tag = 0; tag < sentNs.length; tag++) {
      if (sentNs[tag] != NOT_SENT) {
        tally.onSilence(tag);
      }
    }
    return elapsedNs;
  }

  /** Serves all sockets without asking anything. */
  public void serveFor(long durationNs) {
    tally.begin();
    long startNs = readClocks();
    while (nowNs - startNs < durationNs) {
      for (int i = 0; i < clients.size(); i++) {
        pollOnce();
      }
      serveBystander();
      Thread.onSpinWait();
    }
  }
}
