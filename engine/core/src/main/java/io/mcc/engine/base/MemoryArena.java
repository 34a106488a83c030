package io.mcc.engine.base;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Direct memory handed out piece by piece from a few blocks: each block taken from the machine
 * costs some 200 bytes of bookkeeping, whatever its length. Pieces begin at multiples of 16 bytes
 * and are never given back. Owned by one thread.
 *
 * <p>As scratch it holds what means nothing between two inputs: the nodes of a simulation share
 * one, which is rewound before each node is put together. So no piece of it may be trusted to hold
 * what an earlier input, or a constructor, has written there.
 */
public final class MemoryArena {
  private static final int ALIGNMENT = 16;

  private final List<ByteBuffer> blocks = new ArrayList<>();
  private final int blockLength;
  private int block;
  private int position;

  /**
   * @param blockLength bytes taken from the machine at a time; a longer piece gets its own block
   */
  public MemoryArena(int blockLength) {
    this.blockLength = blockLength;
  }

  /** The next piece of memory; zeros where the arena has never been rewound. */
  public UnsafeBuffer claim(int length) {
    while (block < blocks.size() && position + length > blocks.get(block).capacity()) {
      block++;
      position = 0;
    }
    if (block == blocks.size()) {
      int capacity = Math.max(blockLength, length);
      blocks.add(ByteBuffer.allocateDirect(capacity + ALIGNMENT).alignedSlice(ALIGNMENT));
    }
    UnsafeBuffer piece = new UnsafeBuffer(blocks.get(block), position, length);
    position = BitUtil.align(position + length, ALIGNMENT);
    return piece;
  }

  /** Begins at the front: who claims now shares the memory with who claimed before. */
  public void rewind() {
    block = 0;
    position = 0;
  }
}
