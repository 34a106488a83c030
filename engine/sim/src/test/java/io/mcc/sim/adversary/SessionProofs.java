package io.mcc.sim.adversary;

import static io.mcc.sim.adversary.Stage.SECOND_NS;
import static io.mcc.sim.adversary.Stage.defend;
import static io.mcc.sim.adversary.Stage.require;

import io.mcc.codec.Datagram;
import io.mcc.codec.DialBack;
import io.mcc.codec.Endpoint;
import io.mcc.codec.FrameHeader;
import io.mcc.codec.Id;
import io.mcc.engine.base.Limit;
import io.mcc.engine.base.Limits;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.session.Sender;
import io.mcc.engine.session.Session;
import io.mcc.sim.Guest;
import io.mcc.sim.SwarmOptions;
import java.util.ArrayList;
import java.util.List;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** What members do with the sessions that they have, and others with what they see of them. */
final class SessionProofs {
  private static final long SEED = 50;
  private static final int NODE = 0;
  private static final int NODE_COUNT = 4;
  private static final int AMPLIFICATION_MAX = 3;
  private static final Endpoint VICTIM = Endpoint.parse("203.0.113.5:9376");

  private SessionProofs() {}

  /** Counts what is sent to somebody who has asked for nothing. */
  private static final class Bystander implements Guest {
    long bytes;
    int datagrams;

    @Override
    public void onDatagram(
        MutableDirectBuffer buffer, int length, Endpoint source, Endpoint target) {
      bytes += length;
      datagrams++;
    }
  }

  /** Counts what a peer sends. */
  private static final class CountingManners extends Manners {
    long sentBytes;

    @Override
    protected void onSent(Endpoint target, byte[] datagram) {
      sentBytes += datagram.length;
    }
  }

  /** A member in a session with a node, who can send from any address. */
  private abstract static class Spoofer implements Runnable {
    final Stage stage = Stage.open(SEED, NODE_COUNT);
    final Bystander bystander = new Bystander();
    final CountingManners manners = new CountingManners();
    final HostilePeer attacker = stage.peer(manners);

    @Override
    public final void run() {
      stage.join();
      stage.swarm.admit(bystander, VICTIM);
      stage.meet(attacker, NODE);
      attack();
    }

    abstract void attack();

    final Session session() {
      return attacker.sessions().table().find(stage.swarm.id(NODE));
    }

    /** The smallest authentic packet, as if from the victim: it makes the node look there. */
    final void appearAtVictim() {
      attacker.sendFrom(VICTIM);
      attacker.act(
          () -> {
            Sender sender = attacker.sessions().sender();
            if (sender.claimReply(session(), FrameHeader.PADDING)) {
              sender.commitReply(0);
            }
          });
    }
  }

  /** One small packet with a forged address: what the victim gets for it is bounded. */
  public static final class Reflection extends Spoofer {
    private static final int SMALLEST_LENGTH = 16 + 3 + 16;

    @Override
    void attack() {
      appearAtVictim();
      stage.run(5 * SECOND_NS);
      require(bystander.datagrams > 0, "nobody has looked there");
      defend(
          bystander.bytes <= AMPLIFICATION_MAX * SMALLEST_LENGTH,
          bystander.bytes + " bytes went to an address that had sent " + SMALLEST_LENGTH);
    }
  }

  /** Requests with a forged address: the answers keep going to the proven one. */
  public static final class Hijack extends Spoofer {
    private static final int REQUEST_COUNT = 50;

    @Override
    void attack() {
      appearAtVictim();
      for (int i = 0; i < REQUEST_COUNT; i++) {
        attacker.act(
            () -> attacker.requests().findNode(stage.world.contact(NODE), stage.swarm.id(NODE)));
        stage.run(SECOND_NS / 50);
      }
      defend(
          bystander.datagrams <= AMPLIFICATION_MAX,
          bystander.datagrams + " answers went to somebody who had asked nothing");
    }
  }

  /** What was seen of others' sessions, sent again and again from elsewhere. */
  public static final class Replay implements Runnable {
    private static final int REPEAT_COUNT = 20;

    private final Stage stage = Stage.open(SEED, NODE_COUNT);
    private final List<byte[]> seen = new ArrayList<>();

    /** A peer who shows somebody everything that it gets and sends. */
    private final class Indiscreet extends Manners {
      @Override
      protected void onSent(Endpoint target, byte[] datagram) {
        if (Datagram.form(datagram[0]) == Datagram.FORM_SEALED) {
          seen.add(datagram);
        }
      }
    }

    @Override
    public void run() {
      HostilePeer peer = stage.peer(new Indiscreet());
      stage.join();
      stage.meet(peer, NODE);
      seen.clear();
      Id target = stage.swarm.id(NODE);
      long before = stage.count(NODE, EngineCounter.REQUESTS_RECEIVED);
      peer.act(() -> peer.requests().findNode(stage.world.contact(NODE), target));
      stage.run(SECOND_NS / 4);
      long asked = stage.count(NODE, EngineCounter.REQUESTS_RECEIVED) - before;
      require(!seen.isEmpty() && asked > 0, "there was nothing to see");
      for (int i = 0; i < REPEAT_COUNT; i++) {
        seen.forEach(this::replay);
      }
      stage.run(SECOND_NS / 4);
      long received = stage.count(NODE, EngineCounter.REQUESTS_RECEIVED) - before;
      defend(received < asked + REPEAT_COUNT, received + " requests were taken for " + asked);
    }

    private void replay(byte[] datagram) {
      stage.swarm.inject(
          VICTIM, stage.swarm.endpoint(NODE), new UnsafeBuffer(datagram), 0, datagram.length);
    }
  }

  /** What somebody sends, with a byte changed, and quicker on its way than what was sent. */
  public static final class Changed implements Runnable {
    private static final int REQUEST_COUNT = 50;
    private static final int TARGET_OFFSET = 16 + 3 + 4;

    private final Stage stage = Stage.open(SEED, NODE_COUNT);
    private final HostilePeer peer = stage.peer(new Watched());

    /** A peer whose packets somebody on the way can hold up and change. */
    private final class Watched extends Manners {
      @Override
      protected void onSent(Endpoint target, byte[] datagram) {
        if (Datagram.form(datagram[0]) == Datagram.FORM_SEALED) {
          byte[] changed = datagram.clone();
          changed[TARGET_OFFSET] ^= 1;
          stage.swarm.inject(
              peer.contact().ipv4, target, new UnsafeBuffer(changed), 0, changed.length);
        }
      }
    }

    @Override
    public void run() {
      stage.join();
      stage.meet(peer, NODE);
      peer.delayNs(10 * SECOND_NS);
      long before = stage.count(NODE, EngineCounter.REQUESTS_RECEIVED);
      for (int i = 0; i < REQUEST_COUNT; i++) {
        peer.act(() -> peer.requests().findNode(stage.world.contact(NODE), stage.swarm.id(NODE)));
        stage.run(SECOND_NS / 1_000);
      }
      stage.run(SECOND_NS / 4);
      long received = stage.count(NODE, EngineCounter.REQUESTS_RECEIVED) - before;
      defend(received < REQUEST_COUNT / 2, received + " requests were taken that nobody has sent");
    }
  }

  /** Members of one /24 open sessions by the dozen: those of others are kept. */
  public static final class Crowd implements Runnable {
    private static final int SESSIONS = 16;
    private static final int CROWD = 24;

    private final Stage stage =
        Stage.open(
            SEED,
            new SwarmOptions(SEED, NODE_COUNT)
                .limits(
                    () ->
                        new Limits()
                            .set(Limit.SESSIONS, SESSIONS)
                            .set(Limit.SESSIONS_PER_PREFIX, SESSIONS / 2)
                            .set(Limit.HANDSHAKES_PER_PREFIX, CROWD)));
    private final HostilePeer quiet = stage.peer(new Manners());

    @Override
    public void run() {
      stage.join();
      quiet.refuseDialling();
      stage.meet(quiet, NODE);
      stage.run(15 * SECOND_NS);
      Session before = session();
      for (int i = 0; i < CROWD; i++) {
        Endpoint endpoint = new Endpoint().setIpv4(VICTIM.ipv4() + i, 9_376);
        HostilePeer peer =
            new HostilePeer(stage.world, endpoint, stage.world.nextMember(), new Manners());
        stage.meet(peer, NODE);
      }
      stage.run(SECOND_NS);
      defend(session() == before, "a quiet peer's session was given up");
    }

    private Session session() {
      return quiet.sessions().table().find(stage.swarm.id(NODE));
    }
  }

  /** A contact wants addresses dialled by the hundred. */
  public static final class DialBacks extends Spoofer {
    private static final int REQUEST_COUNT = 200;
    private static final int SECONDS = 4;
    private static final int BURST = 8;
    private static final int PER_SECOND = 2;
    private static final int REPETITIONS = 3;

    @Override
    void attack() {
      stage.run(2 * SECOND_NS);
      boolean known =
          stage.table(NODE).stream()
              .anyMatch(peer -> peer.id().equals(attacker.contact().id.text()));
      require(known, "the attacker is in no table");
      for (int i = 0; i < REQUEST_COUNT; i++) {
        Endpoint port = new Endpoint().setIpv4(VICTIM.ipv4(), 1_024 + i);
        stage.swarm.admit(bystander, port);
        Id invented = stage.world.randomId();
        attacker.act(
            () -> attacker.requests().dialBack(session(), invented, port, DialBack.LENGTH));
        stage.run(SECONDS * SECOND_NS / REQUEST_COUNT);
      }
      stage.run(4 * SECOND_NS);
      require(bystander.datagrams > 0, "nobody was dialled");
      int most = (BURST + PER_SECOND * SECONDS + 1) * REPETITIONS;
      defend(
          bystander.datagrams <= most,
          bystander.datagrams + " datagrams went to the victim, not " + most);
    }
  }

  /** A contact names an address that has asked for nothing, and pays with what it sends. */
  public static final class NamedAddress extends Spoofer {
    private static final int ADDRESS_COUNT = 5;
    private static final int FIELDS_LENGTH = 50;

    @Override
    void attack() {
      stage.run(2 * SECOND_NS);
      for (int i = 0; i < ADDRESS_COUNT; i++) {
        Endpoint named = new Endpoint().setIpv4(VICTIM.ipv4(), 1_024 + i);
        stage.swarm.admit(bystander, named);
        demand(named, FIELDS_LENGTH);
        demand(named, DialBack.LENGTH);
      }
      require(bystander.datagrams >= ADDRESS_COUNT, "nobody was dialled");
    }

    private void demand(Endpoint named, int length) {
      Id invented = stage.world.randomId();
      long sentBefore = manners.sentBytes;
      long before = bystander.bytes;
      attacker.act(() -> attacker.requests().dialBack(session(), invented, named, length));
      long sent = manners.sentBytes - sentBefore;
      stage.run(5 * SECOND_NS);
      long drawn = bystander.bytes - before;
      defend(drawn <= AMPLIFICATION_MAX * sent, sent + " bytes drew " + drawn);
    }
  }

  /** Strangers begin handshakes in a peer's name while the two replace their keys. */
  public static final class FloodedRekey implements Runnable {
    private static final int PEER = 1;
    private static final int FROM_SECOND = 118;
    private static final int TO_SECOND = 190;

    private final Stage stage = Stage.open(SEED, 2);

    @Override
    public void run() {
      stage.join();
      stage.run(FROM_SECOND * SECOND_NS - stage.swarm.nowNs());
      long begun = stage.count(PEER, EngineCounter.HANDSHAKES_BEGUN);
      for (int node : new int[] {NODE, PEER}) {
        new HelloFlood(stage.swarm, stage.options.crypto().digest(), SEED + node)
            .run(node, (TO_SECOND - FROM_SECOND) * SECOND_NS, 400);
      }
      String id = stage.swarm.id(NODE).text();
      for (int second = FROM_SECOND; second < TO_SECOND; second++) {
        Outcome outcome = stage.ask(PEER, new Command.PingPeer(id, SECOND_NS, false));
        defend(outcome instanceof Outcome.Pong, "no answer after " + second + " s: " + outcome);
        stage.run(SECOND_NS);
      }
      require(stage.count(NODE, EngineCounter.RETRIES_SENT) > 0, "there is no load");
      long rekeys = stage.count(PEER, EngineCounter.REKEYS_COMPLETED);
      defend(rekeys > 0, "no key was replaced");
      long anew = stage.count(PEER, EngineCounter.HANDSHAKES_BEGUN) - begun;
      defend(anew == 0, anew + " handshakes were begun anew");
    }
  }
}
