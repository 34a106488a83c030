package io.mcc.engine.operation;

import io.mcc.codec.Contact;
import io.mcc.codec.Id;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.FailureCode;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.command.Outcome.PeerView;
import io.mcc.engine.counter.LatencyKind;
import io.mcc.engine.dht.Lookup;
import java.util.ArrayList;
import java.util.List;

/** Finds the nodes closest to an id: one lookup. Made for one command; owned by the loop. */
public final class LookupNodes extends Operation {
  private final Id target;
  private final PeerViews views;

  public LookupNodes(Command.LookupNodes command, PeerViews views) {
    super(command.explain());
    target = Id.parse(command.node());
    this.views = views;
  }

  @Override
  protected LatencyKind latencyKind() {
    return LatencyKind.LOOKUP;
  }

  @Override
  protected void start() {
    if (!startLookup(target)) {
      end(Outcome.Failed.of(FailureCode.BUSY, "as many lookups are under way as may"));
    }
  }

  @Override
  protected void onLookup(Lookup lookup) {
    if (lookup.closestCount() == 0 && lookup.requestCount() > 0) {
      end(
          new Outcome.Failed(
              FailureCode.NO_ANSWER, "peers are known, but none answered", List.of(), trace()));
      return;
    }
    List<PeerView> nodes = new ArrayList<>();
    Contact contact = new Contact();
    for (int i = 0; i < lookup.closestCount(); i++) {
      lookup.closest(i, contact);
      nodes.add(views.ofFound(contact));
    }
    end(new Outcome.Nodes(target.text(), nodes, trace()));
  }

  // The lookup ends before: this is for a clock that jumped over both instants.
  @Override
  protected void onDeadline() {
    end(new Outcome.Failed(FailureCode.NO_ANSWER, "the lookup took too long", List.of(), trace()));
  }
}
