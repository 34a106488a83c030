package io.mcc.engine.dht;

import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.engine.base.AddressRules;
import io.mcc.engine.base.Events;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.Time;
import io.mcc.engine.session.Session;
import io.mcc.engine.session.Sessions;
import io.mcc.engine.session.StagedSessions;
import java.util.Random;

/** The watch of a node and what it works with; a peer's sessions are up to the test. */
final class StagedWatch {
  final Random random = new Random(6);
  final StagedSessions staged = new StagedSessions();
  final Sessions sessions = staged.sessions();
  final Time time = staged.time();
  final Limits limits = new Limits();
  final RoutingTable table = new RoutingTable(Ids.random(random), AddressRules.SPARING_NOBODY, 100);
  final SilentPeers silentPeers = new SilentPeers(sessions.families());
  final Candidates candidates = new Candidates(0);
  final Candidates dialBacks = new Candidates(0);
  final PingTable pings = new PingTable(sessions.sender());
  final CareTimer careTimer = new CareTimer(staged.timers(), time);
  final Reachability reachability =
      new Reachability(
          table,
          sessions,
          pings,
          careTimer,
          staged.random(),
          time,
          AddressRules.SPARING_NOBODY,
          staged.counters(),
          Events.untold());
  final Reunion reunion = new Reunion(table, pings, careTimer, staged.random(), time);
  final PeerWatch watch =
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
          AddressRules.SPARING_NOBODY,
          limits,
          staged.counters(),
          new CompanyNews(time, Events.untold()),
          Events.untold());

  /** Opens a session with somebody new. */
  Session open(String endpoint, boolean isDialled) {
    return open(Ids.random(random), Endpoint.parse(endpoint), isDialled);
  }

  Session open(Id peerId, Endpoint endpoint, boolean isDialled) {
    return staged.open(peerId, endpoint, isDialled);
  }
}
