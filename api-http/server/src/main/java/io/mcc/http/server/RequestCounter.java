package io.mcc.http.server;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;

/** Counts requests under way, so that a stop can wait for them. IO threads, and the closing one. */
final class RequestCounter implements HttpHandler {
  private final HttpHandler next;
  private int underWay;

  RequestCounter(HttpHandler next) {
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    add(1);
    exchange.addExchangeCompleteListener(
        (done, others) -> {
          add(-1);
          others.proceed();
        });
    next.handleRequest(exchange);
  }

  private synchronized void add(int change) {
    underWay += change;
    if (underWay == 0) {
      notifyAll();
    }
  }

  /** Waits until none is under way, or for as long as it may take. */
  synchronized void awaitNone(long millisMax) {
    long deadlineNs = System.nanoTime() + millisMax * 1_000_000;
    try {
      long leftMillis = millisMax;
      while (underWay > 0 && leftMillis > 0) {
        wait(leftMillis);
        leftMillis = (deadlineNs - System.nanoTime()) / 1_000_000;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
