package io.mcc.tools.top;

import java.time.Duration;

/**
 * How a node is watched. Immutable.
 *
 * @param count pictures until the end; 0 for no end
 * @param json one JSON object on a line for each picture
 * @param colours whether a terminal may be given colours
 */
public record TopSettings(Duration interval, int count, boolean json, boolean colours) {
  boolean isLast(int shown) {
    return count > 0 && shown >= count;
  }
}
