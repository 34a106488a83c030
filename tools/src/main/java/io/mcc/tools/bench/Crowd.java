package io.mcc.tools.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Clients that do a list of jobs together: so many requests are under way at once. */
final class Crowd implements AutoCloseable {
  /** Requests under way at once. */
  static final int SIZE = 8;

  private final ExecutorService executor =
      Executors.newFixedThreadPool(
          SIZE,
          work -> {
            Thread thread = new Thread(work, "mcc-bench");
            thread.setDaemon(true);
            return thread;
          });

  /** Runs every job of 0 to {@code count} - 1 once; returns when all are done. */
  void run(int count, IntConsumer job) {
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> members = new ArrayList<>();
    for (int i = 0; i < SIZE; i++) {
      members.add(
          executor.submit(
              () -> {
                for (int j = next.getAndIncrement(); j < count; j = next.getAndIncrement()) {
                  job.accept(j);
                }
              }));
    }
    members.forEach(Crowd::join);
  }

  private static void join(Future<?> member) {
    try {
      member.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
