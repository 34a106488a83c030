package io.mcc.sim.fuzz;

import io.mcc.codec.DialBack;
import io.mcc.codec.FindNode;
import io.mcc.codec.FrameHeader;
import io.mcc.codec.PathChallenge;
import io.mcc.codec.Ping;
import io.mcc.codec.RecordGet;
import io.mcc.codec.RecordOffer;
import io.mcc.codec.RecordRange;
import io.mcc.codec.RekeyHello;
import java.io.ByteArrayOutputStream;
import java.util.Random;

/** Writes what {@link NodeFuzzTest} reads: a setting and operations, which follow from a seed. */
final class NodeScripts {
  /** Frames that a node answers or minds, whatever their body says. */
  private static final int[] FRAME_TYPES = {
    Ping.TYPE,
    FindNode.TYPE,
    RecordGet.TYPE,
    RecordRange.TYPE,
    RecordOffer.TYPE,
    DialBack.TYPE,
    PathChallenge.TYPE,
    RekeyHello.TYPE
  };

  private static final int BODY_LENGTH = 160;
  private static final int DELIVER = 1;
  private static final int PASS = 4;

  private final ByteArrayOutputStream script = new ByteArrayOutputStream();
  private final Random random;

  private NodeScripts(Random random) {
    this.random = random;
  }

  static byte[] script(int seed, int operationCount) {
    NodeScripts scripts = new NodeScripts(new Random(seed));
    scripts.script.write(seed);
    for (int i = 0; i < operationCount; i++) {
      scripts.addOperation();
    }
    return scripts.script.toByteArray();
  }

  private void addOperation() {
    switch (random.nextInt(15)) {
      case 0 -> add(DELIVER, 255);
      case 1, 2 -> add(PASS, random.nextInt(8));
      case 3 -> addBytes(8, random.nextInt(256), 0, 200, 200);
      case 4 -> addBytes(9, random.nextInt(256), random.nextInt(256), 2, 6);
      case 5 -> addBytes(10, random.nextInt(2), 12, 4, 100);
      case 6, 7 -> addFrame();
      case 8 -> addBytes(12, random.nextInt(4), 1, 20, 20);
      case 9, 10, 11 -> addCommand();
      case 12 -> add(17, random.nextInt(8));
      case 13 -> addStart();
      default -> add(random.nextInt(18), random.nextInt(256));
    }
  }

  private void add(int operation, int x) {
    addBytes(operation, x, random.nextInt(256), 0, 0);
  }

  private void addBytes(int operation, int x, int y, int z, int length) {
    script.write(operation);
    script.write(x);
    script.write(y);
    script.write(z);
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    script.writeBytes(bytes);
  }

  private void addFrame() {
    int type = FRAME_TYPES[random.nextInt(FRAME_TYPES.length)];
    addBytes(11, 1, type, BODY_LENGTH >> 2, BODY_LENGTH);
    add(DELIVER, 255);
  }

  /** A node starts anew, and its first request is another one. */
  private void addStart() {
    addBytes(16, 1, 0, 0, 0);
    addBytes(12, 5, 0, FrameHeader.LENGTH + Ping.LENGTH, FrameHeader.LENGTH + Ping.LENGTH);
    add(PASS, 1);
  }

  private void addCommand() {
    addBytes(13, random.nextInt(2), random.nextInt(32), random.nextInt(64), 0);
    add(PASS, 1);
  }
}
