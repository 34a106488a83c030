package io.mcc.engine.session;

import io.mcc.codec.Endpoint;
import io.mcc.codec.HandshakeDatagram;
import io.mcc.codec.HandshakeHello;
import io.mcc.codec.HandshakeProof;
import io.mcc.codec.Id;
import io.mcc.engine.base.EventKind;
import io.mcc.engine.base.EventReason;
import io.mcc.engine.base.Events;
import io.mcc.engine.base.Rejection;
import io.mcc.engine.base.Time;
import io.mcc.engine.base.TimerKind;
import io.mcc.engine.base.Timers;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.crypto.CertificateVerifier;
import io.mcc.engine.crypto.Signatures;
import io.mcc.engine.session.Handshake.State;

/**
 * What becomes of a handshake datagram whose mac1 is right, and of a handshake's deadline. The
 * states are {@link State}'s; each method is one transition. Owned by the loop.
 */
final class HandshakeProtocol {
  private static final int REPEAT_COUNT_MAX = 3;

  /** Three HS1 are three times as long as the DialBack that named the address. */
  private static final int REPEAT_COUNT_BIDDEN_MAX = 2;

  /**
   * Refused messages that a handshake bears. Who sees it on the wire can send wrong ones with a
   * right mac1, each for the price of curve work; this bounds the price, and no single one ends it.
   */
  private static final int REFUSED_COUNT_MAX = 8;

  /**
   * Half-open handshakes beyond which strangers must prove their address. As many as 24 nodes of a
   * local network that start at once, and then some.
   */
  private static final int UNPROVEN_COUNT_MAX = 32;

  private static final long LAST_WAIT_NS = 1_000_000_000L;
  private static final long HALF_OPEN_NS = 5_000_000_000L;

  private final HandshakeTable handshakes;
  private final HandshakeMessages messages;
  private final HandshakeGate gate;
  private final CurveBudget budget;
  private final RetryTokens tokens;
  private final CertificateVerifier verifier;
  private final RequestTable requests;
  private final SessionTable sessions;
  private final Time time;
  private final Timers timers;
  private final Counters counters;
  private final Events events;
  private final Id ephemeral = new Id();

  /** The number of the own address that the datagram in hand was sent to: it is answered there. */
  private int localAddress;

  HandshakeProtocol(
      HandshakeTable handshakes,
      HandshakeMessages messages,
      HandshakeGate gate,
      CurveBudget budget,
      RetryTokens tokens,
      CertificateVerifier verifier,
      RequestTable requests,
      SessionTable sessions,
      Time time,
      Timers timers,
      Counters counters,
      Events events) {
    this.handshakes = handshakes;
    this.messages = messages;
    this.gate = gate;
    this.budget = budget;
    this.tokens = tokens;
    this.verifier = verifier;
    this.requests = requests;
    this.sessions = sessions;
    this.time = time;
    this.timers = timers;
    this.counters = counters;
    this.events = events;
  }

  /** Says to which of the node's own addresses the next datagram was sent. */
  void localAddress(int localAddress) {
    this.localAddress = localAddress;
  }

  /**
   * HS1: answered with HS2, the same one again where it came before; under load, or where its
   * address has begun too many, with RETRY, unless it brings a token.
   */
  void onHello(HandshakeDatagram received, Endpoint source) {
    ephemeral.read(received.buffer(), received.messageOffset());
    Handshake known = handshakes.findAnswered(ephemeral);
    if (known != null) {
      onHelloAgain(known, source);
    } else if (tokens.isValid(received, source)) {
      onProvenHello(received, source);
    } else if (isUnderLoad() || !gate.mayEnter(source, false)) {
      retry(received, source);
    } else {
      answer(handshakes.openAsResponder(source, ephemeral, false), received);
    }
  }

  private boolean isUnderLoad() {
    return handshakes.answeredCount() > UNPROVEN_COUNT_MAX
        || handshakes.isFullForResponder()
        || budget.isSpent();
  }

  private void retry(HandshakeDatagram received, Endpoint source) {
    if (received.tokenLength() > 0) {
      reject(Rejection.TOKEN_WRONG);
    } else if (messages.transmitRetry(
        received, tokens.mint(received, source), source, localAddress)) {
      counters.increment(EngineCounter.RETRIES_SENT);
    } else {
      reject(Rejection.HANDSHAKE_INVALID);
    }
  }

  /** Its own limits come first: who is over them takes neither pace nor place from others. */
  private void onProvenHello(HandshakeDatagram received, Endpoint source) {
    if (!gate.mayEnter(source, true)) {
      reject(Rejection.HANDSHAKE_LIMIT);
    } else if (isUnderLoad() && !budget.takeAnswer()) {
      gate.left(source, true);
      reject(Rejection.HANDSHAKE_BUDGET);
    } else if (!makeRoom()) {
      gate.left(source, true);
      reject(Rejection.HANDSHAKE_LIMIT);
    } else {
      answer(handshakes.openAsResponder(source, ephemeral, true), received);
    }
  }

  /**
   * Gives up who has let us wait the longest. At the budget's pace 1,024 places change hands in 0.8
   * s: an honest initiator is back before its turn comes.
   */
  private boolean makeRoom() {
    if (handshakes.isFullForResponder()) {
      Handshake oldest = handshakes.oldestAnswered();
      if (oldest == null) {
        return false;
      }
      reject(Rejection.HANDSHAKE_LIMIT);
      fail(oldest);
    }
    return true;
  }

  private void onHelloAgain(Handshake handshake, Endpoint source) {
    if (handshake.state == State.ANSWERED && handshake.endpoint.equals(source)) {
      handshake.localAddress = localAddress;
      messages.transmit(handshake);
    } else {
      reject(Rejection.HANDSHAKE_UNEXPECTED);
    }
  }

  private void answer(Handshake handshake, HandshakeDatagram received) {
    handshake.startedNs = time.nowNs();
    handshake.localAddress = localAddress;
    HandshakeHello hello = messages.readHello(handshake, received);
    if (hello == null || !choose(handshake, hello) || !messages.writeAnswer(handshake)) {
      reject(Rejection.HANDSHAKE_INVALID);
      close(handshake);
      return;
    }
    messages.transmit(handshake);
    patience(handshake, HALF_OPEN_NS);
    counters.increment(EngineCounter.HANDSHAKES_ANSWERED);
  }

  private boolean choose(Handshake handshake, HandshakeHello hello) {
    int common = hello.aeads() & messages.aeads();
    handshake.aead = Integer.lowestOneBit(common);
    handshake.remoteConnectionId = hello.connectionId();
    return handshake.aead != 0 && hello.speaks(HandshakeHello.WIRE_VERSION);
  }

  /** HS2: the responder's certificate is given to verification. */
  void onAnswer(HandshakeDatagram received, Endpoint source) {
    Handshake handshake = awaiting(State.HELLO_SENT, received, source);
    if (handshake == null) {
      return;
    }
    HandshakeProof proof = messages.readProof(handshake, received);
    if (proof == null) {
      onRefused(handshake);
    } else if ((proof.aead() & messages.aeads()) == 0
        || Integer.bitCount(proof.aead()) != 1
        || proof.version() != HandshakeHello.WIRE_VERSION) {
      reject(Rejection.HANDSHAKE_INVALID);
      fail(handshake);
    } else {
      handshake.aead = proof.aead();
      handshake.remoteConnectionId = proof.connectionId();
      verify(handshake, proof, State.VERIFYING_RESPONDER);
    }
  }

  /** RETRY: the same HS1 goes out again with its token; once per attempt. */
  void onRetry(HandshakeDatagram received, Endpoint source) {
    Handshake handshake = awaiting(State.HELLO_SENT, received, source);
    if (handshake == null) {
      return;
    }
    if (handshake.retried || received.tokenLength() == 0) {
      reject(Rejection.HANDSHAKE_UNEXPECTED);
      return;
    }
    handshake.retried = true;
    handshake.once = false;
    handshake.repeatCount = 0;
    messages.addToken(handshake, received);
    messages.transmit(handshake);
    patience(handshake, Dialling.REPEAT_FIRST_NS);
    counters.increment(EngineCounter.RETRIES_RECEIVED);
  }

  /** HS3: the initiator's certificate is given to verification. */
  void onFinish(HandshakeDatagram received, Endpoint source) {
    Session session = sessions.findByConnectionId(received.connectionId());
    if (session != null) {
      onFinishAgain(session);
      return;
    }
    Handshake handshake = awaiting(State.ANSWERED, received, source);
    if (handshake == null) {
      return;
    }
    HandshakeProof proof = messages.readProof(handshake, received);
    if (proof == null) {
      onRefused(handshake);
    } else {
      messages.keepFrames(handshake);
      verify(handshake, proof, State.VERIFYING_INITIATOR);
    }
  }

  private void onRefused(Handshake handshake) {
    reject(Rejection.HANDSHAKE_INVALID);
    handshake.refusedCount++;
    if (handshake.refusedCount == REFUSED_COUNT_MAX) {
      fail(handshake);
    }
  }

  /** The confirmation was lost: it is owed once more. */
  private void onFinishAgain(Session session) {
    boolean fresh = time.nowNs() - session.establishedNs < HALF_OPEN_NS;
    session.confirmationOwed =
        fresh && !session.initiator && session.lastReceivedNs <= session.establishedNs;
    if (!session.confirmationOwed) {
      reject(Rejection.HANDSHAKE_UNEXPECTED);
    }
  }

  private Handshake awaiting(State state, HandshakeDatagram received, Endpoint source) {
    Handshake handshake = handshakes.find(received.connectionId());
    if (handshake != null && handshake.state == state && handshake.endpoint.equals(source)) {
      return handshake;
    }
    reject(Rejection.HANDSHAKE_UNEXPECTED);
    return null;
  }

  private void verify(Handshake handshake, HandshakeProof proof, State next) {
    handshake.localAddress = localAddress;
    handshake.bindingNotAfterMs = proof.notAfterMs();
    handshake.remoteCapabilities = proof.capabilities();
    handshake.bindingSignature.putBytes(
        0, proof.buffer(), proof.signatureOffset(), Signatures.SIGNATURE_LENGTH);
    handshake.state = next;
    patience(handshake, HALF_OPEN_NS);
    if (!verifier.submit(
        handshake.ticket(), proof.buffer(), proof.pathOffset(), proof.pathLength())) {
      reject(Rejection.VERIFIER_FULL);
      fail(handshake);
    }
  }

  void patience(Handshake handshake, long waitNs) {
    long deadlineNs = time.nowNs() + waitNs;
    handshake.timer =
        timers.restart(handshake.timer, deadlineNs, TimerKind.HANDSHAKE, handshake.slot);
  }

  /** A handshake's timer is due: a message is repeated, or it has failed. */
  void onDeadline(int slot) {
    Handshake handshake = handshakes.at(slot);
    handshake.timer = Timers.NONE;
    boolean repeats = handshake.state == State.HELLO_SENT || handshake.state == State.FINISH_SENT;
    int repeatCountMax = repeatCountMax(handshake);
    if (!repeats || handshake.repeatCount >= repeatCountMax) {
      fail(handshake);
      return;
    }
    handshake.repeatCount++;
    messages.transmit(handshake);
    boolean last = handshake.repeatCount == repeatCountMax;
    patience(handshake, last ? LAST_WAIT_NS : Dialling.REPEAT_FIRST_NS << handshake.repeatCount);
  }

  private static int repeatCountMax(Handshake handshake) {
    boolean unproven = handshake.state == State.HELLO_SENT;
    if (unproven && handshake.once) {
      return 0;
    }
    return unproven && handshake.bidden ? REPEAT_COUNT_BIDDEN_MAX : REPEAT_COUNT_MAX;
  }

  /** Ends a handshake that leads to nothing; what waited for it ends in silence. */
  void fail(Handshake handshake) {
    fail(handshake, EventReason.NO_ANSWER);
  }

  /** The same for a reason. */
  void fail(Handshake handshake, EventReason reason) {
    counters.increment(EngineCounter.HANDSHAKES_FAILED);
    events.of(EventKind.SESSION).handshakeFailed(handshake.endpoint, reason);
    if (handshake.session != null) {
      sessions.remove(handshake.session, reason);
    }
    handshake.queue.fail(requests);
    close(handshake);
  }

  /** Ends a handshake that is over. */
  void close(Handshake handshake) {
    if (!handshake.isInitiator()) {
      gate.left(handshake.endpoint, handshake.validated);
    }
    handshakes.close(handshake);
  }

  private void reject(Rejection rejection) {
    counters.increment(rejection.counter());
  }
}
