package io.mcc.sim;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.engine.base.MemoryArena;
import io.mcc.engine.base.Outbox;
import io.mcc.engine.command.Outcomes;
import io.mcc.engine.counter.LatencyRecorder;
import io.mcc.engine.crypto.LocalIdentity;
import io.mcc.engine.node.Node;
import io.mcc.engine.node.NodeConfiguration;
import io.mcc.engine.node.NodePorts;
import io.mcc.engine.session.AddressFamilies;
import io.mcc.engine.session.NoiseWorkspace;
import io.mcc.engine.session.SessionCrypto;
import java.nio.ByteBuffer;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/** Puts the nodes of a swarm together; each one's identity and draws follow from the seed. */
final class NodeFactory {
  private static final int STORE_CAPACITY = 1_000_000;
  private static final long IDENTITY_STREAM = 1L << 40;
  private static final int SCRATCH_BLOCK_LENGTH = 8_192;
  private static final int RECORD_LENGTH_MAX = 128 * 1_024;

  private final SimulatedVerifier.Shared verified = new SimulatedVerifier.Shared();
  private final UnsafeBuffer loadKey = new UnsafeBuffer(ByteBuffer.allocateDirect(128));
  private final UnsafeBuffer loadRecord =
      new UnsafeBuffer(ByteBuffer.allocateDirect(RECORD_LENGTH_MAX));
  private final MemoryArena scratch = new MemoryArena(SCRATCH_BLOCK_LENGTH);
  private final LatencyRecorder latencies = new LatencyRecorder();
  private final SimulatedIdentities identities;
  private final NoiseWorkspace noise;
  private final SwarmOptions options;
  private final SwarmCrypto crypto;
  private final Outbox outbox;

  NodeFactory(SwarmOptions options, Outbox outbox) {
    this.options = options;
    this.crypto = options.crypto();
    this.identities = new SimulatedIdentities(crypto);
    this.outbox = outbox;
    noise =
        new NoiseWorkspace(
            crypto.chaChaPoly(),
            crypto.agreement(),
            crypto.digest(),
            new MemoryArena(SCRATCH_BLOCK_LENGTH));
  }

  Endpoint endpoint(int index) {
    return options.endpoint(index);
  }

  LocalIdentity identity(int index) {
    return identities.next(
        SeededRandom.of(options.seed(), IDENTITY_STREAM + index),
        "node-" + index,
        options.authority());
  }

  SeededRandom random(int index, int incarnation) {
    return SeededRandom.of(options.seed(), (long) incarnation << 32 | index);
  }

  SimulatedVerifier verifier(Runnable scheduleResult) {
    return new SimulatedVerifier(
        crypto.signatures(), options.authority(), verified, scheduleResult);
  }

  HeapRecordStore store() {
    return new HeapRecordStore(STORE_CAPACITY);
  }

  Node node(SimulatedNode simulated, SeededRandom random, boolean expectsPeers, Outcomes outcomes) {
    scratch.rewind();
    SessionCrypto sessionCrypto =
        new SessionCrypto(
            crypto.aesGcm(),
            crypto.chaChaPoly(),
            crypto.agreement(),
            crypto.signatures(),
            crypto.digest(),
            simulated.verifier,
            random,
            noise,
            scratch);
    return new Node(
        new NodeConfiguration(
            simulated.identity,
            new AddressFamilies(true, true),
            options.addressRules(),
            options.alpha(),
            expectsPeers,
            options.newLimits()),
        new NodePorts(
            sessionCrypto,
            simulated.store,
            simulated.log,
            outbox,
            outcomes,
            simulated.counters,
            latencies,
            options.events(simulated.index)));
  }

  /** Hands a node what its disk holds. */
  void load(SimulatedNode simulated) {
    for (Map.Entry<StoredKey, byte[]> entry : simulated.log.disk().entrySet()) {
      byte[] record = entry.getValue();
      loadKey.putBytes(0, entry.getKey().bytes);
      loadRecord.putBytes(0, record);
      simulated.node.onRecordLoaded(loadKey, 0, loadRecord, 0, record.length);
    }
    if (simulated.log.pollLost()) {
      simulated.node.recordLoader().onEntriesLost();
      simulated.node.onRecordsLoaded(true, false);
    }
    loadContacts(simulated);
  }

  private static void loadContacts(SimulatedNode simulated) {
    byte[] contacts = simulated.knownContacts.contacts();
    UnsafeBuffer bytes = new UnsafeBuffer(contacts);
    Contact contact = new Contact();
    int length = contacts.length;
    for (int position = 0; position < length; ) {
      position += contact.read(bytes, position, length);
      simulated.node.onKnownContact(contact);
    }
    if (simulated.knownContacts.reachedAt() != null) {
      simulated.node.onReachedEarlier(simulated.knownContacts.reachedAt());
    }
  }
}
