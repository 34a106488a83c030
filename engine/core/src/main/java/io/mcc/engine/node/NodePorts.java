package io.mcc.engine.node;

import io.mcc.engine.base.EventSink;
import io.mcc.engine.base.Outbox;
import io.mcc.engine.command.Outcomes;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.LatencyRecorder;
import io.mcc.engine.record.RecordLog;
import io.mcc.engine.record.RecordStore;
import io.mcc.engine.session.SessionCrypto;

/**
 * What a node calls: cryptography, storage, and where it leaves what it brings forth. Immutable.
 *
 * @param outbox datagrams to send, taken by the shell after each input
 * @param events told of what happens, once a command has asked for it
 */
public record NodePorts(
    SessionCrypto crypto,
    RecordStore recordStore,
    RecordLog recordLog,
    Outbox outbox,
    Outcomes outcomes,
    Counters counters,
    LatencyRecorder latencies,
    EventSink events) {}
