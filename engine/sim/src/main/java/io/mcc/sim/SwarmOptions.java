package io.mcc.sim;

import io.mcc.codec.Endpoint;
import io.mcc.engine.base.AddressRules;
import io.mcc.engine.base.EventSink;
import io.mcc.engine.base.Limits;
import io.mcc.sim.toy.ToyAuthority;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** What a {@link Swarm} is to be made of: set what differs from the defaults. */
public final class SwarmOptions {
  private final long seed;
  private final int nodeCount;
  private final NetworkConditions conditions = new NetworkConditions();
  private SwarmCrypto crypto = SwarmCrypto.toy();
  private Supplier<Limits> limits = Limits::new;
  private IntFunction<Endpoint> endpoints = SwarmOptions::endpointOfOwnPrefix;
  private AddressRules addressRules = AddressRules.LOCAL;
  private ToyAuthority authority;
  private IntFunction<EventSink> events = node -> EventSink.NONE;
  private int alpha = 3;

  /**
   * @param seed from which every random draw of the run follows
   */
  public SwarmOptions(long seed, int nodeCount) {
    this.seed = seed;
    this.nodeCount = nodeCount;
  }

  /** A public address in a /24 that no other node is in. */
  private static Endpoint endpointOfOwnPrefix(int node) {
    return new Endpoint().setIpv4((node + 1 << 8) + 0x0B00_0001, 9_376);
  }

  /** The cryptography; toys by default. */
  public SwarmOptions crypto(SwarmCrypto crypto) {
    this.crypto = crypto;
    return this;
  }

  /** The limits of each node. */
  public SwarmOptions limits(Supplier<Limits> limits) {
    this.limits = limits;
    return this;
  }

  /** The address of each node; by default a public one in a prefix of its own. */
  public SwarmOptions endpoints(IntFunction<Endpoint> endpoints) {
    this.endpoints = endpoints;
    return this;
  }

  /** Whom each node spares the limits that follow addresses; by default who is local. */
  public SwarmOptions addressRules(AddressRules addressRules) {
    this.addressRules = addressRules;
    return this;
  }

  /** Who certifies the nodes; by default nobody, and each signs itself. */
  public SwarmOptions authority(ToyAuthority authority) {
    this.authority = authority;
    return this;
  }

  /** Who is told what happens to each node, once a command has asked for it; nobody by default. */
  public SwarmOptions events(IntFunction<EventSink> events) {
    this.events = events;
    return this;
  }

  /** Concurrency of lookups. */
  public SwarmOptions alpha(int alpha) {
    this.alpha = alpha;
    return this;
  }

  /** How the network treats datagrams, to be changed here or later. */
  public NetworkConditions conditions() {
    return conditions;
  }

  long seed() {
    return seed;
  }

  int nodeCount() {
    return nodeCount;
  }

  /** The cryptography. */
  public SwarmCrypto crypto() {
    return crypto;
  }

  Limits newLimits() {
    return limits.get();
  }

  Endpoint endpoint(int node) {
    return endpoints.apply(node);
  }

  AddressRules addressRules() {
    return addressRules;
  }

  ToyAuthority authority() {
    return authority;
  }

  EventSink events(int node) {
    return events.apply(node);
  }

  int alpha() {
    return alpha;
  }
}
