package io.mcc.sim.adversary;

import static io.mcc.sim.adversary.Row.answering;
import static io.mcc.sim.adversary.Row.row;
import static io.mcc.sim.adversary.Row.silenced;

import io.mcc.engine.dht.DisjointPathsProof;
import io.mcc.engine.record.TrustedClock;
import java.util.List;
import java.util.stream.Stream;

/** What records and those who read them are defended by. */
final class RecordDefences {
  private static final String RECORD = "io.mcc.engine.record.";
  private static final String SESSION = "io.mcc.engine.session.";
  private static final String DHT = "io.mcc.engine.dht.";

  private RecordDefences() {}

  static List<Row> all() {
    return Stream.of(records(), clocks(), reads(), holders()).flatMap(List::stream).toList();
  }

  private static List<Row> records() {
    return List.of(
        answering(
            "a header with a higher sequence, not signed again",
            RecordProofs.ChangedHeader.class,
            RECORD + "RecordVerifier",
            "verify",
            true),
        answering(
            "a value under somebody else's name",
            RecordProofs.OthersName.class,
            RECORD + "RecordPolicy",
            "isMutableKey",
            true),
        silenced(
            "a true header with another value",
            RecordProofs.ChangedValue.class,
            RECORD + "RecordPolicy",
            "checkValue"),
        answering(
            "other content under an immutable key",
            RecordProofs.OthersContent.class,
            RECORD + "RecordPolicy",
            "isImmutableKey",
            true),
        silenced(
            "a record that never expires",
            RecordProofs.Immortal.class,
            RECORD + "RecordPolicy",
            "checkExpiry"),
        answering(
            "a replaced record put again",
            RecordProofs.Rollback.class,
            RECORD + "RecordSummary",
            "compareOrder",
            1),
        silenced(
            "two values under one sequence",
            RecordProofs.Fork.class,
            RECORD + "RecordSummary",
            "orderHash"),
        silenced(
            "records by the hundred of one publisher",
            RecordProofs.ManyRecords.class,
            RECORD + "PublisherQuotas",
            "check"),
        answering(
            "one publisher under many salts",
            RecordProofs.InventedSalts.class,
            RECORD + "RecordPolicy",
            "isPermitted",
            true));
  }

  private static List<Row> reads() {
    return List.of(
        answering(
            "one in five colludes",
            ReadProofs.Colluders.class,
            RECORD + "HolderRequests",
            "majority",
            1),
        answering(
            "all around show what was replaced",
            ReadProofs.Downgrade.class,
            RECORD + "ReadMemory",
            "isAbove",
            false),
        row(
            "one in three names others at false addresses",
            ReadProofs.Displaced.class,
            DHT + "Hearsay",
            "hear",
            mutant ->
                mutant
                    .answer(DHT + "Hearsay", "hear", false)
                    .answer("io.mcc.codec.Endpoint", "key", 0L)),
        answering(
            "one in five names friends only",
            DisjointPathsProof.class,
            DHT + "LookupMode",
            "pathCount",
            1),
        row(
            "a value of one kind under the key of another",
            RecordProofs.OtherKind.class,
            "io.mcc.codec.RecordKind",
            "writeTag",
            mutant -> mutant.replace("io.mcc.codec.RecordKind", "writeTag", Gullible.class)));
  }

  private static List<Row> holders() {
    return List.of(
        answering(
            "a holder who claims the highest sequence",
            HolderProofs.HighestSequence.class,
            RECORD + "NewerClaim",
            "isOurs",
            true),
        row(
            "answers in others' names",
            HolderProofs.ForgedReplies.class,
            SESSION + "RequestTable",
            "onReply",
            mutant ->
                mutant.replaceCall(
                    SESSION + "RequestTable", "onReply", "equals", Gullible.method("equals"))),
        row(
            "wrong signatures by the hundred",
            HolderProofs.WrongSignatures.class,
            RECORD + "SignatureBudget",
            "take",
            mutant ->
                mutant
                    .answer(RECORD + "SignatureBudget", "take", true)
                    .silence(RECORD + "SignatureBudget", "onInvalid")));
  }

  private static List<Row> clocks() {
    return List.of(
        believing("a clock that is set back", ClockProofs.SetBack.class),
        believing("a clock that is set ahead for a while", ClockProofs.SetAhead.class));
  }

  private static Row believing(String attack, Class<? extends Runnable> proof) {
    return row(
        attack,
        proof,
        RECORD + "RecordClock",
        "latestMs",
        mutant ->
            mutant.replaceCall(
                RECORD + "RecordKeeper",
                "latestEpochMs",
                "latestMs",
                Gullible.method(TrustedClock.class, "latestMs")));
  }
}
