package io.mcc.engine;

import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.engine.base.AddressBlock;
import io.mcc.engine.base.EventKind;
import io.mcc.engine.base.EventReason;
import io.mcc.engine.control.TimedSink;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events as lines of the log, each at its level and by a logger of its kind, so that a host
 * can choose. Relay thread only.
 */
class EventLog implements TimedSink {
  static final Logger NODE = LoggerFactory.getLogger("io.mcc.engine.Node");
  static final Logger PEERS = LoggerFactory.getLogger("io.mcc.engine.Peers");
  static final Logger SESSIONS = LoggerFactory.getLogger("io.mcc.engine.Sessions");
  static final Logger LOOKUPS = LoggerFactory.getLogger("io.mcc.engine.Lookups");
  static final Logger MESSAGES = LoggerFactory.getLogger("io.mcc.engine.Messages");

  /** What the levels of the log let through now. */
  Set<EventKind> kinds() {
    Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
    if (NODE.isWarnEnabled()) {
      kinds.add(EventKind.NODE);
    }
    if (PEERS.isDebugEnabled()) {
      kinds.add(EventKind.PEER);
    }
    if (SESSIONS.isDebugEnabled()) {
      kinds.add(EventKind.SESSION);
    }
    if (LOOKUPS.isDebugEnabled()) {
      kinds.add(EventKind.LOOKUP);
    }
    if (MESSAGES.isTraceEnabled()) {
      kinds.add(EventKind.MESSAGE);
    }
    return kinds;
  }

  /** Events didn't find their way here. */
  void sayDropped(long count) {
    NODE.warn("{} events aren't in the log: they came faster than they could be written", count);
  }

  @Override
  public void nodeJoined(Id peer, String label, Endpoint endpoint, long afterMs, boolean isAgain) {
    NODE.info(
        "joined the network{} by {} at {}, {} after {}",
        isAgain ? " again" : "",
        name(peer, label),
        endpoint,
        DurationText.of(afterMs),
        isAgain ? "it was alone" : "the start");
  }

  @Override
  public void nodeAlone(Id peer, String label, EventReason reason) {
    NODE.info("lost the last peer, {}: {}", name(peer, label), reason.phrase());
  }

  @Override
  public void nodeMoved(Endpoint before, Endpoint now) {
    if (before.isSet()) {
      NODE.info("is seen at {} now, before at {}", now, before);
    } else {
      NODE.info("is seen at {}", now);
    }
  }

  @Override
  public void nodeDoubled(Endpoint where) {
    NODE.warn(
        "another node runs under this node's id, as seen at {}: was its data folder copied? Stop one"
            + " of the two, and let it start with a folder of its own",
        where);
  }

  @Override
  public void nodeCrowded(Endpoint neighbour) {
    NODE.info(
        "not every node beside this one finds a place in its table, {} for one: at most ten of a"
            + " prefix do; where the addresses are your own, give -own-prefix {}",
        neighbour,
        AddressBlock.prefixOf(neighbour));
  }

  @Override
  public void nodeWritable(boolean isWritable) {
    if (isWritable) {
      NODE.info("takes writes again");
    } else {
      NODE.warn("takes no writes any more: the disk of the data folder is full, or has failed");
    }
  }

  @Override
  public void nodeStopping() {
    NODE.info("begins to stop: records are handed over, then peers are told");
  }

  @Override
  public void nodeStopped(boolean isCutShort) {
    if (isCutShort) {
      NODE.info("has left the network; there was no time to offer every record to other nodes");
    } else {
      NODE.info("has left the network");
    }
  }

  @Override
  public void sendsFailing(Endpoint target, String reason) {
    NODE.warn("can't send to {}: {}; further failures are counted (send_errors)", target, reason);
  }

  @Override
  public void sendsResumed(long failedCount) {
    NODE.info("sends go through again, after {} that failed", failedCount);
  }

  @Override
  public void sessionOpened(Id peer, String label, Endpoint endpoint, boolean isDialled) {
    String by = isDialled ? "this node" : "the peer";
    SESSIONS.debug("opened with {} at {}, dialled by {}", name(peer, label), endpoint, by);
  }

  @Override
  public void sessionEnded(Id peer, String label, Endpoint endpoint, EventReason reason) {
    SESSIONS.debug("ended with {} at {}: {}", name(peer, label), endpoint, reason.phrase());
  }

  @Override
  public void certificatesRefused(String reason, long count) {
    NODE.warn(
        "refused {} of peers: the certificate {}",
        count == 1 ? "a certificate" : count + " certificates",
        reason);
  }

  @Override
  public void peerUp(Id peer, String label, Endpoint endpoint) {
    PEERS.debug("took {} at {} into the table", name(peer, label), endpoint);
  }

  @Override
  public void peerDown(Id peer, String label, EventReason reason) {
    PEERS.debug("dropped {} from the table: {}", name(peer, label), reason.phrase());
  }

  @Override
  public void peerMoved(Id peer, String label, Endpoint endpoint) {
    PEERS.debug("{} is at {} now", name(peer, label), endpoint);
  }

  @Override
  public void peerRefused(Id peer, String label, Endpoint endpoint, EventReason reason) {
    PEERS.debug("refused {} at {}: {}", name(peer, label), endpoint, reason.phrase());
  }

  @Override
  public void handshakeFailed(Endpoint endpoint, EventReason reason) {
    SESSIONS.debug("handshake with {} failed: {}", endpoint, reason.phrase());
  }

  @Override
  public void lookupBegun(Id target, EventReason purpose) {
    LOOKUPS.debug("begun: {}, {}", target, purpose.phrase());
  }

  @Override
  public void lookupEnded(Id target, int requestCount, int foundCount, boolean isExhausted) {
    LOOKUPS.debug(
        "ended: {}, {} requests, {} nodes found{}",
        target,
        requestCount,
        foundCount,
        isExhausted ? ", at a limit before all of them had answered" : "");
  }

  @Override
  public void messageReceived(Id peer, String label, int type, int length) {
    MESSAGES.trace("in  {}, {} bytes, of {}", MessageNames.frame(type), length, name(peer, label));
  }

  @Override
  public void messageSent(Id peer, String label, int type, int length) {
    MESSAGES.trace("out {}, {} bytes, to {}", MessageNames.frame(type), length, name(peer, label));
  }

  @Override
  public void handshakeReceived(Endpoint source, int type, int length) {
    MESSAGES.trace("in  {}, {} bytes, of {}", MessageNames.handshake(type), length, source);
  }

  @Override
  public void handshakeSent(Endpoint target, int type, int length) {
    MESSAGES.trace("out {}, {} bytes, to {}", MessageNames.handshake(type), length, target);
  }

  private static String name(Id peer, String label) {
    return label.isEmpty() ? peer.text() : label + " (" + peer.text() + ")";
  }
}
