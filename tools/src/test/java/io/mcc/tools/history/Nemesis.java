package io.mcc.tools.history;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
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
    PUT_BACK
  }

  private final List<HistoryNode> nodes;
  private final Random random;

  Nemesis(List<HistoryNode> nodes, long seed) {
    this.nodes = nodes;
    random = new Random(seed);
  }

  /** Does one thing and says what. */
  String strike() throws IOException, InterruptedException {
    Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
    HistoryNode victim = nodes.get(random.nextInt(nodes.size()));
    switch (fault) {
      case KILL -> kill(victim);
      case PAUSE -> pause(victim);
      case PUT_BACK -> putBack(victim);
    }
    return fault + " of " + victim;
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

  private void rest(int minMs, int maxMs) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(minMs + random.nextInt(maxMs - minMs)));
  }
}
