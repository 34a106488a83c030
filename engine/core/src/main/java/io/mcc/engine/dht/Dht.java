package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.codec.Id;
import io.mcc.engine.base.AddressRules;
import io.mcc.engine.base.Events;
import io.mcc.engine.base.Limit;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.RandomSource;
import io.mcc.engine.base.Time;
import io.mcc.engine.base.Timers;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.session.AddressFamilies;
import io.mcc.engine.session.Sessions;

/**
 * Everything about the hash table, put together. Owned by the loop; lives as long as the node.
 *
 * <p>The node tells {@link #watch} of every session that is established, every reply to and every
 * silence after a request that isn't the hash table's own; it hands requests to {@link #handler},
 * the ends of requests and lookups to their owners, and timers of their kinds to {@link #lookups}
 * and {@link #maintenance}.
 */
public final class Dht {
  /**
   * How long after the dialling of a peer it is dialled back: sooner, it would look as if both had
   * dialled at once.
   */
  private static final long DIAL_BACK_DELAY_NS = 1_000_000_000L;

  private final RoutingTable table;
  private final PeerWatch watch;
  private final LookupPool lookups;
  private final DhtHandler handler;
  private final TableMaintenance maintenance;
  private final Company company;
  private final Candidates candidates = new Candidates(0);
  private final KnownContacts knownContacts = new KnownContacts();

  /**
   * @param alpha requests that a lookup has under way at once
   * @param addresses whom the limits that follow addresses spare
   */
  public Dht(
      Id ownId,
      int alpha,
      AddressRules addresses,
      Sessions sessions,
      RandomSource random,
      Time time,
      Timers timers,
      Limits limits,
      Counters counters,
      Events events) {
    table = new RoutingTable(ownId, addresses, limits.count(Limit.CONTACTS));
    CompanyNews news = new CompanyNews(time, events);
    company = new Company(table, time, news);
    AddressFamilies families = sessions.families();
    SilentPeers silentPeers = new SilentPeers(families);
    Candidates dialBacks = new Candidates(DIAL_BACK_DELAY_NS);
    CareTimer careTimer = new CareTimer(timers, time);
    PingTable pings = new PingTable(sessions.sender());
    Reachability reachability =
        new Reachability(
            table, sessions, pings, careTimer, random, time, addresses, counters, events);
    Reunion reunion = new Reunion(table, pings, careTimer, random, time);
    watch =
        new PeerWatch(
            table,
            silentPeers,
            candidates,
            dialBacks,
            reunion,
            careTimer,
            reachability,
            sessions.table(),
            time,
            addresses,
            limits,
            counters,
            news,
            events);
    LookupNews lookupNews = new LookupNews(counters, events);
    lookups = lookups(silentPeers, sessions, timers, time, limits, alpha, addresses, lookupNews);
    handler = new DhtHandler(table, watch, sessions.sender());
    maintenance =
        new TableMaintenance(
            table,
            new Verification(
                table, candidates, dialBacks, reachability, knownContacts, families, pings, time),
            knownContacts,
            watch,
            lookups,
            pings,
            new Bootstrap(knownContacts, pings, random, time, counters),
            new Probing(table, watch, pings, sessions, time),
            company,
            reunion,
            careTimer,
            time,
            random,
            news);
  }

  private LookupPool lookups(
      SilentPeers silentPeers,
      Sessions sessions,
      Timers timers,
      Time time,
      Limits limits,
      int alpha,
      AddressRules addresses,
      LookupNews lookupNews) {
    return new LookupPool(
        table,
        silentPeers,
        watch,
        sessions.sender(),
        sessions.table(),
        timers,
        time,
        limits,
        alpha,
        addresses,
        lookupNews);
  }

  /** The verified contacts. */
  public RoutingTable table() {
    return table;
  }

  /** Slots of the table that may be in use: a walk goes from 0 to here. */
  public int contactSlotCount() {
    return table.store().slotCount();
  }

  /** Moves whenever a contact is written into a slot of the table; it wraps around. */
  public int contactWriteCount() {
    return table.store().writeCount();
  }

  /** The slot of the table that a contact was written into last; negative where none was. */
  public int writtenContactSlot() {
    return table.store().writtenSlot();
  }

  /**
   * Copies the contact that a slot of the table holds.
   *
   * @return false where it holds none, or a replacement
   */
  public boolean contact(int slot, Contact into) {
    boolean isMember = table.store().isMember(slot);
    if (isMember) {
      table.contact(slot, into);
    }
    return isMember;
  }

  /** Whether anybody else is there. */
  public Company company() {
    return company;
  }

  /** Who hears of answers and silence. */
  public PeerWatch watch() {
    return watch;
  }

  /** The lookups under way. */
  public LookupPool lookups() {
    return lookups;
  }

  /** Who answers PING and FIND_NODE. */
  public DhtHandler handler() {
    return handler;
  }

  /** The care for the table. */
  public TableMaintenance maintenance() {
    return maintenance;
  }
}
