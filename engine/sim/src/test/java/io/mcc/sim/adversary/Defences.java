package io.mcc.sim.adversary;

import static io.mcc.sim.adversary.Row.answering;
import static io.mcc.sim.adversary.Row.row;
import static io.mcc.sim.adversary.Row.silenced;

import io.mcc.engine.dht.HastyLookup;
import io.mcc.engine.session.GatedRekey;
import java.util.List;
import java.util.stream.Stream;

/** The defences that a node has against others, and the attack that each is there for. */
final class Defences {
  private static final String SESSION = "io.mcc.engine.session.";
  private static final String DHT = "io.mcc.engine.dht.";

  private Defences() {}

  static List<Row> all() {
    return Stream.of(handshakes(), sessions(), tables(), joins(), lookups(), RecordDefences.all())
        .flatMap(List::stream)
        .toList();
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
            true),
        answering(
            "a thousand who prove their address",
            HandshakeProofs.ProvenCrowd.class,
            SESSION + "CurveBudget",
            "takeAnswer",
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
            "onBidden"),
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
                    Gullible.method(GatedRekey.class, "onHello"))),
        row(
            "sealed packets changed on the way",
            SessionProofs.Changed.class,
            SESSION + "Inbound",
            "open",
            mutant ->
                mutant.replaceCall(SESSION + "Inbound", "open", "open", Gullible.method("open"))));
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
            2),
        answering(
            "ids ground by the salt",
            TableProofs.GroundIds.class,
            "io.mcc.sim.toy.ToyCertificate",
            "isUnsalted",
            true));
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

  private static List<Row> lookups() {
    return List.of(
        row(
            "one in five says that it knows nobody",
            LookupProofs.DeadEnds.class,
            DHT + "Lookup",
            "nextOfPath",
            mutant ->
                mutant.replaceCall(
                    DHT + "Lookup",
                    "nextOfPath",
                    "next",
                    Gullible.method(HastyLookup.class, "next"))),
        answering(
            "as many in one /24 as elsewhere",
            LookupProofs.Crowd.class,
            DHT + "Crowding",
            "isOver",
            false),
        answering(
            "one in five lets others wait",
            LookupProofs.Stalled.class,
            DHT + "Lookup",
            "nextSlowNs",
            Long.MAX_VALUE));
  }
}
