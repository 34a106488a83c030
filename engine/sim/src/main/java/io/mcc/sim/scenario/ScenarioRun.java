package io.mcc.sim.scenario;

import io.mcc.sim.SeededRandom;
import io.mcc.sim.Swarm;
import io.mcc.sim.SwarmCrypto;
import io.mcc.sim.SwarmOptions;
import io.mcc.sim.adversary.Adversaries;
import io.mcc.sim.toy.ToyAuthority;
import java.util.ArrayList;
import java.util.List;

/**
 * One run of a scenario: drives a swarm of real nodes through the phases and measures. Everything
 * follows from scenario and seed. Made per run, used by one thread.
 */
public final class ScenarioRun {
  private static final long SECOND_NS = 1_000_000_000L;
  private static final double MINUTE_NS = 60e9;
  private static final long STREAM = 1L << 52;

  /** Within which an operation has ended for certain. */
  private static final long OPERATION_MAX_NS = 30 * SECOND_NS;

  private final Scenario scenario;
  private final long seed;
  private final RunObserver observer;
  private final Swarm swarm;
  private final Population population;
  private final Adversaries adversaries;
  private final RecordLedger ledger;
  private final Operations operations;
  private final List<Activity> activities = new ArrayList<>();
  private final long memoryBeforeBytes;
  private Phase phase = Phase.JOINING;
  private long nextProgressNs;

  private ScenarioRun(Scenario scenario, long seed, RunObserver observer) {
    this.scenario = scenario;
    this.seed = seed;
    this.observer = observer;
    SwarmCrypto crypto = scenario.crypto().make(scenario.nodeCount());
    memoryBeforeBytes = observer.memoryBytes();
    ToyAuthority authority =
        scenario.certified() ? new ToyAuthority(crypto.signatures(), seed) : null;
    SwarmOptions options =
        new SwarmOptions(seed, scenario.nodeCount()).crypto(crypto).authority(authority);
    scenario.links().applyTo(options.conditions());
    scenario.placement().applyTo(options);
    Regions regions = scenario.links().regions();
    if (regions != null) {
      options.conditions().regions(regions.draw(scenario.nodeCount(), random(1)), regions.matrix());
    }
    swarm = new Swarm(options);
    adversaries = new Adversaries(swarm, crypto, authority, seed);
    population = new Population(swarm, scenario, random(2));
    ledger = new RecordLedger(population);
    operations = new Operations(population);
    activities.add(operations);
  }

  /** Runs a scenario to its end. */
  public static SimulationReport run(Scenario scenario, long seed, RunObserver observer) {
    return new ScenarioRun(scenario, seed, observer).run();
  }

  /** Each part of the driver draws for itself, so that none disturbs another. */
  private SeededRandom random(int part) {
    return SeededRandom.of(seed, STREAM + part);
  }

  private SimulationReport run() {
    join();
    IdleReport idle = idle();
    Partitioning partitioning =
        new Partitioning(population, scenario.partitions(), random(3), swarm.nowNs() + loadNs());
    Records records = records(partitioning);
    load(records);
    long sentBefore = swarm.network().sentCount();
    Lookups lookups = new Lookups(population, operations, partitioning, random(5));
    List<Leaving> leaving = live(partitioning, lookups, records);
    double perMinute =
        (swarm.network().sentCount() - sentBefore)
            / (scenario.durationNs() / MINUTE_NS)
            / scenario.nodeCount();
    TablesReport tables = new Tables(population).examine();
    ConvergenceReport convergence = heal(partitioning, leaving);
    RecordsReport recordsReport = read(records);
    List<String> violations = new ArrayList<>(records.violations());
    violations.addAll(swarm.invariants().violations());
    return new SimulationReport(
        scenario,
        seed,
        scenario.crypto().resolve(scenario.nodeCount()),
        swarm.nowNs(),
        population.departureCount(),
        population.returnCount(),
        idle,
        new TrafficReport(swarm.network().sentCount(), swarm.network().lostCount(), perMinute),
        lookups.report(),
        records.readReport(),
        records.targetReadReport(),
        records.writeReport(),
        recordsReport,
        tables,
        convergence,
        LimitsHit.of(population),
        violations,
        swarm.trace().text());
  }

  private long loadNs() {
    return scenario.workload().loadNs() + OPERATION_MAX_NS;
  }

  private Records records(Partitioning partitioning) {
    Workload workload = scenario.workload();
    return new Records(
        population,
        ledger,
        operations,
        partitioning,
        workload,
        new SampleValue(seed, workload.recordLength()),
        random(4));
  }

  private void join() {
    long beginNs = swarm.nowNs();
    for (int node = 0; node < scenario.nodeCount(); node++) {
      passUntil(beginNs + scenario.building().joinNs() / scenario.nodeCount() * node);
      population.start(node);
    }
    passUntil(beginNs + scenario.building().joinNs() + scenario.building().settleNs());
  }

  private IdleReport idle() {
    begin(Phase.IDLE);
    IdleMeter meter = new IdleMeter(population);
    passUntil(swarm.nowNs() + scenario.building().idleNs());
    long bytes = observer.memoryBytes() - memoryBeforeBytes;
    return meter.end(Math.max(0, bytes) / scenario.nodeCount());
  }

  private void load(Records records) {
    begin(Phase.LOADING);
    long beginNs = swarm.nowNs();
    for (int number = 0; number < scenario.workload().recordCount(); number++) {
      passUntil(beginNs + number * (SECOND_NS / Workload.RECORDS_PER_SECOND));
      records.put(number);
    }
    passUntil(beginNs + loadNs());
  }

  private List<Leaving> live(Partitioning partitioning, Lookups lookups, Records records) {
    begin(Phase.RUNNING);
    Workload workload = scenario.workload();
    List<Leaving> leaving = new ArrayList<>();
    int part = 6;
    for (Departures departures : List.of(scenario.churn(), scenario.restarts())) {
      if (departures.isAny()) {
        leaving.add(new Leaving(departures, population, ledger, random(part)));
      }
      part++;
    }
    List<Repeating> repeated = new ArrayList<>();
    repeated.add(repeating(workload.lookupsPerSecond(), part++, lookups::lookUp));
    repeated.add(repeating(workload.readsPerSecond(), part++, records::read));
    repeated.add(repeating(workload.readsPerSecond(), part++, records::readTarget));
    repeated.add(repeating(workload.overwritesPerSecond(), part++, records::overwrite));
    repeated.add(repeating(rebindsPerSecond(), part, new Rebinding(population, random(part))));
    activities.add(
        new Attacking(scenario.attacks(), adversaries, population, ledger, random(part + 1)));
    activities.add(partitioning);
    activities.addAll(leaving);
    activities.addAll(repeated);
    passUntil(swarm.nowNs() + scenario.durationNs());
    activities.removeAll(repeated);
    return leaving;
  }

  private Repeating repeating(double perSecond, int part, Runnable action) {
    return new Repeating(perSecond, population, random(part), action);
  }

  private double rebindsPerSecond() {
    long meanNs = scenario.nats().rebindNs();
    return meanNs == 0 ? 0 : (double) population.natCount() * SECOND_NS / meanNs;
  }

  private ConvergenceReport heal(Partitioning partitioning, List<Leaving> leaving) {
    if (scenario.healNs() == 0) {
      return ConvergenceReport.NONE;
    }
    begin(Phase.HEALING);
    leaving.forEach(Leaving::end);
    partitioning.end();
    swarm.network().conditions().lossPerMillion(0).duplicatePerMillion(0).reorder(0, 0);
    Convergence convergence = new Convergence(population, ledger);
    activities.add(convergence);
    long endNs = swarm.nowNs() + scenario.healNs();
    while (!convergence.isOver() && swarm.nowNs() < endNs) {
      passUntil(Math.min(endNs, swarm.nowNs() + SECOND_NS));
    }
    activities.remove(convergence);
    return convergence.report();
  }

  private RecordsReport read(Records records) {
    begin(Phase.READING);
    FinalReading reading = new FinalReading(population, ledger, records);
    activities.add(reading);
    while (!reading.isOver() || !operations.isIdle()) {
      passUntil(swarm.nowNs() + SECOND_NS);
    }
    return reading.report(scenario.workload().recordCount());
  }

  private void begin(Phase next) {
    phase = next;
    nextProgressNs = swarm.nowNs();
  }

  /** Lets virtual time pass, and everything happen that is due in it. */
  private void passUntil(long endNs) {
    while (swarm.nowNs() < endNs) {
      tellProgress();
      long nextNs = Math.min(endNs, nextProgressNs);
      for (Activity activity : activities) {
        nextNs = Math.min(nextNs, activity.dueNs());
      }
      swarm.run(Math.max(0, nextNs - swarm.nowNs()));
      for (Activity activity : List.copyOf(activities)) {
        if (activity.dueNs() <= swarm.nowNs()) {
          activity.act();
        }
      }
    }
  }

  private void tellProgress() {
    if (swarm.nowNs() >= nextProgressNs) {
      nextProgressNs = swarm.nowNs() + SECOND_NS;
      observer.onProgress(
          new Progress(
              phase,
              swarm.nowNs(),
              scenario.plannedNs(),
              swarm.network().sentCount(),
              population.runningCount()));
    }
  }
}
