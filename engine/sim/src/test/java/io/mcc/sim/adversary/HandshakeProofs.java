package io.mcc.sim.adversary;

import static io.mcc.sim.adversary.Stage.SECOND_NS;
import static io.mcc.sim.adversary.Stage.defend;
import static io.mcc.sim.adversary.Stage.require;

import io.mcc.codec.Endpoint;
import io.mcc.engine.base.Limit;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.sim.adversary.HelloFlood.Source;

/** Handshakes that are begun by the thousand and never ended. */
final class HandshakeProofs {
  private static final long SEED = 2;
  private static final int VICTIM = 0;
  private static final int PEER = 1;
  private static final int NEWCOMER = 2;
  private static final int SECONDS = 2;

  /** What strangers may begin before they must prove their address, and what honest nodes do. */
  private static final int HALF_OPEN_MAX = 33 + 4;

  private static final int PREFIX_HALF_OPEN_MAX = 16;
  private static final Endpoint FLOODED = Endpoint.parse("198.51.100.1:9376");

  private HandshakeProofs() {}

  /** Two nodes that know each other, one that comes later, and a flood at the first. */
  private abstract static class Flood implements Runnable {
    final Stage stage = Stage.open(SEED, 3);
    final HelloFlood flood = new HelloFlood(stage.swarm, stage.options.crypto().digest(), SEED);
    long halfOpenMax;

    final void begin() {
      stage.swarm.start(VICTIM);
      stage.swarm.start(PEER, VICTIM);
      stage.run(5 * SECOND_NS);
      require(stage.swarm.node(PEER).joined(), "the peer hasn't joined");
    }

    final void runFlood(int perSecond) {
      flood.run(VICTIM, SECONDS * SECOND_NS, perSecond);
      for (int i = 0; i < 10 * SECONDS; i++) {
        stage.run(SECOND_NS / 10);
        halfOpenMax = Math.max(halfOpenMax, halfOpen());
      }
    }

    private long halfOpen() {
      Outcome outcome = stage.ask(VICTIM, new Command.ReadLimits());
      return ((Outcome.LimitValues) outcome)
          .limits().stream()
              .filter(value -> value.name().equals(Limit.HANDSHAKES.text()))
              .mapToLong(Outcome.LimitValue::used)
              .findFirst()
              .orElseThrow();
    }
  }

  /** Who doesn't know the network's id gets not one byte. */
  public static final class Stranger extends Flood {
    @Override
    public void run() {
      stage.swarm.start(VICTIM);
      stage.run(SECOND_NS);
      long before = stage.swarm.network().sentCount(VICTIM);
      flood.withoutNetwork().from(Source.ONE_PREFIX, FLOODED);
      runFlood(100);
      long sent = stage.swarm.network().sentCount(VICTIM) - before;
      stage.swarm.start(PEER, VICTIM);
      stage.run(2 * SECOND_NS);
      require(stage.swarm.node(PEER).joined(), "who knows the network can't join it");
      defend(sent == 0, sent + " datagrams went to strangers of another network");
    }
  }

  /** From everywhere, without tokens: nothing is kept for them. */
  public static final class FromEverywhere extends Flood {
    @Override
    public void run() {
      begin();
      runFlood(10_000);
      defend(halfOpenMax <= HALF_OPEN_MAX, halfOpenMax + " handshakes were half open");
    }
  }

  /** From everywhere, with tokens that look as if they were true. */
  public static final class InventedTokens extends Flood {
    @Override
    public void run() {
      begin();
      flood.run(VICTIM, SECOND_NS, 1_000);
      stage.run(SECOND_NS);
      require(stage.count(VICTIM, EngineCounter.RETRIES_SENT) > 0, "there is no load");
      flood.withTokens();
      runFlood(5_000);
      defend(halfOpenMax <= HALF_OPEN_MAX, halfOpenMax + " handshakes were half open");
    }
  }

  /** From one /24: everybody else still gets in without a token. */
  public static final class OnePrefix extends Flood {
    @Override
    public void run() {
      begin();
      flood.from(Source.ONE_PREFIX, FLOODED);
      runFlood(1_000);
      stage.swarm.start(NEWCOMER, VICTIM);
      stage.run(SECOND_NS);
      require(stage.swarm.node(NEWCOMER).joined(), "the newcomer hasn't joined");
      defend(
          halfOpenMax <= PREFIX_HALF_OPEN_MAX + 2,
          halfOpenMax + " handshakes of one prefix were half open");
      long retries = stage.count(NEWCOMER, EngineCounter.RETRIES_RECEIVED);
      defend(retries == 0, "a newcomer from elsewhere had to prove its address");
    }
  }

  /**
   * A thousand who prove their address and are members: answered at a pace that can be paid for.
   */
  public static final class ProvenCrowd extends Flood {
    private static final int CROWD = 1_000;
    private static final int MS = 250;

    /** 1,250 a second, what is saved up for those who start all at once, and those before load. */
    private static final int ANSWERED_MAX = MS * 1_250 / 1_000 + 50 + HALF_OPEN_MAX;

    @Override
    public void run() {
      begin();
      long before = stage.count(VICTIM, EngineCounter.HANDSHAKES_ANSWERED);
      for (int i = 0; i < CROWD; i++) {
        HostilePeer peer = stage.peer(new Manners());
        peer.act(() -> peer.requests().ping(stage.world.contact(VICTIM)));
        stage.run(MS * Stage.MS_NS / CROWD);
      }
      long answered = stage.count(VICTIM, EngineCounter.HANDSHAKES_ANSWERED) - before;
      require(answered > HALF_OPEN_MAX, "only " + answered + " handshakes were answered");
      defend(answered <= ANSWERED_MAX, answered + " handshakes were answered in " + MS + " ms");
    }
  }
}
