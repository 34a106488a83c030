package io.mcc.http.server;

import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import io.mcc.http.server.Views.NodesView;
import io.mcc.http.server.Views.PeersView;
import io.mcc.http.server.Views.PongView;

/** The routing table, pings and lookups. Stateless; IO threads. */
final class PeersResource {
  Reply peers(Request request) {
    return Reply.ask(
        new Command.ListPeers(request.limit(), request.query().text("after")),
        outcome ->
            OutcomeAnswers.answer(outcome, false, Outcome.Peers.class, PeersResource::peers));
  }

  private static Answer peers(Outcome.Peers peers) {
    return Answer.json(200, new PeersView(Views.peers(peers.peers()), peers.next()));
  }

  Reply ping(Request request) {
    boolean explain = request.explain();
    return Reply.ask(
        new Command.PingPeer(request.path("id"), request.timeoutNs(), explain),
        outcome ->
            OutcomeAnswers.answer(
                outcome, explain, Outcome.Pong.class, pong -> pong(pong, explain)));
  }

  private static Answer pong(Outcome.Pong pong, boolean explain) {
    return Answer.json(
        200, new PongView(pong.id(), Views.millis(pong.rttNs()), Views.stepsIf(explain, pong)));
  }

  Reply lookup(Request request) {
    boolean explain = request.explain();
    return Reply.ask(
        new Command.LookupNodes(request.path("id"), request.timeoutNs(), explain),
        outcome ->
            OutcomeAnswers.answer(
                outcome, explain, Outcome.Nodes.class, nodes -> nodes(nodes, explain)));
  }

  private static Answer nodes(Outcome.Nodes nodes, boolean explain) {
    return Answer.json(
        200,
        new NodesView(nodes.target(), Views.peers(nodes.nodes()), Views.stepsIf(explain, nodes)));
  }
}
