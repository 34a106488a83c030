package io.mcc.http.server;

import io.mcc.engine.command.Command;
import io.mcc.engine.command.Expectation;
import io.mcc.engine.command.Outcome;
import io.mcc.http.server.Views.GivenUpView;
import io.mcc.http.server.Views.StoredView;

/** Storing and deleting records. Stateless; IO threads. */
final class RecordWrites {
  private static final String FORM_HINT =
      "a form was stored, wrapping included: 'curl -F' sends one; -T FILE and --data-binary @FILE"
          + " send the bytes alone";
  private static final String RECORDS = "/api/v1/records/";
  private static final long TTL_DEFAULT_SECONDS = 24 * 3_600;
  private static final long TTL_MAX_SECONDS = 48 * 3_600;

  Reply putImmutable(Request request) {
    String type = contentType(request);
    boolean explain = request.explain();
    Command command =
        new Command.PutImmutable(
            type, request.body(), ttlMs(request), request.timeoutNs(), explain);
    return Reply.ask(
        command,
        outcome ->
            OutcomeAnswers.answer(
                outcome,
                explain,
                Outcome.Stored.class,
                stored ->
                    stored(stored, null, type, RECORDS + stored.key(), explain)
                        .header("ETag", EntityTag.of(stored.tag()))));
  }

  Reply putOwn(Request request) {
    String type = contentType(request);
    String name = request.path("name");
    boolean explain = request.explain();
    Command command =
        new Command.PutMutable(
            name,
            type,
            request.body(),
            ttlMs(request),
            expectation(request),
            request.timeoutNs(),
            explain);
    return Reply.ask(
        command,
        outcome ->
            OutcomeAnswers.answer(
                outcome,
                explain,
                Outcome.Stored.class,
                stored ->
                    stored(stored, stored.sequence(), type, RECORDS + "self/" + name, explain)
                        .header("ETag", EntityTag.of(stored.tag()))));
  }

  private static Answer stored(
      Outcome.Stored stored, Long sequence, String type, String location, boolean explain) {
    Answer answer =
        Answer.json(
            stored.created() ? 201 : 200,
            new StoredView(
                stored.key(),
                sequence,
                stored.replicas(),
                Views.instant(stored.expiryMs()),
                MediaType.isMultipart(type) ? FORM_HINT : null,
                Views.stepsIf(explain, stored)));
    return stored.created() ? answer.header("Location", location) : answer;
  }

  Reply deleteOwn(Request request) {
    boolean explain = request.explain();
    Command command =
        new Command.DeleteMutable(
            request.path("name"), expectation(request), request.timeoutNs(), explain);
    return Reply.ask(
        command,
        outcome ->
            OutcomeAnswers.answer(
                outcome, explain, Outcome.Deleted.class, deleted -> deleted(deleted, explain)));
  }

  Reply giveUp(Request request) {
    return Reply.ask(
        new Command.GiveUp(request.path("key"), request.timeoutNs()),
        outcome ->
            OutcomeAnswers.answer(
                outcome,
                false,
                Outcome.GivenUp.class,
                given ->
                    Answer.json(
                        200, new GivenUpView(given.key(), Views.instant(given.copiesEndMs())))));
  }

  private static Answer deleted(Outcome.Deleted deleted, boolean explain) {
    if (!explain) {
      return Answer.empty(204);
    }
    return Answer.json(
        200,
        new StoredView(
            deleted.key(),
            deleted.sequence(),
            deleted.replicas(),
            null,
            null,
            Views.stepsIf(true, deleted)));
  }

  private static String contentType(Request request) {
    String type = request.header("Content-Type");
    // 'curl -d' says so of whatever it sends; nobody means it.
    boolean unmeant =
        type == null || type.isBlank() || type.strip().equalsIgnoreCase(MediaType.FORM);
    return unmeant ? MediaType.BINARY : type.strip();
  }

  private static long ttlMs(Request request) {
    return request.query().number("ttlSeconds", TTL_DEFAULT_SECONDS, 1, TTL_MAX_SECONDS) * 1_000;
  }

  private static Expectation expectation(Request request) {
    return EntityTag.expectation(request.header("If-Match"), request.header("If-None-Match"));
  }
}
