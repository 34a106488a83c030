package io.mcc.engine.record;

import io.mcc.engine.base.Time;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.dht.RoutingTable;

/** What the operations on records work with: one node's parts, put together by {@link Records}. */
record RecordParts(
    Time time,
    Counters counters,
    RecordKeys keys,
    RecordPolicy policy,
    RecordAdmission admission,
    Equivocations equivocations,
    RecordSigner signer,
    RecordKeeper keeper,
    RecordExpiry expiry,
    RecordReader reader,
    RecordRepairs repairs,
    ReadMemory readMemory,
    RecordPulls pulls,
    RecordMessages messages,
    RoutingTable table,
    Solitude solitude,
    ScratchBuffer scratch,
    MissedWrites missedWrites) {}
