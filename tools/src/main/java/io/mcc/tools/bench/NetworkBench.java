package io.mcc.tools.bench;

import io.mcc.tools.CommandException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/**
 * Proves with real processes that a network keeps what it took: every record is found from
 * anywhere, every one has its copies on different nodes, and both still hold after some nodes were
 * killed. One per run, on the main thread.
 */
final class NetworkBench {
  /** Records that are looked at while the network heals; all are counted at its end. */
  private static final int PROBE_COUNT = 100;

  private static final long PROBE_MS = 2_000;

  private final NetworkSettings settings;
  private final PrintStream progress;
  private final Random random;
  private final List<SampleRecord> records;
  private final ChildNodes nodes;
  private final Crowd crowd;
  private final Traffic traffic;
  private final NetworkReport report = new NetworkReport();
  private final long startNs = System.nanoTime();

  private NetworkBench(
      NetworkSettings settings, ChildNodes nodes, Crowd crowd, PrintStream progress) {
    this.settings = settings;
    this.nodes = nodes;
    this.crowd = crowd;
    this.progress = progress;
    this.random = new Random(settings.seed());
    this.records = SampleRecord.draw(settings, random);
    this.traffic = new Traffic(records, nodes, crowd);
  }

  /**
   * Runs it and prints the report.
   *
   * @throws CommandException where anything isn't as promised
   */
  static void run(NetworkSettings settings, PrintStream out, PrintStream progress) {
    try (ChildNodes nodes = new ChildNodes(settings);
        Crowd crowd = new Crowd()) {
      NetworkReport report = new NetworkBench(settings, nodes, crowd, progress).report();
      out.print(settings.json() ? report.json() : report);
      if (!report.failures().isEmpty()) {
        throw CommandException.failed(
            "bench network: " + report.failures().get(0) + " (see " + nodes.keepFolder() + ")");
      }
    }
  }

  private NetworkReport report() {
    describe();
    start();
    BitSet[] holders = putAndRead();
    if (settings.killCount() > 0) {
      killAndHeal(holders);
    }
    int running = nodes.alive().size();
    say("stopping " + running + " nodes");
    int stopped = nodes.stop();
    report.fact("stoppedInOrder", "stopped in order", stopped + " of " + running);
    report.require(stopped == running, "nodes stopped in order: " + stopped + " of " + running);
    report.fact("seconds", "took", seconds() + " s");
    return report;
  }

  private void describe() {
    report.fact("machine", "machine", Machine.text());
    report.fact("java", "java", Machine.java(settings.javaHome()));
    report.fact("nodes", "nodes", settings.nodeCount());
    report.fact("records", "records", settings.recordCount());
    report.fact(
        "values",
        "values",
        settings.valueLength() + " bytes, every tenth 20 to 60 KiB, half of them mutable");
    report.fact("inFlight", "requests at a time", Crowd.SIZE);
    report.fact("seed", "seed", settings.seed());
  }

  private void start() {
    say("starting " + settings.nodeCount() + " nodes, seed " + settings.seed());
    nodes.start();
    say("all are ready, their tables settle");
    nodes.settle();
    report.fact("peers", "entries of all routing tables", nodes.peerCount());
    say("settled with " + nodes.peerCount() + " entries");
  }

  /** Returns who holds which record. */
  private BitSet[] putAndRead() {
    Tally put = traffic.put();
    report.tally("put", "put", put);
    say("put " + put.count() + ": " + put.latencies());
    int[] readers = traffic.drawReaders(random);
    Tally read = traffic.read(readers);
    say("read at others " + read.count() + ": " + read.latencies());
    CopyCount copies = count(records);
    say("copies: " + copies);
    report.tally("get", "get at other nodes", read);
    strangers("getStrangers", readers, copies.holders());
    report.copiesOfPut("copies", "copies after the puts", copies);
    if (copies.complete()) {
      return copies.holders();
    }
    long countedNs = System.nanoTime();
    awaitCopies(countedNs, "they were counted");
    CopyCount settled = count(records);
    report.copies("copiesSettled", "copies " + secondsSince(countedNs) + " s later", settled);
    return settled.holders();
  }

  /** Were every reader a holder, the reads would prove nothing. */
  private void strangers(String name, int[] readers, BitSet[] holders) {
    int strangers = Traffic.strangers(readers, holders);
    report.fact(name, "  by nodes without a copy", strangers);
    boolean anyPossible = nodes.alive().size() > CopyCount.REPLICAS + 1;
    report.require(strangers > 0 || !anyPossible, "every reader held a copy of what it read");
  }

  private void killAndHeal(BitSet[] holders) {
    List<ChildNode> victims = drawVictims();
    victims.forEach(ChildNode::kill);
    long killedNs = System.nanoTime();
    TreeSet<Integer> killed = new TreeSet<>();
    victims.forEach(victim -> killed.add(victim.index()));
    long orphans = records.stream().filter(record -> killed.contains(record.writer())).count();
    say("killed nodes " + killed + ", writers of " + orphans + " records");
    report.fact("killed", "killed with SIGKILL", "nodes " + killed);
    report.fact("killedWriters", "  writers of", orphans);
    int[] readers = traffic.drawReaders(random);
    Tally read = traffic.read(readers);
    say("read after the kill " + read.count() + ": " + read.latencies());
    report.tally("getAfterKill", "get after the kill", read);
    strangers("getAfterKillStrangers", readers, holders);
    heal(killedNs);
  }

  private List<ChildNode> drawVictims() {
    TreeSet<Integer> writers = new TreeSet<>();
    records.forEach(record -> writers.add(record.writer()));
    List<ChildNode> candidates = new ArrayList<>();
    writers.forEach(index -> candidates.add(nodes.all().get(index)));
    if (candidates.size() < settings.killCount()) {
      throw CommandException.usage(
          "--kill: only " + candidates.size() + " nodes wrote records: give more --records");
    }
    Collections.shuffle(candidates, random);
    return candidates.subList(0, settings.killCount());
  }

  /** Waits until every record has its copies again, then looks once more: it must stay so. */
  private void heal(long killedNs) {
    CopyCount left = count(records);
    report.fact("copiesAfterKill", "copies after the kill", left.toString());
    say("copies right after the kill: " + left);
    long healedSeconds = awaitCopies(killedNs, "the kill");
    report.fact(
        "healed",
        "copies complete again",
        healedSeconds < 0 ? "no" : "after " + healedSeconds + " s");
    ChildNodes.pause(PROBE_MS);
    CopyCount after = count(records);
    say("copies: " + after);
    report.copies("copiesHealed", "copies " + secondsSince(killedNs) + " s later", after);
  }

  /**
   * Waits until every record has its copies, as long as they may take.
   *
   * @return how many seconds after the instant they were complete; -1 where they never were
   */
  private long awaitCopies(long sinceNs, String since) {
    do {
      ChildNodes.pause(PROBE_MS);
      CopyCount some = count(records.subList(0, Math.min(PROBE_COUNT, records.size())));
      say(secondsSince(sinceNs) + " s after " + since + ", some records: " + some);
      if (some.complete() && count(records).complete()) {
        return secondsSince(sinceNs);
      }
    } while (secondsSince(sinceNs) < settings.healSeconds());
    return -1;
  }

  private CopyCount count(List<SampleRecord> some) {
    return CopyCount.ask(nodes, some, traffic.keys(), crowd);
  }

  private static long secondsSince(long thenNs) {
    return (System.nanoTime() - thenNs) / 1_000_000_000L;
  }

  private long seconds() {
    return secondsSince(startNs);
  }

  private void say(String text) {
    progress.printf("%4d s  %s%n", seconds(), text);
  }
}
