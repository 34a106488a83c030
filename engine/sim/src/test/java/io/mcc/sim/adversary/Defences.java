package io.mcc.sim.adversary;

import io.mcc.engine.dht.DisjointPathsProof;
import io.mcc.engine.session.GatedRekey;
import io.mcc.sim.mutant.Mutant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The defences that a node has against others, and the attack that each is there for. */
final class Defences {
  private static final String RECORD = "io.mcc.engine.record.";
  private static final String SESSION = "io.mcc.engine.session.";
  private static final String DHT = "io.mcc.engine.dht.";

  /**
   * One defence.
   *
   * @param defence class and method
   * @param proof holds with the defence, and fails without it
   * @param without switches it off
   */
  record Row(
      String attack,
      String defence,
      Class<? extends Runnable> proof,
      UnaryOperator<Mutant> without) {
    @Override
    public String toString() {
      return attack;
    }
  }

  private Defences() {}

  static List<Row> all() {
    return Stream.of(records(), handshakes(), sessions(), tables(), joins(), reads(), holders())
        .flatMap(List::stream)
        .toList();
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

  private static List<Row> handshakes() {
    return List.of(
        answering(
            "handshakes of another network",
            HandshakeProofs.Stranger.class,
            SESSION + "HandshakeGate",
            "isMacRight",
            true),
        answering(
            "10,000 handshakes a second",
            HandshakeProofs.FromEverywhere.class,
            SESSION + "HandshakeProtocol",
            "isUnderLoad",
            false),
        answering(
            "handshakes with invented tokens",
            HandshakeProofs.InventedTokens.class,
            SESSION + "RetryTokens",
            "isTagOf",
            true),
        answering(
            "handshakes from one /24",
            HandshakeProofs.OnePrefix.class,
            SESSION + "HandshakeGate",
            "mayEnter",
            true));
  }

  private static List<Row> sessions() {
    return List.of(
        answering(
            "a small packet with a forged address",
            SessionProofs.Reflection.class,
            SESSION + "PathValidation",
            "spend",
            true),
        row(
            "requests with a forged address",
            SessionProofs.Hijack.class,
            SESSION + "Paths",
            "onOtherSource",
            mutant -> mutant.replace(SESSION + "Paths", "onOtherSource", Gullible.class)),
        answering(
            "sealed packets sent again",
            SessionProofs.Replay.class,
            SESSION + "ReplayWindow",
            "mayAccept",
            true),
        answering(
            "a crowd of one /24",
            SessionProofs.Crowd.class,
            SESSION + "SessionTable",
            "isPrefixFull",
            false),
        answering(
            "a contact who wants others dialled",
            SessionProofs.DialBacks.class,
            DHT + "Reachability",
            "pay",
            true),
        silenced(
            "an address that a contact names",
            SessionProofs.NamedAddress.class,
            SESSION + "Sessions",
            "onBidden"));
  }

  private static List<Row> tables() {
    return List.of(
        answering(
            "uncertified Sybils",
            TableProofs.Sybils.class,
            "io.mcc.sim.toy.ToyCertificate",
            "isSigned",
            true),
        row(
            "a copied certificate",
            TableProofs.Impostor.class,
            SESSION + "PeerProof",
            "isBound",
            mutant ->
                mutant.replaceCall(
                    SESSION + "PeerProof", "isBound", "verify", Gullible.method("verify"))),
        answering(
            "who dials and can't be dialled",
            TableProofs.Undialable.class,
            DHT + "PeerWatch",
            "countsAsDialled",
            true),
        answering(
            "one /24 in one bucket",
            TableProofs.BucketFlood.class,
            DHT + "Diversity",
            "countInBucket",
            0),
        answering(
            "one /24 in one table",
            TableProofs.TableFlood.class,
            DHT + "Diversity",
            "countInTable",
            0),
        answering(
            "one /24 in one answer",
            TableProofs.AnswerFlood.class,
            DHT + "PrefixTally",
            "hasRoom",
            true),
        answering(
            "addresses of the asker's own network",
            TableProofs.InsideAddresses.class,
            DHT + "Reach",
            "of",
            2));
  }

  private static List<Row> joins() {
    return List.of(
        answering(
            "who dials a newcomer before its bootnode answers",
            JoinProofs.Capture.class,
            DHT + "Bootstrap",
            "isAwaited",
            false),
        row(
            "colluders on the way to the own id",
            JoinProofs.Capture.class,
            DHT + "LookupMode",
            "pathCount",
            mutant ->
                mutant
                    .answer(DHT + "LookupMode", "pathCount", 1)
                    .answer(DHT + "LookupMode", "isThorough", false)));
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
            "one in five names others at false addresses",
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
            mutant -> mutant.replace("io.mcc.codec.RecordKind", "writeTag", Gullible.class)),
        row(
            "a flood while keys are replaced",
            SessionProofs.FloodedRekey.class,
            SESSION + "Inbound",
            "onControl",
            mutant ->
                mutant.replaceCall(
                    SESSION + "Inbound",
                    "onControl",
                    "onHello",
                    Gullible.method(GatedRekey.class, "onHello"))));
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

  private static Row answering(
      String attack, Class<? extends Runnable> proof, String type, String method, Object constant) {
    return row(attack, proof, type, method, mutant -> mutant.answer(type, method, constant));
  }

  private static Row silenced(
      String attack, Class<? extends Runnable> proof, String type, String method) {
    return row(attack, proof, type, method, mutant -> mutant.silence(type, method));
  }

  private static Row row(
      String attack,
      Class<? extends Runnable> proof,
      String type,
      String method,
      UnaryOperator<Mutant> without) {
    String defence = type.substring(type.lastIndexOf('.') + 1) + "." + method;
    return new Row(attack, defence, proof, without);
  }
}
