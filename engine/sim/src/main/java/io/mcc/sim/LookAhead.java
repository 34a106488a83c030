package io.mcc.sim;

import io.mcc.engine.node.Foresight;

/**
 * Looks at the next few events and has the nodes concerned read what they will need, all of them
 * one step deeper each time: so the waits for memory, of which a swarm of thousands has many,
 * overlap. Changes nothing.
 */
final class LookAhead {
  private final Foresight[] concerned = new Foresight[EventQueue.ROW_LENGTH];
  private final EventQueue events;
  private final VirtualNetwork network;
  private final SimulatedNode[] nodes;

  /** Made of all that was read, so that no compiler leaves the reading out. */
  private long read;

  LookAhead(EventQueue events, VirtualNetwork network, SimulatedNode[] nodes) {
    this.events = events;
    this.network = network;
    this.nodes = nodes;
  }

  /** Looks along a new row of events. */
  void look() {
    int count = events.rowCount();
    for (int i = 0; i < count; i++) {
      concerned[i] = concerned(events.row(i));
    }
    for (int i = 0; i < count; i++) {
      read += concerned[i] == null ? 0 : concerned[i].glance();
    }
    for (int i = 0; i < count; i++) {
      read += concerned[i] == null ? 0 : find(concerned[i], events.row(i));
    }
    for (int i = 0; i < count; i++) {
      read += concerned[i] == null ? 0 : readOn(concerned[i], events.row(i));
    }
  }

  private Foresight concerned(long event) {
    int index = SwarmEvent.index(event);
    int node =
        switch (SwarmEvent.kind(event)) {
          case DATAGRAM -> network.receiver(index);
          case ACTION -> VirtualNetwork.NOBODY;
          default -> index;
        };
    return node >= 0 && node < nodes.length ? nodes[node].foresight : null;
  }

  private long find(Foresight foresight, long event) {
    int index = SwarmEvent.index(event);
    return switch (SwarmEvent.kind(event)) {
      case DATAGRAM -> network.find(foresight, index);
      case DEADLINE -> foresight.deadline();
      default -> 0;
    };
  }

  private long readOn(Foresight foresight, long event) {
    int index = SwarmEvent.index(event);
    return SwarmEvent.kind(event) == SwarmEvent.DATAGRAM ? network.read(foresight, index) : 0;
  }
}
