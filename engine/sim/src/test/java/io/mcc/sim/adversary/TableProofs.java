package io.mcc.sim.adversary;

import static io.mcc.sim.adversary.Stage.FULL;
import static io.mcc.sim.adversary.Stage.SECOND_NS;
import static io.mcc.sim.adversary.Stage.defend;
import static io.mcc.sim.adversary.Stage.require;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.codec.FindNode;
import io.mcc.codec.Id;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.command.Outcome.PeerView;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.crypto.LocalIdentity;
import io.mcc.engine.session.Session;
import io.mcc.sim.Guest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.agrona.MutableDirectBuffer;

/** Who wants to be in honest nodes' tables, and has no business there. */
final class TableProofs {
  private static final long SEED = 23;
  private static final int BUCKET_MAX = 2;
  private static final int TABLE_MAX = 10;
  private static final int ANSWER_MAX = 3;

  /** The first address of the /24 in which they are many. */
  static final int FLOODED = 0xC633_6400;

  private static final String FLOODED_TEXT = "198.51.100.";

  private TableProofs() {}

  /** Identities that nobody has certified, as many as there are members. */
  public static final class Sybils implements Runnable {
    private static final int COUNT = FULL ? 500 : 8;

    @Override
    public void run() {
      Stage stage = Stage.certified(SEED, COUNT).join();
      Id target = stage.swarm.id(0);
      stage.adversaries.join(AdversaryPlan.of(AdversaryKind.UNCERTIFIED_SYBILS, COUNT, target));
      stage.run(30 * SECOND_NS);
      int listed = 0;
      int sessions = 0;
      for (int node = 0; node < COUNT; node++) {
        for (PeerView peer : stage.table(node)) {
          listed += stage.swarm.isGuest(peer.id(), peer.address()) ? 1 : 0;
        }
        sessions += stage.sessionCount(node);
      }
      System.out.printf(
          "Sybils: seed %d, %d members, %d uncertified: %d of them in tables, %d sessions of members%n",
          SEED, COUNT, COUNT, listed, sessions);
      defend(listed == 0, listed + " entries of tables are uncertified");
      for (HostilePeer sybil : stage.adversaries.peers()) {
        int open = sybil.sessions().table().count();
        defend(open == 0, "an uncertified peer has " + open + " sessions");
      }
    }
  }

  /** A member's certificate, which everybody has seen, shown by somebody else. */
  public static final class Impostor implements Runnable {
    private static final int COPIED = 3;
    private static final int PING_COUNT = 20;

    @Override
    public void run() {
      Stage stage = Stage.open(SEED, 5).join();
      HostilePeer spy = stage.peer(new Manners());
      stage.meet(spy, COPIED);
      byte[] certificate = spy.certificate(stage.swarm.id(COPIED));
      require(certificate != null, "the certificate wasn't shown");
      LocalIdentity stolen =
          stage.world.impostor(new byte[LocalIdentity.ID_SALT_LENGTH], certificate);
      new HostilePeer(
          stage.world, stage.world.nextEndpoint(), stolen, new Introducing(stage.contacts()));
      stage.run(5 * SECOND_NS);
      long before = stage.count(COPIED, EngineCounter.REQUESTS_RECEIVED);
      for (int i = 0; i < PING_COUNT; i++) {
        String id = stage.swarm.id(COPIED).text();
        Outcome outcome = stage.ask(0, new Command.PingPeer(id, SECOND_NS, false));
        defend(outcome instanceof Outcome.Pong, "a member can't be reached any more");
      }
      long received = stage.count(COPIED, EngineCounter.REQUESTS_RECEIVED) - before;
      defend(received >= PING_COUNT, "somebody else answers for a member");
    }
  }

  /** Ids ground near a node's own: tried by the salt, which is cheaper than by the key. */
  public static final class GroundIds implements Runnable {
    private static final int COUNT = 8;

    @Override
    public void run() {
      Stage stage = Stage.open(SEED, 5).join();
      Id target = stage.swarm.id(0);
      for (int i = 0; i < COUNT; i++) {
        LocalIdentity ground = stage.world.nextSalted(target, 10);
        new HostilePeer(
            stage.world, stage.world.nextEndpoint(), ground, new Introducing(stage.contacts()));
      }
      stage.run(5 * SECOND_NS);
      long listed =
          stage.table(0).stream()
              .filter(peer -> stage.swarm.isGuest(peer.id(), peer.address()))
              .count();
      defend(listed == 0, listed + " who chose their ids by the salt are in the table");
    }
  }

  /** Who dials everybody and can't be dialled by anybody. */
  public static final class Undialable implements Runnable {
    @Override
    public void run() {
      Stage stage = Stage.open(SEED, 5).join();
      HostilePeer honest = stage.peer(new Introducing(stage.contacts()));
      HostilePeer hidden = stage.peer(new Introducing(stage.contacts()));
      hidden.refuseDialling();
      stage.run(5 * SECOND_NS);
      require(listed(stage, honest) == stage.swarm.nodeCount(), "who can be dialled isn't listed");
      int listed = listed(stage, hidden);
      defend(listed == 0, listed + " tables list somebody whom nobody can dial");
    }

    private static int listed(Stage stage, HostilePeer peer) {
      String address = peer.contact().ipv4.text();
      int count = 0;
      for (int node = 0; node < stage.swarm.nodeCount(); node++) {
        count += stage.table(node).stream().anyMatch(p -> p.address().equals(address)) ? 1 : 0;
      }
      return count;
    }
  }

  /** Members of one /24 whose ids have been chosen for one node's buckets. */
  private abstract static class Flood implements Runnable {
    static final int VICTIM = 0;
    private static final int OF_A_BUCKET = 4;

    final Stage stage = Stage.open(SEED, 5);
    private final int bucketCount;

    Flood(int bucketCount) {
      this.bucketCount = bucketCount;
    }

    @Override
    public final void run() {
      stage.join();
      Id own = stage.swarm.id(VICTIM);
      int number = 1;
      for (int bucket = 0; bucket < bucketCount; bucket++) {
        for (int i = 0; i < OF_A_BUCKET; i++) {
          Endpoint endpoint = new Endpoint().setIpv4(FLOODED + number++, 9_376);
          Manners manners = new Introducing(List.of(stage.world.contact(VICTIM)));
          new HostilePeer(stage.world, endpoint, memberOf(own, bucket), manners);
        }
      }
      stage.run(10 * SECOND_NS);
      List<PeerView> flooders =
          stage.table(VICTIM).stream()
              .filter(peer -> peer.address().startsWith(FLOODED_TEXT))
              .toList();
      require(!flooders.isEmpty(), "no one of the prefix was taken in");
      judge(flooders, own);
    }

    private LocalIdentity memberOf(Id own, int bucket) {
      LocalIdentity identity = stage.world.nextMember();
      while (own.commonPrefixLength(identity.nodeId()) != bucket) {
        identity = stage.world.nextMember();
      }
      return identity;
    }

    abstract void judge(List<PeerView> flooders, Id own);
  }

  /** At most two of a /24 in a bucket. */
  public static final class BucketFlood extends Flood {
    public BucketFlood() {
      super(2);
    }

    @Override
    void judge(List<PeerView> flooders, Id own) {
      Map<Integer, Long> counts =
          flooders.stream()
              .collect(
                  Collectors.groupingBy(
                      peer -> own.commonPrefixLength(Id.parse(peer.id())), Collectors.counting()));
      counts.forEach(
          (bucket, count) ->
              defend(count <= BUCKET_MAX, count + " of one /24 are in bucket " + bucket));
    }
  }

  /** At most ten of a /24 in a table. */
  public static final class TableFlood extends Flood {
    public TableFlood() {
      super(7);
    }

    @Override
    void judge(List<PeerView> flooders, Id own) {
      defend(flooders.size() <= TABLE_MAX, flooders.size() + " of one /24 are in a table");
    }
  }

  /** One answer full of members of one /24: at most three of them are asked. */
  public static final class AnswerFlood implements Runnable {
    private final Stage stage = Stage.open(SEED, 5);
    private final Ring ring = new Ring();

    @Override
    public void run() {
      stage.join();
      for (int i = 0; i < 16; i++) {
        Endpoint endpoint = new Endpoint().setIpv4(FLOODED + 1 + i, 9_376);
        HostilePeer peer =
            new HostilePeer(stage.world, endpoint, stage.world.nextMember(), new Manners());
        ring.add(peer.contact());
      }
      HostilePeer guide = stage.peer(new Flooder(List.of(stage.world.contact(0)), ring));
      stage.run(3 * SECOND_NS);
      Id target = guide.contact().id;
      Outcome outcome = stage.ask(0, new Command.LookupNodes(target.text(), SECOND_NS * 5, true));
      List<Outcome.TraceStep> trace = outcome.trace();
      require(
          trace.stream().anyMatch(step -> step.peer().equals(target.text())),
          "the one who names them wasn't asked");
      long asked =
          trace.stream()
              .filter(step -> step.address().startsWith(FLOODED_TEXT))
              .map(Outcome.TraceStep::peer)
              .distinct()
              .count();
      require(asked > 0, "no one of the prefix was asked");
      defend(asked <= ANSWER_MAX, asked + " of one /24 were asked because of one answer");
    }
  }

  /** A stranger names addresses of the asker's own network. */
  public static final class InsideAddresses implements Runnable {
    private static final Endpoint INSIDE = Endpoint.parse("10.0.0.7:22");

    private final Stage stage = Stage.open(SEED, 5);
    private int received;

    /** Names a node that is said to be behind the asker's own router. */
    private final class Insider extends Introducing {
      Insider() {
        super(List.of(stage.world.contact(0)));
      }

      @Override
      protected void onFindNode(HostilePeer self, Session session, FindNode request) {
        Contact inside = new Contact();
        inside.id.set(stage.world.inventedNear(request.target(new Id())));
        inside.ipv4.set(INSIDE);
        self.replies().nodes(session, request.requestId(), inside);
      }
    }

    @Override
    public void run() {
      stage.join();
      stage.swarm.admit(
          new Guest() {
            @Override
            public void onDatagram(
                MutableDirectBuffer buffer, int length, Endpoint source, Endpoint target) {
              received++;
            }
          },
          INSIDE);
      HostilePeer insider = stage.peer(new Insider());
      stage.run(3 * SECOND_NS);
      String target = insider.contact().id.text();
      Outcome outcome = stage.ask(0, new Command.LookupNodes(target, SECOND_NS * 5, true));
      require(
          outcome.trace().stream().anyMatch(step -> step.peer().equals(target)),
          "the one who names it wasn't asked");
      defend(received == 0, received + " datagrams went to an address of the own network");
    }
  }
}
