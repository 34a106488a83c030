package io.mcc.tools.node;

import io.mcc.http.server.RestServer;
import io.mcc.tools.packaging.ClassList;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings into memory, soon after the start, what a node may need later of the program's file: its
 * classes, which the build has listed, and what REST serves. From then on the file may be
 * overwritten under the node. A thread of its own that takes its time, so that nobody waits for it.
 */
final class Preloading implements Runnable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Preloading.class);

  /** Some 5 ms of work, and a pause: systems don't heed a thread's priority as a rule. */
  private static final int BATCH = 50;

  private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(20);

  private final ClassLoader loader = Preloading.class.getClassLoader();

  private Preloading() {}

  /** Begins; nobody waits for the end. */
  static void start() {
    Thread thread = new Thread(new Preloading(), "mcc-preload");
    thread.setDaemon(true);
    thread.setPriority(Thread.MIN_PRIORITY);
    thread.start();
  }

  @Override
  public void run() {
    long startNs = System.nanoTime();
    RestServer.preload();
    List<String> names = names();
    for (int index = 0; index < names.size(); index++) {
      load(names.get(index));
      if (index % BATCH == BATCH - 1) {
        LockSupport.parkNanos(this, PAUSE_NS);
      }
    }
    long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
    LOGGER.debug("{} classes are in memory that may be needed, after {} ms", names.size(), tookMs);
  }

  /** Empty where the program doesn't run from the file that the build has made. */
  private List<String> names() {
    try (InputStream list = loader.getResourceAsStream(ClassList.RESOURCE)) {
      return list == null
          ? List.of()
          : new String(list.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    } catch (IOException e) {
      LOGGER.debug("the list of classes can't be read", e);
      return List.of();
    }
  }

  private void load(String name) {
    try {
      Class.forName(name, false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      // It extends something that isn't there: of a library that can do more with another one.
      LOGGER.trace("{} can't be loaded", name, e);
    }
  }
}
