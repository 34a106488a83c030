package io.mcc.http.server;

import io.mcc.engine.command.Outcome;
import io.mcc.engine.control.EngineClient;
import io.mcc.http.server.metrics.RequestTally;
import io.mcc.http.server.metrics.RequestTally.RouteName;
import io.undertow.io.Receiver.RequestToLargeException;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/**
 * One request and its one answer: reads the body in time, asks the engine, writes the response.
 * Lives for one exchange and is used on its IO thread only, so whoever comes first (outcome,
 * deadline, broken connection) answers and the rest is ignored.
 */
final class Conversation {
  private static final Logger LOGGER = LoggerFactory.getLogger(Conversation.class);
  private static final long LINGER_MILLIS = 2_000;

  /** An answer up to this length is in the socket's buffer at once. */
  private static final int SHORT_ANSWER_LENGTH = 32 * 1024;

  private static final long ANSWER_MILLIS_MAX = 60_000;

  private final HttpServerExchange exchange;
  private final EngineClient client;
  private final Map<String, String> extraHeaders = new LinkedHashMap<>();
  private final RequestTally tally;
  private RouteName routeName = RouteName.NONE;
  private XnioExecutor.Key deadline;
  private boolean answered;

  Conversation(HttpServerExchange exchange, EngineClient client, RequestTally tally) {
    this.exchange = exchange;
    this.client = client;
    this.tally = tally;
  }

  /** Says under which route the answer is counted. */
  void countAs(RouteName routeName) {
    this.routeName = routeName;
  }

  /** Adds a header to whatever the answer will be. */
  void extraHeader(String name, String value) {
    extraHeaders.put(name, value);
  }

  /**
   * Reads the body, then goes on; too long or too late a body is answered here.
   *
   * @param timeoutMillis for the whole body, however its bytes trickle in
   */
  void readBody(int lengthMax, long timeoutMillis, Consumer<byte[]> then) {
    if (exchange.getRequestContentLength() > lengthMax) {
      answer(tooLarge(lengthMax));
      return;
    }
    startDeadline(
        timeoutMillis, Problem.of(408, "request_timeout", "the request was not finished in time"));
    exchange.getRequestReceiver().setMaxBufferSize(lengthMax);
    exchange
        .getRequestReceiver()
        .receiveFullBytes(
            (ignored, body) -> onBody(body, then), (ignored, e) -> onBodyFailure(e, lengthMax));
  }

  private void onBody(byte[] body, Consumer<byte[]> then) {
    stopDeadline();
    if (!answered) {
      guard(() -> then.accept(body));
    }
  }

  private void onBodyFailure(IOException failure, int lengthMax) {
    stopDeadline();
    LOGGER.debug("a request body could not be read: {}", failure.toString());
    if (failure instanceof RequestToLargeException) {
      answer(tooLarge(lengthMax));
    } else {
      answer(Problem.of(400, "bad_body", "the body broke off or is malformed"));
    }
  }

  private static Problem tooLarge(int lengthMax) {
    return Problem.of(413, "too_large", "the body is over the limit of " + lengthMax + " bytes");
  }

  /** Does what a resource asked for, and answers. */
  void fulfil(Reply reply) {
    if (reply instanceof Reply.Now now) {
      answer(now.answer());
    } else if (reply instanceof Reply.Ask ask) {
      exchange.dispatch(SameThreadExecutor.INSTANCE, () -> ask(ask));
    } else if (reply instanceof Reply.Work work) {
      exchange.dispatch(exchange.getConnection().getWorker(), () -> work(work));
    }
  }

  private void ask(Reply.Ask ask) {
    startDeadline(
        ask.patienceMillis(),
        Problem.of(503, "stalled", "the node doesn't answer; its log should say why")
            .with("Retry-After", "1"));
    client
        .submit(ask.command())
        .whenComplete((outcome, failure) -> onIoThread(() -> onOutcome(ask, outcome)));
  }

  private void onOutcome(Reply.Ask ask, Outcome outcome) {
    stopDeadline();
    if (!answered) {
      guard(() -> answer(ask.onOutcome().apply(outcome)));
    }
  }

  private void work(Reply.Work work) {
    Answer[] answer = new Answer[1];
    try {
      answer[0] = work.work().get();
    } catch (ProblemException e) {
      answer[0] = Answer.problem(e.problem());
    } catch (RuntimeException e) {
      answer[0] = Answer.problem(internal(e));
    }
    onIoThread(() -> answer(answer[0]));
  }

  private void onIoThread(Runnable task) {
    exchange.getIoThread().execute(task);
  }

  /** Runs a step and turns whatever it throws into an answer. */
  void guard(Runnable step) {
    try {
      step.run();
    } catch (ProblemException e) {
      answer(e.problem());
    } catch (IllegalArgumentException e) {
      // A command says in one sentence what is wrong with its inputs.
      answer(Problem.of(400, "invalid", e.getMessage()));
    } catch (RuntimeException e) {
      answer(internal(e));
    }
  }

  private static Problem internal(RuntimeException e) {
    LOGGER.error("a request failed by a fault of this program: {}", e.toString());
    LOGGER.debug("the fault in full", e);
    return Problem.of(500, "internal", "this program failed; its log says more");
  }

  void answer(Problem problem) {
    answer(Answer.problem(problem));
  }

  void answer(Answer answer) {
    if (answered) {
      return;
    }
    answered = true;
    stopDeadline();
    tally.count(routeName, answer.status());
    endConnectionIfUnread();
    exchange.setStatusCode(answer.status());
    extraHeaders.forEach(this::writeHeader);
    answer.headers().forEach(this::writeHeader);
    writeHeader("X-Content-Type-Options", "nosniff");
    if (answer.isBodyless()) {
      exchange.endExchange();
    } else {
      exchange.setResponseContentLength(answer.body().length);
      boundReader(answer.body().length);
      exchange.getResponseSender().send(ByteBuffer.wrap(answer.body()));
    }
  }

  /** Whoever is answered before the body has come may go on sending, but not for long. */
  private void endConnectionIfUnread() {
    if (exchange.isRequestComplete()) {
      return;
    }
    exchange.setPersistent(false);
    exchange
        .getIoThread()
        .executeAfter(
            () -> IoUtils.safeClose(exchange.getConnection()),
            LINGER_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  /** Whoever doesn't read a long answer loses the connection. */
  private void boundReader(int length) {
    if (length > SHORT_ANSWER_LENGTH) {
      exchange
          .getIoThread()
          .executeAfter(this::closeIfUnfinished, ANSWER_MILLIS_MAX, TimeUnit.MILLISECONDS);
    }
  }

  private void closeIfUnfinished() {
    if (!exchange.isComplete()) {
      IoUtils.safeClose(exchange.getConnection());
    }
  }

  private void writeHeader(String name, String value) {
    exchange.getResponseHeaders().put(new HttpString(name), value);
  }

  private void startDeadline(long millis, Problem otherwise) {
    if (!answered) {
      deadline =
          exchange
              .getIoThread()
              .executeAfter(() -> answer(otherwise), millis, TimeUnit.MILLISECONDS);
    }
  }

  private void stopDeadline() {
    if (deadline != null) {
      deadline.remove();
      deadline = null;
    }
  }
}
