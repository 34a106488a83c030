package io.mcc.tools.history;

import java.util.ArrayList;
import java.util.List;

/**
 * What clients asked of a network and were told, and when the network was parted. Filled by many
 * threads; read once they have ended.
 */
final class History {
  /**
   * A time in which each part of the network may answer by what it knows.
   *
   * @param beginNs when the network was parted
   * @param endNs when whatever was parted has to be one again
   */
  record Parting(long beginNs, long endNs) {
    boolean touches(Operation operation) {
      return operation.endNs() - beginNs >= 0 && operation.beginNs() - endNs <= 0;
    }
  }

  private final List<Operation> operations = new ArrayList<>();
  private final List<Parting> partings = new ArrayList<>();

  synchronized void add(Operation operation) {
    operations.add(operation);
  }

  synchronized void add(Parting parting) {
    partings.add(parting);
  }

  synchronized List<Operation> operations() {
    return List.copyOf(operations);
  }

  synchronized boolean isParted(Operation operation) {
    return partings.stream().anyMatch(parting -> parting.touches(operation));
  }

  synchronized int partingCount() {
    return partings.size();
  }
}
