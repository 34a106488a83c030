package io.mcc.engine.session;

import static io.mcc.engine.base.Outbox.FULL;

import io.mcc.codec.Contact;
import io.mcc.codec.ErrorCode;
import io.mcc.codec.FrameHeader;
import io.mcc.codec.Id;
import io.mcc.codec.Refused;
import io.mcc.codec.SealedHeader;
import io.mcc.engine.base.MemoryArena;
import io.mcc.engine.base.Outbox;
import io.mcc.engine.base.Time;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.session.Session.State;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The way out for frames: claim one, write its body, commit. A frame on an open session is written
 * where it is sealed and sent from; one to a peer without a session waits, bounded, for the
 * handshake that it sets off. One claim at a time. Owned by the loop.
 */
public final class Sender {
  /** How long a request waits for its session and its reply together. */
  private static final long OPENING_TIMEOUT_NS = 3_000_000_000L;

  /** The same where the peer has just fallen silent: more likely it is gone than far away. */
  private static final long REOPENING_TIMEOUT_NS = 1_000_000_000L;

  private static final int BODY_OFFSET = SealedHeader.LENGTH + FrameHeader.LENGTH;

  private final FrameHeader frame = new FrameHeader();
  private final Refused refused = new Refused();
  private final UnsafeBuffer waiting;
  private final Outbox outbox;
  private final Time time;
  private final RequestTable requests;
  private final SessionTable sessions;
  private final Dialling dialling;
  private final Sealer sealer;
  private final Rekeying rekeying;
  private final Counters counters;

  /** The claim: the session it goes out on, or null where there is none yet. */
  private Session session;

  /** What the claimed request waits for, be it a session or a session's next key; or null. */
  private Handshake handshake;

  private long waitNs;
  private final Id peerId = new Id();
  private MutableDirectBuffer buffer;
  private int bodyOffset;
  private int frameType;
  private int requestSlot = RequestTable.NONE;

  Sender(
      Outbox outbox,
      MemoryArena scratch,
      Time time,
      RequestTable requests,
      SessionTable sessions,
      Dialling dialling,
      Sealer sealer,
      Rekeying rekeying,
      Counters counters) {
    this.outbox = outbox;
    waiting = scratch.claim(FrameHeader.LENGTH + FrameHeader.PAYLOAD_LENGTH_MAX);
    this.time = time;
    this.requests = requests;
    this.sessions = sessions;
    this.dialling = dialling;
    this.sealer = sealer;
    this.rekeying = rekeying;
    this.counters = counters;
  }

  /**
   * Claims a frame for a request. Where there is no session with the contact that answers, one is
   * opened; the frame waits for it.
   *
   * @param contact whom to ask; an id that is all zero asks whoever is at the address
   * @return false where it can't be sent now: a table, queue or the outbox is full, no address fits
   *     our sockets, or it is this node itself. No end will be reported then.
   */
  public boolean claimRequest(int frameType, Contact contact) {
    return claimRequest(frameType, contact, false);
  }

  /**
   * Claims a frame for a request.
   *
   * @param isAnew whether a session is opened though there is one, in which requests may get lost
   *     because the peer has started anew
   * @return as {@link #claimRequest(int, Contact)}
   */
  public boolean claimRequest(int frameType, Contact contact, boolean isAnew) {
    return claimRequest(frameType, contact, isAnew, false);
  }

  /**
   * Claims a frame for a request to a contact that is most likely gone: it is dialled by a single
   * HS1, whatever sessions there are.
   *
   * @return as {@link #claimRequest(int, Contact)}
   */
  public boolean claimRequestOnce(int frameType, Contact contact) {
    return claimRequest(frameType, contact, true, true);
  }

  private boolean claimRequest(int frameType, Contact contact, boolean isAnew, boolean isOnce) {
    requestSlot = requests.claim();
    if (requestSlot == RequestTable.NONE || !claimWay(contact, isAnew, isOnce)) {
      counters.increment(EngineCounter.REQUESTS_UNSENT);
      cancel();
      return false;
    }
    this.frameType = frameType;
    return true;
  }

  private boolean claimWay(Contact contact, boolean isAnew, boolean isOnce) {
    peerId.set(contact.id);
    session = contact.id.isZero() ? null : sessions.find(contact.id);
    if (session != null && session.isUsable() && !isAnew) {
      if (!session.key.isWorn(time.nowNs())) {
        return claimOutbox();
      }
      if (rekeying.mayStillHelp(session)) {
        waitNs = REOPENING_TIMEOUT_NS + session.patienceNs();
        return claimWaiting(rekeying.underWay(session));
      }
    }
    Session stale = session;
    session = null;
    waitNs = stale == null || isOnce ? OPENING_TIMEOUT_NS : REOPENING_TIMEOUT_NS;
    return claimWaiting(dialling.dial(contact, stale, isOnce));
  }

  private boolean claimWaiting(Handshake handshake) {
    this.handshake = handshake;
    buffer = waiting;
    bodyOffset = FrameHeader.LENGTH;
    return handshake != null && !handshake.queue.isFull();
  }

  private boolean claimOutbox() {
    int offset = outbox.claim();
    buffer = outbox.buffer();
    bodyOffset = offset + BODY_OFFSET;
    return offset != FULL;
  }

  /** Where the claimed frame's body is to be written. */
  public MutableDirectBuffer buffer() {
    return buffer;
  }

  /** Where the body begins in {@link #buffer}. */
  public int bodyOffset() {
    return bodyOffset;
  }

  /** Bytes that the body may take. */
  public int bodyCapacity() {
    return FrameHeader.PAYLOAD_LENGTH_MAX;
  }

  /** The id that the claimed request must carry. */
  public int requestId() {
    return requests.requestId(requestSlot);
  }

  /**
   * Sends the claimed request, or leaves it waiting for its session. Its end will be reported to
   * the owner once.
   */
  public void commitRequest(int bodyLength, RequestOwner owner, int ownerSlot, int ownerTag) {
    counters.increment(EngineCounter.REQUESTS_SENT);
    int slot = requestSlot;
    requestSlot = RequestTable.NONE;
    requests.begin(slot, peerId, session, owner, ownerSlot, ownerTag);
    if (handshake != null) {
      frame.wrap(waiting, 0).type(frameType).payloadLength(bodyLength);
      handshake.queue.add(requests.requestId(slot), waiting, FrameHeader.LENGTH + bodyLength);
      requests.patience(slot, waitNs);
      if (handshake.rekeyed == null) {
        requests.onDialled(slot, handshake.endpoint);
      }
    } else {
      requests.patience(slot, session.patienceNs());
      sealClaimed(bodyLength);
    }
    forgetClaim();
  }

  /** Gives a claimed request or reply back unsent. */
  public void cancel() {
    if (requestSlot != RequestTable.NONE) {
      requests.giveBack(requestSlot);
    }
    forgetClaim();
  }

  private void forgetClaim() {
    requestSlot = RequestTable.NONE;
    session = null;
    handshake = null;
    buffer = null;
  }

  /**
   * Claims a frame that answers, or tells something, on a session.
   *
   * @return false where the outbox is full, or the session can't carry it any more; counted
   */
  public boolean claimReply(Session session, int frameType) {
    this.session = session;
    this.frameType = frameType;
    boolean carried =
        session.state != State.CLOSED
            && (FrameHeader.isControl(frameType) || !session.key.isWorn(time.nowNs()));
    if (carried && claimOutbox()) {
      return true;
    }
    counters.increment(EngineCounter.REPLIES_UNSENT);
    forgetClaim();
    return false;
  }

  /** Sends the claimed reply. */
  public void commitReply(int bodyLength) {
    sealClaimed(bodyLength);
    forgetClaim();
  }

  /**
   * Sends an empty packet to a peer that repeats HS3 until it gets a sealed one, if it has had none
   * and there is such a peer.
   */
  public void confirm(Session session) {
    if (session != null && session.confirmationOwed && claimReply(session, FrameHeader.PADDING)) {
      commitReply(0);
    }
  }

  /** Sends every peer an empty packet, as far as the outbox has room: it shows where we are. */
  public void showAddress() {
    for (int slot = 0; slot < sessions.slotCount(); slot++) {
      Session session = sessions.at(slot);
      if (session != null
          && session.state == State.ESTABLISHED
          && claimReply(session, FrameHeader.PADDING)) {
        commitReply(0);
      }
    }
  }

  /** Refuses a request. */
  public void refuse(Session session, int requestId, ErrorCode code) {
    if (claimReply(session, Refused.TYPE)) {
      refused.wrap(buffer, bodyOffset).requestId(requestId).code(code);
      commitReply(Refused.LENGTH);
    }
  }

  private void sealClaimed(int bodyLength) {
    int frameOffset = bodyOffset - FrameHeader.LENGTH;
    frame.wrap(buffer, frameOffset).type(frameType).payloadLength(bodyLength);
    int packetOffset = frameOffset - SealedHeader.LENGTH;
    sealer.seal(session, packetOffset, FrameHeader.LENGTH + bodyLength);
  }
}
