package io.mcc.sim.scenario;

import io.mcc.codec.Id;
import io.mcc.sim.SeededRandom;
import io.mcc.sim.adversary.Adversaries;
import io.mcc.sim.adversary.AdversaryPlan;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** Lets a scenario's adversaries in, each kind at its time. */
final class Attacking implements Activity {
  private final Deque<Attack> coming = new ArrayDeque<>();
  private final Adversaries adversaries;
  private final Population population;
  private final RecordLedger ledger;
  private final SeededRandom random;
  private final long beginNs;

  /** The attacks' times count from now on. */
  Attacking(
      List<Attack> attacks,
      Adversaries adversaries,
      Population population,
      RecordLedger ledger,
      SeededRandom random) {
    attacks.stream().sorted(Comparator.comparingLong(Attack::beginNs)).forEach(coming::add);
    this.adversaries = adversaries;
    this.population = population;
    this.ledger = ledger;
    this.random = random;
    beginNs = population.nowNs();
  }

  @Override
  public long dueNs() {
    return coming.isEmpty() ? NEVER_NS : beginNs + coming.peek().beginNs();
  }

  @Override
  public void act() {
    Attack attack = coming.poll();
    int victim = Math.max(0, population.randomSettled());
    adversaries.join(
        new AdversaryPlan(attack.kind(), attack.count(), target(), victim, attack.perSecond()));
  }

  private Id target() {
    TrackedRecord record = ledger.draw(random);
    if (record == null) {
      return population.id(random.nextInt(population.count()));
    }
    ledger.target(record);
    return record.key.copy();
  }
}
