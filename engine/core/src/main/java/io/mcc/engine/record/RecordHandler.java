package io.mcc.engine.record;

import io.mcc.codec.Contact;
import io.mcc.codec.ErrorCode;
import io.mcc.codec.Id;
import io.mcc.codec.RecordAck;
import io.mcc.codec.RecordHeader;
import io.mcc.codec.RecordPut;
import io.mcc.engine.base.Time;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.record.RecordLog.Durability;
import io.mcc.engine.session.Sender;
import io.mcc.engine.session.Session;
import io.mcc.engine.session.SessionTable;
import org.agrona.DirectBuffer;

/**
 * Takes records that other nodes put: checks in the order of cost, pulls a value that didn't come
 * along, and acknowledges once the write is safe. Owned by the loop.
 */
public final class RecordHandler {
  private final Time time;
  private final Counters counters;
  private final RecordKeys keys;
  private final RecordPolicy policy;
  private final RecordAdmission admission;
  private final RecordKeeper keeper;
  private final RecordExpiry expiry;
  private final RecordPulls pulls;
  private final Sender sender;
  private final SessionTable sessions;
  private final RecordAck ack = new RecordAck();
  private final RecordSummary summary = new RecordSummary();
  private final Contact source = new Contact();

  RecordHandler(RecordParts parts, Sender sender, SessionTable sessions) {
    time = parts.time();
    counters = parts.counters();
    keys = parts.keys();
    policy = parts.policy();
    admission = parts.admission();
    keeper = parts.keeper();
    expiry = parts.expiry();
    pulls = parts.pulls();
    this.sender = sender;
    this.sessions = sessions;
  }

  /** A peer wants a record held here. */
  public void onPut(Session session, RecordPut put) {
    counters.increment(EngineCounter.RECORD_PUTS_RECEIVED);
    if (keeper.isClosed()) {
      refuse(session, put.requestId(), ErrorCode.OVERLOADED);
      return;
    }
    RecordHeader header = put.record();
    ErrorCode refusal = policy.checkHeader(header, time.epochMs(), keeper.latestEpochMs());
    if (refusal != null) {
      refuse(session, put.requestId(), refusal);
      return;
    }
    summary.read(header, keys);
    Judgement judgement = keeper.judge(summary);
    if (judgement == Judgement.LOWER) {
      admission.examineLower(session.peerId(), header, summary);
      acknowledge(session, put.requestId(), RecordAck.CURRENT_IS_NEWER);
    } else if (judgement == Judgement.SAME) {
      onSame(session, put.requestId());
    } else {
      onWanted(session, put, header);
    }
  }

  private void onSame(Session session, int requestId) {
    WriteWaiter waiter = claimWaiter(session.peerId(), requestId, RecordAck.REFRESHED);
    if (waiter == null) {
      refuse(session, requestId, ErrorCode.OVERLOADED);
    } else if (!keeper.await(summary, waiter)) {
      keeper.waiters().release(waiter);
      acknowledge(session, requestId, RecordAck.REFRESHED);
    }
  }

  private void onWanted(Session session, RecordPut put, RecordHeader header) {
    ErrorCode refusal = keeper.checkRoom(summary);
    if (refusal == null) {
      refusal = admission.check(session.peerId(), header, summary);
    }
    if (refusal == null) {
      refusal =
          put.inline()
              ? write(session.peerId(), put.requestId(), header, put.buffer(), put.recordOffset())
              : pull(session, put.requestId(), header);
    }
    if (refusal != null) {
      refuse(session, put.requestId(), refusal);
    }
  }

  private ErrorCode pull(Session session, int requestId, RecordHeader header) {
    RecordPull running = pulls.findPut(session.peerId(), summary);
    if (running != null) {
      running.requestId = requestId;
      return null;
    }
    addressOf(session, source);
    RecordPull pull = pulls.begin(source, header, summary);
    if (pull == null) {
      return ErrorCode.OVERLOADED;
    }
    pull.requestId = requestId;
    return null;
  }

  static void addressOf(Session session, Contact into) {
    into.clear().id.set(session.peerId());
    (session.endpoint().isIpv4() ? into.ipv4 : into.ipv6).set(session.endpoint());
  }

  private ErrorCode write(
      Id peer, int requestId, RecordHeader header, DirectBuffer record, int offset) {
    ErrorCode refusal = policy.checkValue(header, record, offset + header.length());
    if (refusal != null) {
      return refusal;
    }
    int status = keeper.judge(summary) == Judgement.LONGER ? RecordAck.REFRESHED : RecordAck.STORED;
    WriteWaiter waiter = claimWaiter(peer, requestId, status);
    if (waiter == null) {
      return ErrorCode.OVERLOADED;
    }
    refusal = keeper.write(summary, record, offset, Durability.WRITTEN, waiter);
    if (refusal != null) {
      keeper.waiters().release(waiter);
      return refusal;
    }
    keeper.onReceived(summary, peer);
    counters.increment(EngineCounter.RECORDS_STORED);
    expiry.watch();
    return null;
  }

  private WriteWaiter claimWaiter(Id peer, int requestId, int status) {
    WriteWaiter waiter = keeper.waiters().claim();
    if (waiter != null) {
      waiter.peer.set(peer);
      waiter.requestId = requestId;
      waiter.status = status;
      waiter.sequence = summary.sequence;
    }
    return waiter;
  }

  /** The value of a record that a peer put has been pulled, or can't be. */
  void onPulled(RecordPull pull) {
    Session session = sessions.find(pull.source.id);
    if (session == null || pull.state == RecordPull.State.FAILED) {
      return;
    }
    summary.set(pull.summary);
    Judgement judgement = keeper.judge(summary);
    if (judgement == Judgement.LOWER) {
      acknowledge(session, pull.requestId, RecordAck.CURRENT_IS_NEWER);
    } else if (judgement == Judgement.SAME) {
      onSame(session, pull.requestId);
    } else {
      storePulled(session, pull);
    }
  }

  private void storePulled(Session session, RecordPull pull) {
    ErrorCode refusal = keeper.checkRoom(summary);
    if (refusal == null) {
      refusal = write(pull.source.id, pull.requestId, pull.header(), pull.bytes(), 0);
    }
    if (refusal != null) {
      refuse(session, pull.requestId, refusal);
    }
  }

  /** A write that a peer waits for has ended. */
  void onSettled(WriteWaiter waiter) {
    Session session = sessions.find(waiter.peer);
    if (session == null) {
      return;
    }
    if (waiter.failure != null) {
      refuse(session, waiter.requestId, waiter.failure);
    } else if (sender.claimReply(session, RecordAck.TYPE)) {
      ack.wrap(sender.buffer(), sender.bodyOffset())
          .requestId(waiter.requestId)
          .status(waiter.status)
          .sequence(waiter.sequence);
      sender.commitReply(RecordAck.LENGTH);
    }
  }

  private void acknowledge(Session session, int requestId, int status) {
    if (sender.claimReply(session, RecordAck.TYPE)) {
      ack.wrap(sender.buffer(), sender.bodyOffset())
          .requestId(requestId)
          .status(status)
          .sequence(keeper.heldSequence(summary));
      sender.commitReply(RecordAck.LENGTH);
    }
  }

  private void refuse(Session session, int requestId, ErrorCode reason) {
    switch (reason) {
      case QUOTA_EXCEEDED, RATE_EXCEEDED -> counters.increment(EngineCounter.RECORDS_REFUSED_QUOTA);
      case NO_SPACE, OVERLOADED -> {}
      default -> counters.increment(EngineCounter.RECORDS_REFUSED_INVALID);
    }
    sender.refuse(session, requestId, reason);
  }
}
