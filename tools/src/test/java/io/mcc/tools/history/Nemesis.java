package io.mcc.tools.history;

import io.mcc.tools.process.Lab;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Does to a network of processes what machines and people do to it, one after the other. */
final class Nemesis {
  /** What it does. */
  enum Fault {
    /** kill -9, and a start a moment later. */
    KILL,
    /** SIGSTOP for some seconds, and SIGCONT. */
    PAUSE,
    /** A folder is copied, used further, and the copy put in its place. */
    PUT_BACK,
    /** The network is parted, and made one again. */
    PART
  }

  /** So long after a parting each part may still answer by what it knows. */
  private static final long REUNION_NS = TimeUnit.SECONDS.toNanos(30);

  private final List<HistoryNode> nodes;
  private final Lab lab;
  private final History history;
  private final SplittableRandom random;
  private final List<Fault> waiting = new ArrayList<>();

  /**
   * @param lab the network that the nodes are in; null for one that can't be parted
   */
  Nemesis(List<HistoryNode> nodes, Lab lab, History history, long seed) {
    this.nodes = nodes;
    this.lab = lab;
    this.history = history;
    random = new SplittableRandom(seed);
  }

  /** Does one thing and says what. */
  String strike() throws IOException, InterruptedException {
    Fault fault = next();
    HistoryNode victim = nodes.get(random.nextInt(nodes.size()));
    switch (fault) {
      case KILL -> kill(victim);
      case PAUSE -> pause(victim);
      case PUT_BACK -> putBack(victim);
      case PART -> part();
    }
    return fault == Fault.PART ? fault.toString() : fault + " of " + victim;
  }

  /** Each of them comes before one comes again. */
  private Fault next() {
    if (waiting.isEmpty()) {
      waiting.addAll(List.of(Fault.values()));
      if (lab == null) {
        waiting.remove(Fault.PART);
      }
    }
    return waiting.remove(random.nextInt(waiting.size()));
  }

  private void kill(HistoryNode victim) throws IOException, InterruptedException {
    victim.kill();
    rest(0, 3_000);
    victim.start();
    victim.awaitReady();
  }

  private void pause(HistoryNode victim) throws IOException {
    victim.freeze();
    rest(2_000, 8_000);
    victim.thaw();
  }

  private void putBack(HistoryNode victim) throws IOException, InterruptedException {
    victim.stop();
    Path copy = victim.copyFolder();
    victim.start();
    victim.awaitReady();
    rest(2_000, 5_000);
    victim.kill();
    victim.putBack(copy);
    victim.start();
    victim.awaitReady();
  }

  private void part() {
    long beginNs = System.nanoTime();
    lab.part(nodes.stream().mapToInt(node -> random.nextInt(2)).toArray());
    rest(3_000, 20_000);
    lab.heal();
    history.add(new History.Parting(beginNs, System.nanoTime() + REUNION_NS));
  }

  private void rest(int minMs, int maxMs) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(minMs + random.nextInt(maxMs - minMs)));
  }
}
