package io.mcc.engine.node;

import io.mcc.codec.Contact;
import io.mcc.codec.Datagram;
import io.mcc.codec.Endpoint;
import io.mcc.codec.SealedHeader;
import io.mcc.engine.base.EventKind;
import io.mcc.engine.base.Events;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.Rejection;
import io.mcc.engine.base.Time;
import io.mcc.engine.base.Timers;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.crypto.VerifiedCertificate;
import io.mcc.engine.dht.Dht;
import io.mcc.engine.operation.OperationPool;
import io.mcc.engine.record.RecordLoader;
import io.mcc.engine.record.Records;
import io.mcc.engine.session.Session;
import io.mcc.engine.session.Sessions;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * One node as a pure state machine: bytes, commands, results of helpers and two clock readings come
 * in; datagrams (in the outbox), outcomes and the next deadline go out. It knows no socket, file,
 * thread or clock. The shell, or the simulator, calls one method after the other and sends what is
 * in the outbox after each.
 */
public final class Node {
  private final Time time = new Time();
  private final Timers timers = new Timers();
  private final Limits limits;
  private final Counters counters;
  private final Sessions sessions;
  private final Dht dht;
  private final OperationPool operations;
  private final Records records;
  private final MessageDispatcher messages;
  private final CommandDispatcher commands;
  private final Events events;
  private final Standing standing;
  private boolean stopping;
  private boolean stopped;

  public Node(NodeConfiguration configuration, NodePorts ports) {
    limits = configuration.limits();
    counters = ports.counters();
    events = new Events(ports.events());
    sessions =
        new Sessions(
            configuration.identity(),
            ports.crypto(),
            configuration.families(),
            configuration.addresses(),
            ports.outbox(),
            time,
            timers,
            configuration.limits(),
            counters,
            events);
    dht =
        new Dht(
            configuration.identity().nodeId(),
            configuration.alpha(),
            configuration.addresses(),
            sessions,
            ports.crypto().random(),
            time,
            timers,
            configuration.limits(),
            counters,
            events);
    operations =
        new OperationPool(
            dht,
            sessions,
            timers,
            time,
            configuration.limits(),
            ports.outcomes(),
            ports.latencies());
    records =
        new Records(
            configuration.identity(),
            ports.crypto(),
            ports.recordStore(),
            ports.recordLog(),
            sessions,
            dht,
            operations,
            ports.outcomes(),
            time,
            timers,
            configuration.limits(),
            counters,
            configuration.expectsPeers());
    standing = new Standing(configuration, dht, records, ports, events);
    messages = new MessageDispatcher(sessions, dht, operations, records, counters, events);
    commands =
        new CommandDispatcher(
            configuration, time, sessions, dht, operations, records, ports.outcomes(), events);
  }

  /** Hands over a record of the log, in its order, before {@link #start}; length 0 removes. */
  public void onRecordLoaded(
      DirectBuffer storeKey, int storeKeyOffset, DirectBuffer record, int offset, int length) {
    records.loader().load(storeKey, storeKeyOffset, record, offset, length);
  }

  /**
   * The log has been handed over.
   *
   * @param lost whether entries are missing, now or since an earlier start
   * @param since whether this node has run since they were lost
   */
  public void onRecordsLoaded(boolean lost, boolean since) {
    records.loader().end(lost, since);
  }

  /** Who took in the records of the log, and knows what became of them. */
  public RecordLoader recordLoader() {
    return records.loader();
  }

  /** Whether entries were lost and peers have not made up for it yet. */
  public boolean isInDoubt() {
    return records.confirmation().isNeeded();
  }

  /** Records that are held back until peers have confirmed them. */
  public int doubtfulRecordCount() {
    return records.confirmation().doubtfulCount();
  }

  /**
   * Hands over a contact of an earlier life, before {@link #start}; the most useful first. Nobody
   * is told of it before it has answered.
   */
  public void onKnownContact(Contact contact) {
    dht.maintenance().onKnownContact(contact);
    records.onKnownContact();
  }

  /** A stranger reached this node in an earlier life: counts once peers see it there again. */
  public void onReachedEarlier(Outcome.ReachedAt earlier) {
    dht.watch().onReachedEarlier(earlier);
  }

  /** The clocks begin to run. */
  public void start(long nowNs, long epochMs) {
    time.advance(nowNs, epochMs);
    records.start();
    dht.maintenance().start();
    standing.report();
  }

  /**
   * A datagram came in. It is opened where it lies.
   *
   * @param source read and not kept
   * @param localAddress the shell's number of the address that was asked, to answer from; 0 is any
   */
  public void onDatagram(
      MutableDirectBuffer buffer,
      int offset,
      int length,
      Endpoint source,
      int localAddress,
      long nowNs,
      long epochMs) {
    time.advance(nowNs, epochMs);
    if (length == 0) {
      counters.increment(Rejection.TOO_SHORT.counter());
      return;
    }
    if (stopped) {
      // Who has been told not to wait must not find this node again while the shell closes.
      return;
    }
    switch (Datagram.form(buffer.getByte(offset))) {
      case Datagram.FORM_SEALED -> onSealed(buffer, offset, length, source, localAddress);
      case Datagram.FORM_HANDSHAKE ->
          sessions.onHandshake(buffer, offset, length, source, localAddress);
      default -> counters.increment(Rejection.FORM_UNKNOWN.counter());
    }
    settle();
  }

  private void onSealed(
      MutableDirectBuffer buffer, int offset, int length, Endpoint source, int localAddress) {
    Session session = sessions.open(buffer, offset, length, source, localAddress);
    if (session != null) {
      int end = offset + length - SealedHeader.TAG_LENGTH;
      messages.onFrames(session, buffer, offset + SealedHeader.LENGTH, end);
    }
  }

  /** A command came in; its outcome is left exactly once, now or later. */
  public void onCommand(long commandId, Command command, long nowNs, long epochMs) {
    time.advance(nowNs, epochMs);
    commands.onCommand(commandId, command);
    settle();
    standing.report();
  }

  /** A deadline may have come: everything that is due is done. */
  public void onDeadline(long nowNs, long epochMs) {
    time.advance(nowNs, epochMs);
    for (int timer = timers.pollDue(nowNs); timer != Timers.NONE; timer = timers.pollDue(nowNs)) {
      fire(timer);
      settle();
    }
    standing.report();
  }

  private void fire(int timer) {
    int slot = timers.slot(timer);
    switch (timers.kind(timer)) {
      case HANDSHAKE -> sessions.onHandshakeDeadline(slot);
      case SESSION -> sessions.onSessionDeadline(slot);
      case PATH -> sessions.onPathDeadline(slot);
      case REQUEST -> sessions.requests().onDeadline(slot);
      case LOOKUP -> dht.lookups().onDeadline(slot);
      case TABLE -> dht.maintenance().onDeadline();
      case OPERATION -> operations.onDeadline(slot);
      case RECORD_EXPIRY -> records.expiry().onDeadline();
      case RECORD_REPLICATION -> records.replication().onDeadline();
      case RECORD_CONFIRMATION -> records.confirmation().onDeadline();
      case RECORD_HANDOVER -> records.handover().onDeadline();
      default -> throw new IllegalStateException("timer " + timers.kind(timer));
    }
  }

  /** Whether a peer has answered and a lookup of the own id went through; it stays so. */
  public boolean joined() {
    return dht.maintenance().joined();
  }

  /** When {@link #onDeadline} wants to be called next; {@link Timers#NEVER} without a reason. */
  public long nextDeadlineNs() {
    return timers.nextDeadlineNs();
  }

  /** A certificate's verification has ended; null where it was refused. */
  public void onVerified(long ticket, VerifiedCertificate certificate, long nowNs, long epochMs) {
    time.advance(nowNs, epochMs);
    Session dialled = sessions.onVerified(ticket, certificate);
    settle();
    if (dialled != null) {
      messages.onFirstFrames(dialled);
      settle();
    }
  }

  /** The log has committed everything up to a ticket. */
  public void onCommitted(long ticket, long nowNs, long epochMs) {
    time.advance(nowNs, epochMs);
    records.keeper().onCommitted(ticket);
    settle();
    standing.report();
  }

  /** The disk was full for everything up to a ticket that isn't committed. */
  public void onNoSpace(long ticket, long nowNs, long epochMs) {
    time.advance(nowNs, epochMs);
    records.keeper().onNoSpace(ticket);
    settle();
    standing.report();
  }

  /** The log has failed for good for everything up to a ticket that isn't committed. */
  public void onLogFailed(long ticket, long nowNs, long epochMs) {
    time.advance(nowNs, epochMs);
    records.keeper().onFailed(ticket);
    settle();
    standing.report();
  }

  /** A bootnode's name was resolved to this address. */
  public void onBootEndpoint(Endpoint endpoint, long nowNs, long epochMs) {
    time.advance(nowNs, epochMs);
    dht.maintenance().onBootEndpoint(endpoint);
    settle();
  }

  /**
   * Begins to stop in order: records are handed over, then the peers are told. Until {@link
   * #stopped} the node wants its inputs and deadlines as before.
   */
  public void beginStop(long nowNs, long epochMs) {
    time.advance(nowNs, epochMs);
    stopping = true;
    events.of(EventKind.NODE).nodeStopping();
    records.beginStop();
    settle();
  }

  /** A look at what goes on inside, for as long as the node lives. */
  public NodeView view() {
    return new NodeView(limits, counters, dht, sessions.requests());
  }

  /** What reads ahead for inputs to come, for as long as the node lives. */
  public Foresight foresight() {
    return new Foresight(limits, counters, time, timers, dht, sessions, records);
  }

  /** What the node tells of itself: the shell tells its own by the same way. */
  public Events events() {
    return events;
  }

  /** Whether the stop that was begun has ended: nothing is left but to send what is to be sent. */
  public boolean stopped() {
    return stopped;
  }

  /**
   * Stops without a handover, or ends one: tells the peers, once. Nothing else may be called
   * afterwards.
   */
  public void stop(long nowNs, long epochMs) {
    time.advance(nowNs, epochMs);
    sayGoodbye();
  }

  private void settle() {
    messages.settle();
    dht.company().watch();
    if (stopping && records.handover().isOver()) {
      sayGoodbye();
    }
  }

  private void sayGoodbye() {
    if (!stopped) {
      stopped = true;
      sessions.closeAll();
      events.of(EventKind.NODE).nodeStopped(records.handover().isCutShort());
    }
  }
}
