package io.mcc.sim.adversary;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.engine.base.Outbox;
import io.mcc.engine.crypto.LocalIdentity;
import io.mcc.engine.crypto.Signatures;
import io.mcc.sim.SeededRandom;
import io.mcc.sim.SimulatedIdentities;
import io.mcc.sim.Swarm;
import io.mcc.sim.SwarmCrypto;
import io.mcc.sim.toy.ToyAuthority;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;

/** What the adversaries of one swarm share: cryptography, luck, and all there is to know. */
public final class World {
  private static final int OUTBOX_CAPACITY = 1_024;
  private static final int FIRST_ADDRESS = 0x5000_0001;
  private static final int DEAD_ADDRESS = 0x5F00_0000;
  private static final int PORT = 9_376;

  final Swarm swarm;
  final SwarmCrypto crypto;
  final SeededRandom random;
  final Outbox outbox = new Outbox(OUTBOX_CAPACITY);
  private final SimulatedIdentities identities;
  private final ToyAuthority authority;
  private int addressCount;
  private int identityCount;

  /**
   * @param authority who certifies the network's nodes, and adversaries that have got a
   *     certificate; null in an open network
   */
  public World(Swarm swarm, SwarmCrypto crypto, ToyAuthority authority, SeededRandom random) {
    this.swarm = swarm;
    this.crypto = crypto;
    this.authority = authority;
    this.random = random;
    identities = new SimulatedIdentities(crypto);
  }

  /** The swarm that they are in. */
  public Swarm swarm() {
    return swarm;
  }

  /** A public address in a /24 that nobody else is in. */
  public Endpoint nextEndpoint() {
    return new Endpoint().setIpv4(FIRST_ADDRESS + (addressCount++ << 8), PORT);
  }

  /** A public address in a /24 of its own that nobody is at. */
  Endpoint deadEndpoint() {
    return new Endpoint().setIpv4(DEAD_ADDRESS + random.nextInt(1 << 24), PORT);
  }

  /** An identity that the network takes. */
  public LocalIdentity nextMember() {
    return identities.next(random, nextLabel(), authority);
  }

  /** An identity that nobody but itself vouches for. */
  public LocalIdentity nextSelfSigned() {
    return identities.next(random, nextLabel(), null);
  }

  /** An identity that another authority vouches for. */
  public LocalIdentity nextOf(ToyAuthority foreign) {
    return identities.next(random, nextLabel(), foreign);
  }

  /**
   * A member's identity for whose key so many were tried that the id without a salt has so many
   * leading bits in common with a target. In an open network that is the id.
   */
  public LocalIdentity nextNear(Id target, int prefixLength) {
    byte[] seed = nextSeed();
    String label = nextLabel();
    while (identities.of(seed, label, null).nodeId().commonPrefixLength(target) < prefixLength) {
      seed = nextSeed();
    }
    return identities.of(seed, label, authority);
  }

  /**
   * A self-signed identity with one key for which salts were tried until the id has so many leading
   * bits in common with a target.
   */
  public LocalIdentity nextSalted(Id target, int prefixLength) {
    byte[] seed = nextSeed();
    String label = nextLabel();
    byte[] idSalt = new byte[LocalIdentity.ID_SALT_LENGTH];
    LocalIdentity identity = identities.salted(seed, idSalt, label);
    while (identity.nodeId().commonPrefixLength(target) < prefixLength) {
      random.nextBytes(new UnsafeBuffer(idSalt), 0, idSalt.length);
      identity = identities.salted(seed, idSalt, label);
    }
    return identity;
  }

  private byte[] nextSeed() {
    byte[] seed = new byte[Signatures.SEED_LENGTH];
    random.nextBytes(new UnsafeBuffer(seed), 0, seed.length);
    return seed;
  }

  /** An identity with somebody else's certificate. */
  public LocalIdentity impostor(byte[] idSalt, byte[] certificate) {
    return identities.identity(nextSeed(), idSalt, nextLabel(), certificate);
  }

  private String nextLabel() {
    return "guest-" + identityCount++;
  }

  Id randomId() {
    return new Id().set(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }

  /** An id that nobody has, with the target's first 64 bits. */
  Id inventedNear(Id target) {
    return new Id().set(target.word(0), random.nextLong(), random.nextLong(), random.nextLong());
  }

  /** The contact of a node of the swarm. */
  public Contact contact(int node) {
    Contact contact = new Contact();
    contact.id.set(swarm.id(node));
    Endpoint endpoint = swarm.endpoint(node);
    (endpoint.isIpv4() ? contact.ipv4 : contact.ipv6).set(endpoint);
    return contact;
  }

  /** The nodes of the swarm, the closest to a target first. */
  public List<Integer> nodesByDistance(Id target) {
    Comparator<Integer> closerToTarget =
        (a, b) -> Id.compareDistance(target, swarm.id(a), swarm.id(b));
    return IntStream.range(0, swarm.nodeCount()).boxed().sorted(closerToTarget).toList();
  }
}
