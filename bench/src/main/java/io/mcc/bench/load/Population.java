package io.mcc.bench.load;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.engine.crypto.LocalIdentity;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Peers of a node under test, on the same machine: those that fill its table, and those that load
 * it. Used by one thread, which has to serve them again and again.
 */
public final class Population implements AutoCloseable {
  private static final InetSocketAddress LOCAL = new InetSocketAddress("127.0.0.1", 0);
  private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(30);
  private static final int BUCKET_MEMBERS = 16;

  /** The node verifies so many certificates at once; more would have to come again. */
  private static final int CONNECTING_MAX = 16;

  private final PeerIdentities identities = new PeerIdentities();
  private final List<SealedPeer> peers = new ArrayList<>();
  private final Contact node = new Contact();

  /**
   * @param nodeId the node's id, 52 characters
   * @param address where the node listens, {@code host:port}
   */
  public Population(String nodeId, String address) {
    node.id.set(Id.parse(nodeId));
    Endpoint endpoint = Endpoint.parse(address);
    (endpoint.isIpv4() ? node.ipv4 : node.ipv6).set(endpoint);
  }

  /** Where identities come from. */
  public PeerIdentities identities() {
    return identities;
  }

  /**
   * Peers that fill the farthest buckets of the node's table, 16 each, connected.
   *
   * @param bucketCount 7 give 112 contacts
   */
  public List<SealedPeer> fillBuckets(int bucketCount) {
    return connect(identities.spread(node.id, bucketCount, BUCKET_MEMBERS));
  }

  /** Connected peers with random ids. */
  public List<SealedPeer> connect(int count) {
    List<LocalIdentity> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      some.add(identities.next());
    }
    return connect(some);
  }

  private List<SealedPeer> connect(List<LocalIdentity> some) {
    List<SealedPeer> connected = new ArrayList<>();
    for (int first = 0; first < some.size(); first += CONNECTING_MAX) {
      int end = Math.min(some.size(), first + CONNECTING_MAX);
      List<SealedPeer> newcomers = some.subList(first, end).stream().map(this::peer).toList();
      List<SealedPeer> earlier = List.copyOf(peers);
      peers.addAll(newcomers);
      greet(newcomers, earlier);
      connected.addAll(newcomers);
    }
    return connected;
  }

  private SealedPeer peer(LocalIdentity identity) {
    SealedPeer peer = new SealedPeer(identity, LOCAL);
    peer.target(node);
    return peer;
  }

  /** Those who came before are served meanwhile: the node asks them whether they are there. */
  private static void greet(List<SealedPeer> newcomers, List<SealedPeer> earlier) {
    LoadGenerator generator = new LoadGenerator(newcomers, newcomers.size(), earlier);
    LoadResult result = generator.runCount(new PingRequest(), newcomers.size());
    if (result.answered() < newcomers.size()) {
      throw new IllegalStateException(
          "the node answered " + result.answered() + " of " + newcomers.size() + " greetings");
    }
  }

  /**
   * Serves all peers until a condition holds.
   *
   * @throws IllegalStateException where it doesn't within 30 s
   */
  public void serveUntil(BooleanSupplier condition) {
    LoadGenerator generator = new LoadGenerator(peers, 1, List.of());
    long giveUpNs = System.nanoTime() + PATIENCE_NS;
    while (!condition.getAsBoolean()) {
      generator.serveFor(TimeUnit.MILLISECONDS.toNanos(10));
      if (System.nanoTime() - giveUpNs > 0) {
        throw new IllegalStateException("the node didn't come to know its peers within 30 s");
      }
    }
  }

  @Override
  public void close() {
    peers.forEach(SealedPeer::close);
  }
}
