package io.mcc.sim.adversary;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.engine.crypto.LocalIdentity;
import io.mcc.sim.SeededRandom;
import io.mcc.sim.Swarm;
import io.mcc.sim.SwarmCrypto;
import io.mcc.sim.toy.ToyAuthority;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Lets adversaries into a swarm, of any kind and at any time; those of one kind know each other.
 * Those who need sessions are members of the network, but for the Sybils.
 */
public final class Adversaries {
  private static final long STREAM = 1L << 52;
  private static final long FOREIGN_SEED = 0xF0;
  private static final long WHOLE_RUN_NS = Long.MAX_VALUE / 4;

  /** Whom a peer dials: those around the target, and as many from everywhere. */
  private static final int NEAR_COUNT = 32;

  private static final int FAR_COUNT = 32;
  private static final int GROUND_PREFIX_LENGTH = 12;
  private static final int FLOODED_PREFIX = 0xC633_6400;
  private static final int PREFIX_SIZE = 254;
  private static final int PORT = 9_376;
  private static final long SLOW_NS = 170_000_000L;

  private final Map<AdversaryKind, Ring> rings = new EnumMap<>(AdversaryKind.class);
  private final Map<AdversaryKind, Hoard> hoards = new EnumMap<>(AdversaryKind.class);
  private final List<HostilePeer> peers = new ArrayList<>();
  private final Swarm swarm;
  private final SwarmCrypto crypto;
  private final World world;
  private final ToyAuthority foreign;
  private final long seed;
  private int floodedCount;

  /**
   * @param authority who certifies the swarm's nodes; null where they sign themselves
   * @param seed from which all that they do at random follows
   */
  public Adversaries(Swarm swarm, SwarmCrypto crypto, ToyAuthority authority, long seed) {
    this.swarm = swarm;
    this.crypto = crypto;
    this.seed = seed;
    world = new World(swarm, crypto, authority, SeededRandom.of(seed, STREAM));
    foreign = new ToyAuthority(crypto.signatures(), seed ^ FOREIGN_SEED);
  }

  /** What they share. */
  public World world() {
    return world;
  }

  /** Those with sessions who have joined so far. */
  public List<HostilePeer> peers() {
    return peers;
  }

  /** Those of a kind who name each other. */
  public Ring ring(AdversaryKind kind) {
    return rings.computeIfAbsent(kind, k -> new Ring());
  }

  /** Lets the adversaries of a plan in; they begin at once. */
  public void join(AdversaryPlan plan) {
    if (plan.kind() == AdversaryKind.HANDSHAKE_FLOOD) {
      new HelloFlood(swarm, crypto.digest(), seed)
          .run(plan.victim(), WHOLE_RUN_NS, plan.perSecond());
      return;
    }
    for (int i = 0; i < plan.count(); i++) {
      HostilePeer peer = new HostilePeer(world, endpoint(plan), identity(plan), manners(plan));
      if (plan.kind() == AdversaryKind.SLOW_ANSWERERS) {
        peer.delayNs(SLOW_NS);
      }
      peers.add(peer);
      ring(plan.kind()).add(peer.contact());
    }
  }

  private Endpoint endpoint(AdversaryPlan plan) {
    if (plan.kind() != AdversaryKind.PREFIX_FLOOD) {
      return world.nextEndpoint();
    }
    int number = floodedCount++;
    int address = FLOODED_PREFIX + 1 + number % PREFIX_SIZE;
    return new Endpoint().setIpv4(address, PORT + number / PREFIX_SIZE);
  }

  private LocalIdentity identity(AdversaryPlan plan) {
    return switch (plan.kind()) {
      case UNCERTIFIED_SYBILS ->
          peers.size() % 2 == 0 ? world.nextSelfSigned() : world.nextOf(foreign);
      case ID_GRINDERS -> world.nextNear(plan.target(), GROUND_PREFIX_LENGTH);
      default -> world.nextMember();
    };
  }

  private Manners manners(AdversaryPlan plan) {
    Hoard hoard = hoards.computeIfAbsent(plan.kind(), kind -> new Hoard());
    return switch (plan.kind()) {
      case UNCERTIFIED_SYBILS -> new Flooder(everybody(), ring(plan.kind()));
      case ID_GRINDERS, COLLUDING_LIARS ->
          new Colluder(around(plan.target()), ring(plan.kind()), hoard);
      case DEAD_ENDS -> new Introducing(around(plan.target()));
      case TABLE_POISONERS -> new Poisoner(around(plan.target()), swarm.endpoint(plan.victim()));
      case STALE_HOLDERS -> new StaleHolder(around(plan.target()), hoard);
      case FORGERS -> new Forger(around(plan.target()), hoard, plan.perSecond());
      case JUNK_SENDERS -> new JunkSender(around(plan.target()), plan.perSecond());
      case SLOW_ANSWERERS -> new Guide(around(plan.target()));
      case PREFIX_FLOOD -> new Flooder(everybody(), ring(plan.kind()));
      case HANDSHAKE_FLOOD -> throw new IllegalStateException("strangers have no manners");
    };
  }

  private List<Contact> everybody() {
    return IntStream.range(0, swarm.nodeCount())
        .filter(swarm::isRunning)
        .mapToObj(world::contact)
        .toList();
  }

  private List<Contact> around(Id target) {
    List<Integer> running =
        world.nodesByDistance(target).stream().filter(swarm::isRunning).toList();
    List<Contact> contacts = new ArrayList<>();
    running.stream().limit(NEAR_COUNT).map(world::contact).forEach(contacts::add);
    for (int i = 0; i < FAR_COUNT && !running.isEmpty(); i++) {
      contacts.add(world.contact(running.get(world.random.nextInt(running.size()))));
    }
    return contacts;
  }
}
