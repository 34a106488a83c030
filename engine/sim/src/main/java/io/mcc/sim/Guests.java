package io.mcc.sim;

import io.mcc.codec.Endpoint;
import java.util.ArrayList;
import java.util.List;
import org.agrona.MutableDirectBuffer;

/**
 * The guests of a swarm. On the network they are counted behind the nodes: the first one has the
 * index that one more node would have.
 */
final class Guests {
  private static final long NEVER_NS = Long.MAX_VALUE;

  /** A guest, and for when its next deadline is scheduled. */
  private static final class Place {
    final Guest guest;
    long wakeNs = NEVER_NS;

    Place(Guest guest) {
      this.guest = guest;
    }
  }

  private final List<Place> places = new ArrayList<>();
  private final VirtualTime time;
  private final EventQueue events;
  private final VirtualNetwork network;
  private final int firstIndex;

  /**
   * @param firstIndex how many nodes there are
   */
  Guests(VirtualTime time, EventQueue events, VirtualNetwork network, int firstIndex) {
    this.time = time;
    this.events = events;
    this.network = network;
    this.firstIndex = firstIndex;
  }

  int admit(Guest guest, Endpoint... endpoints) {
    int index = firstIndex + places.size();
    Place place = new Place(guest);
    places.add(place);
    for (Endpoint endpoint : endpoints) {
      network.attach(endpoint, index);
    }
    schedule(index, place);
    return index;
  }

  void onDatagram(
      int index, MutableDirectBuffer buffer, int length, Endpoint source, Endpoint target) {
    Place place = places.get(index - firstIndex);
    place.guest.onDatagram(buffer, length, source, target);
    schedule(index, place);
  }

  void onDeadline(int index) {
    Place place = places.get(index - firstIndex);
    if (place.wakeNs == time.nowNs()) {
      place.wakeNs = NEVER_NS;
      place.guest.onDeadline();
      schedule(index, place);
    }
  }

  void rouse(int index) {
    schedule(index, places.get(index - firstIndex));
  }

  private void schedule(int index, Place place) {
    long deadlineNs = place.guest.nextDeadlineNs();
    if (deadlineNs < place.wakeNs) {
      place.wakeNs = Math.max(time.nowNs(), deadlineNs);
      events.add(place.wakeNs, SwarmEvent.DEADLINE.payload(index));
    }
  }

  boolean isPeer(String id, String address) {
    return places.stream().anyMatch(place -> place.guest.isPeer(id, address));
  }
}
