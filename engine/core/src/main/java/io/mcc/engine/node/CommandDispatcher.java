package io.mcc.engine.node;

import io.mcc.engine.base.Events;
import io.mcc.engine.base.Limit;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.Time;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.FailureCode;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.command.Outcomes;
import io.mcc.engine.dht.Dht;
import io.mcc.engine.operation.LookupNodes;
import io.mcc.engine.operation.NodeNames;
import io.mcc.engine.operation.OperationPool;
import io.mcc.engine.operation.PeerViews;
import io.mcc.engine.operation.PingPeer;
import io.mcc.engine.record.Records;
import io.mcc.engine.session.Sessions;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Answers each command at once, or starts the operation that will. Owned by the loop. */
final class CommandDispatcher {
  private final boolean expectsPeers;
  private final Limits limits;
  private final Time time;
  private final Sessions sessions;
  private final Dht dht;
  private final OperationPool operations;
  private final Records records;
  private final Outcomes outcomes;
  private final Events events;
  private final PeerViews views;
  private final NodeNames names;

  CommandDispatcher(
      NodeConfiguration configuration,
      Time time,
      Sessions sessions,
      Dht dht,
      OperationPool operations,
      Records records,
      Outcomes outcomes,
      Events events) {
    this.expectsPeers = configuration.expectsPeers();
    this.limits = configuration.limits();
    this.time = time;
    this.sessions = sessions;
    this.dht = dht;
    this.operations = operations;
    this.records = records;
    this.outcomes = outcomes;
    this.events = events;
    views = new PeerViews(dht, sessions.table(), time);
    names = new NodeNames(configuration.identity().label(), dht.table(), sessions.table());
  }

  void onCommand(long commandId, Command command) {
    String node = command.node();
    if (node == null || NodeNames.isId(node)) {
      start(commandId, command);
      return;
    }
    TreeSet<String> ids = names.labelled(node);
    if (ids.size() == 1) {
      start(commandId, command.about(ids.first()));
    } else {
      outcomes.onOutcome(commandId, NodeNames.refusal(node, ids));
    }
  }

  private void start(long commandId, Command command) {
    if (command instanceof Command.LookupNodes lookup) {
      operations.start(new LookupNodes(lookup, views), commandId, command.timeoutNs());
    } else if (command instanceof Command.PingPeer ping) {
      operations.start(new PingPeer(ping), commandId, command.timeoutNs());
    } else if (!records.onCommand(commandId, command)) {
      outcomes.onOutcome(commandId, answer(command));
    }
  }

  private Outcome answer(Command command) {
    if (command instanceof Command.NodeStatus) {
      return status();
    }
    if (command instanceof Command.ListPeers list) {
      return views.page(list.limit(), list.after());
    }
    if (command instanceof Command.ReadKnownContacts) {
      return new Outcome.KnownContacts(dht.maintenance().contactsToKeep(), dht.watch().reachedAt());
    }
    if (command instanceof Command.WatchEvents watch) {
      events.watch(watch.kinds());
      return new Outcome.EventsWatched();
    }
    if (command instanceof Command.ReadLimits) {
      return limitValues();
    }
    return Outcome.Failed.of(FailureCode.INVALID, "not a command of this node");
  }

  private Outcome status() {
    return new Outcome.Status(
        dht.table().count(),
        records.keeper().recordCount(),
        sessions.table().count(),
        records.keeper().isWritable(),
        !expectsPeers || dht.maintenance().joined() && !dht.company().isAlone(),
        dht.company().isAlone(),
        dht.company().aloneSinceMs(),
        time.epochMs());
  }

  private Outcome limitValues() {
    List<Outcome.LimitValue> values = new ArrayList<>();
    for (Limit limit : Limit.values()) {
      values.add(
          new Outcome.LimitValue(
              limit.text(),
              limits.value(limit),
              limits.used(limit),
              limit.defaultValue(),
              limit.meaning()));
    }
    return new Outcome.LimitValues(values);
  }
}
