package io.mcc.sim.scenario;

import io.mcc.sim.SeededRandom;
import java.util.List;

/** Parts the network and unites it again, as a scenario says. */
final class Partitioning implements Activity {
  private final Population population;
  private final List<Partition> partitions;
  private final SeededRandom random;
  private final long beginNs;
  private int next;
  private boolean parted;
  private int count;

  /**
   * @param partitions in the order of their times, which don't overlap
   * @param beginNs from when their times count
   */
  Partitioning(
      Population population, List<Partition> partitions, SeededRandom random, long beginNs) {
    this.population = population;
    this.partitions = partitions;
    this.random = random;
    this.beginNs = beginNs;
  }

  @Override
  public long dueNs() {
    if (next == partitions.size()) {
      return NEVER_NS;
    }
    Partition partition = partitions.get(next);
    return beginNs + (parted ? partition.endNs() : partition.beginNs());
  }

  @Override
  public void act() {
    count++;
    if (parted) {
      population.unite();
      next++;
    } else {
      population.part(draw(partitions.get(next)));
    }
    parted = !parted;
  }

  private byte[] draw(Partition partition) {
    byte[] sides = new byte[population.count()];
    for (int node = 0; node < sides.length; node++) {
      // Who joins while the network is parted needs a bootnode on the own side.
      sides[node] =
          (byte)
              (Population.isBootNode(node)
                  ? node % partition.sharesPerMillion().size()
                  : Shares.draw(partition.sharesPerMillion(), random));
    }
    return sides;
  }

  /** How often the network was parted or united. */
  int count() {
    return count;
  }

  /** The network is one, for good. */
  void end() {
    next = partitions.size();
    if (parted) {
      parted = false;
      count++;
      population.unite();
    }
  }
}
