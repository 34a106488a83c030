package io.mcc.engine.operation;

import io.mcc.codec.Contact;
import io.mcc.codec.Id;
import io.mcc.codec.Ping;
import io.mcc.codec.Pong;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.FailureCode;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.counter.LatencyKind;
import io.mcc.engine.dht.Lookup;
import io.mcc.engine.session.Session;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Sends a PING to a node: to one that is known at once, to another after a lookup of its id. Made
 * for one command; owned by the loop.
 */
public final class PingPeer extends Operation {
  private enum State {
    /** The peer isn't known: its id is being looked up. */
    LOOKING_UP,
    /** A PING is under way. */
    PINGING
  }

  private static final int ATTEMPT_COUNT_MAX = 3;

  private final Ping ping = new Ping();
  private final Contact peer = new Contact();
  private final Id id;
  private State state = State.LOOKING_UP;
  private boolean isLookedUp;
  private int attemptCount;
  private long sentNs;

  public PingPeer(Command.PingPeer command) {
    super(command.explain());
    id = Id.parse(command.node());
  }

  @Override
  protected LatencyKind latencyKind() {
    return LatencyKind.PING;
  }

  @Override
  protected void start() {
    peer.id.set(id);
    if (id.equals(dht().table().ownId())) {
      end(new Outcome.Pong(id.text(), 0, trace()));
    } else if (dht().table().find(id, peer) || isInSession()) {
      ping();
    } else {
      lookUp();
    }
  }

  private boolean isInSession() {
    Session session = session(id);
    if (session == null) {
      return false;
    }
    (session.endpoint().isIpv4() ? peer.ipv4 : peer.ipv6).set(session.endpoint());
    return true;
  }

  private void lookUp() {
    isLookedUp = true;
    state = State.LOOKING_UP;
    if (!startLookup(id)) {
      end(Outcome.Failed.of(FailureCode.BUSY, "as many lookups are under way as may"));
    }
  }

  @Override
  protected void onLookup(Lookup lookup) {
    if (lookup.closestCount() > 0) {
      lookup.closest(0, peer);
    }
    if (lookup.closestCount() > 0 && peer.id.equals(id)) {
      attemptCount = 0;
      ping();
    } else if (attemptCount > 0 || lookup.isTargetKnown()) {
      fail(FailureCode.NO_ANSWER, "the node is known but doesn't answer");
    } else {
      fail(FailureCode.NOT_FOUND, "no node with this id was found");
    }
  }

  private void ping() {
    state = State.PINGING;
    attemptCount++;
    sentNs = nowNs();
    if (!sender().claimRequest(Ping.TYPE, peer)) {
      traceUnsent(peer, "PING");
      fail(FailureCode.BUSY, "the PING could not be sent: too much is under way");
      return;
    }
    ping.wrap(sender().buffer(), sender().bodyOffset()).requestId(sender().requestId());
    commit(Ping.LENGTH, peer, "PING", attemptCount);
  }

  @Override
  protected void onReply(
      int tag, Session session, int type, DirectBuffer buffer, int offset, int length) {
    if (type == Pong.TYPE) {
      end(new Outcome.Pong(id.text(), nowNs() - sentNs, trace()));
    } else {
      fail(FailureCode.NO_ANSWER, "the node refused to answer");
    }
  }

  @Override
  protected void onSilence(int tag) {
    if (attemptCount < ATTEMPT_COUNT_MAX) {
      ping();
    } else if (!isLookedUp) {
      // It may have moved to another address.
      lookUp();
    } else {
      fail(FailureCode.NO_ANSWER, "the node is known but doesn't answer");
    }
  }

  @Override
  protected void onDeadline() {
    if (state == State.LOOKING_UP && attemptCount == 0) {
      fail(FailureCode.NOT_FOUND, "no node with this id was found in time");
    } else {
      fail(FailureCode.NO_ANSWER, "the node is known but didn't answer in time");
    }
  }

  private void fail(FailureCode code, String detail) {
    List<String> tried = attemptCount == 0 ? List.of() : List.of(id.text());
    end(new Outcome.Failed(code, detail, tried, trace()));
  }
}
