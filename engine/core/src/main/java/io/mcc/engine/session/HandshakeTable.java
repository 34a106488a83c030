package io.mcc.engine.session;

import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.engine.base.Limit;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.RandomSource;
import io.mcc.engine.base.Timers;
import io.mcc.engine.session.Handshake.State;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.collections.Object2ObjectHashMap;

/**
 * The handshakes under way: by connection id, by the address dialled, and by the ephemeral key of
 * who dialled us. Bounded. Owned by the loop.
 */
final class HandshakeTable {
  /** So many are kept when none is under way: a node at rest replaces one key at a time. */
  private static final int KEPT_COUNT = 1;

  private final List<Handshake> slots = new ArrayList<>();
  private final IntArrayList freeSlots = new IntArrayList();
  private final Long2ObjectHashMap<Handshake> byConnectionId = new Long2ObjectHashMap<>();
  private final Object2ObjectHashMap<Endpoint, Handshake> byDialled = new Object2ObjectHashMap<>();
  private final Object2ObjectHashMap<Id, Handshake> byEphemeral = new Object2ObjectHashMap<>();
  private final NoiseWorkspace workspace;
  private final Timers timers;
  private final RandomSource random;
  private final Limits limits;
  private int generation;

  HandshakeTable(NoiseWorkspace workspace, Timers timers, RandomSource random, Limits limits) {
    this.workspace = workspace;
    this.timers = timers;
    this.random = random;
    this.limits = limits;
  }

  /** Whether no more may be begun by others; what this node begins has its own room. */
  boolean isFullForResponder() {
    return byEphemeral.size() >= limits.count(Limit.HANDSHAKES);
  }

  /** Whether this node may begin no more. */
  boolean isFullForInitiator() {
    return byDialled.size() >= limits.count(Limit.HANDSHAKES);
  }

  int count() {
    return byConnectionId.size();
  }

  /** How many of them others began. */
  int answeredCount() {
    return byEphemeral.size();
  }

  /** The handshake that has waited the longest for its HS3, or null. */
  Handshake oldestAnswered() {
    Handshake oldest = null;
    for (Handshake handshake : slots) {
      if (handshake.state == State.ANSWERED
          && handshake.rekeyed == null
          && (oldest == null || handshake.startedNs < oldest.startedNs)) {
        oldest = handshake;
      }
    }
    return oldest;
  }

  /** Opens a handshake that this node begins; the caller has seen that there is room. */
  Handshake openAsInitiator(Endpoint endpoint) {
    Handshake handshake = open(endpoint, State.HELLO_SENT);
    byDialled.put(handshake.endpoint, handshake);
    reportUse();
    return handshake;
  }

  /** Opens a handshake that another node began; the caller has seen that there is room. */
  Handshake openAsResponder(Endpoint endpoint, Id ephemeral, boolean validated) {
    Handshake handshake = open(endpoint, State.ANSWERED);
    handshake.validated = validated;
    handshake.ephemeral.set(ephemeral);
    byEphemeral.put(handshake.ephemeral, handshake);
    reportUse();
    return handshake;
  }

  private Handshake open(Endpoint endpoint, State state) {
    Handshake handshake = claim();
    handshake.state = state;
    handshake.endpoint.set(endpoint);
    handshake.localAddress = 0;
    handshake.connectionId = random.nextLong();
    handshake.repeatCount = 0;
    handshake.refusedCount = 0;
    handshake.bidden = false;
    handshake.once = false;
    handshake.retried = false;
    byConnectionId.put(handshake.connectionId, handshake);
    return handshake;
  }

  /** The limit holds for either side by itself. */
  private void reportUse() {
    limits.used(Limit.HANDSHAKES, Math.max(byDialled.size(), byEphemeral.size()));
  }

  private Handshake claim() {
    if (!freeSlots.isEmpty()) {
      return slots.get(freeSlots.removeAt(freeSlots.size() - 1));
    }
    Handshake handshake = new Handshake(slots.size(), workspace, limits);
    handshake.generation = generation++;
    slots.add(handshake);
    return handshake;
  }

  /**
   * Opens a handshake inside a session. No datagram finds it: what belongs to it comes as frames of
   * that session, which is why their number is bounded by that of the sessions.
   */
  Handshake openInside(Session session, State state) {
    Handshake handshake = claim();
    handshake.rekeyed = session;
    restart(handshake, state);
    session.rekey = handshake;
    return handshake;
  }

  /** Begins a handshake inside a session anew; what waits for it goes on waiting. */
  void restart(Handshake handshake, State state) {
    handshake.noise.wipe();
    handshake.generation = generation++;
    handshake.state = state;
    handshake.connectionId = random.nextLong();
    handshake.repeatCount = 0;
    handshake.refusedCount = 0;
  }

  /** Ends a handshake, whatever became of it. */
  void close(Handshake handshake) {
    if (handshake.rekeyed == null) {
      forget(handshake);
    } else {
      handshake.rekeyed.rekey = null;
      handshake.rekeyed = null;
    }
    timers.cancel(handshake.timer);
    handshake.timer = Timers.NONE;
    handshake.noise.wipe();
    handshake.session = null;
    handshake.state = State.FREE;
    handshake.generation = generation++;
    freeSlots.addInt(handshake.slot);
    shrink();
    reportUse();
  }

  private void shrink() {
    if (freeSlots.size() == slots.size() && slots.size() > KEPT_COUNT) {
      freeSlots.clear();
      while (slots.size() > KEPT_COUNT) {
        workspace.takeBackState(slots.remove(slots.size() - 1).noiseState);
      }
      for (int slot = KEPT_COUNT - 1; slot >= 0; slot--) {
        freeSlots.addInt(slot);
      }
    }
  }

  private void forget(Handshake handshake) {
    byConnectionId.remove(handshake.connectionId);
    if (handshake.isInitiator()) {
      byDialled.remove(handshake.endpoint);
    } else {
      byEphemeral.remove(handshake.ephemeral);
    }
  }

  /** The handshake of one of our connection ids, or null. */
  Handshake find(long connectionId) {
    return byConnectionId.get(connectionId);
  }

  /** The handshake that dials an address, or null. */
  Handshake findDialled(Endpoint endpoint) {
    return byDialled.get(endpoint);
  }

  /** Whether an address of a prefix is being dialled. */
  boolean isDialling(long prefix) {
    for (Endpoint endpoint : byDialled.keySet()) {
      if (endpoint.prefix() == prefix) {
        return true;
      }
    }
    return false;
  }

  /** Whether this node is on both sides of a handshake that it began. */
  boolean hasOtherSide(Handshake begun) {
    for (Handshake handshake : byEphemeral.values()) {
      if (handshake.remoteConnectionId == begun.connectionId) {
        return true;
      }
    }
    return false;
  }

  /** The handshake that an initiator's ephemeral key began, or null. */
  Handshake findAnswered(Id ephemeral) {
    return byEphemeral.get(ephemeral);
  }

  /** The handshake of a timer's slot. */
  Handshake at(int slot) {
    return slots.get(slot);
  }

  /** The handshake that a verification's ticket names, or null where it is over. */
  Handshake findByTicket(long ticket) {
    int slot = (int) ticket;
    boolean known = slot < slots.size() && slots.get(slot).ticket() == ticket;
    return known ? slots.get(slot) : null;
  }
}
