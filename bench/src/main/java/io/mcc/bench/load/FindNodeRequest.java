package io.mcc.bench.load;

import io.mcc.codec.FindNode;
import io.mcc.codec.Nodes;
import org.agrona.MutableDirectBuffer;

/** FIND_NODE for a new random target each time. */
public final class FindNodeRequest implements LoadRequest {
  private final FindNode message = new FindNode();
  private final RandomIds targets;

  /**
   * @param seed of the targets
   */
  public FindNodeRequest(long seed) {
    targets = new RandomIds(seed);
  }

  @Override
  public int type() {
    return FindNode.TYPE;
  }

  @Override
  public int answerType() {
    return Nodes.TYPE;
  }

  @Override
  public int write(MutableDirectBuffer buffer, int offset, int requestId) {
    message.wrap(buffer, offset).requestId(requestId).putTarget(targets.next());
    return FindNode.LENGTH;
  }
}
