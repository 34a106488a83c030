package io.mcc.http.server;

import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import io.mcc.http.server.Views.OwnRecordsView;

/**
 * Reading records. A value is whatever a stranger stored, so it is served in a way that no browser
 * runs. Stateless; IO threads.
 */
final class RecordReads {
  Reply equivocations(Request request) {
    return Reply.ask(
        new Command.ListEquivocations(),
        outcome ->
            OutcomeAnswers.answer(
                outcome,
                false,
                Outcome.Equivocations.class,
                found -> Answer.json(200, Views.equivocations(found))));
  }

  Reply byKey(Request request) {
    return read(
        request,
        new Command.GetByKey(
            request.path("key"),
            request.query().flag("local"),
            request.timeoutNs(),
            request.explain()));
  }

  Reply ofOwner(Request request) {
    return read(
        request,
        new Command.GetMutable(
            request.path("owner"), request.path("name"), request.timeoutNs(), request.explain()));
  }

  Reply own(Request request) {
    return read(
        request,
        new Command.GetMutable(null, request.path("name"), request.timeoutNs(), request.explain()));
  }

  Reply list(Request request) {
    return Reply.ask(
        new Command.ListOwnRecords(
            request.limit(), request.query().text("after"), request.query().flag("all")),
        outcome ->
            OutcomeAnswers.answer(outcome, false, Outcome.OwnRecords.class, RecordReads::list));
  }

  private static Answer list(Outcome.OwnRecords records) {
    return Answer.json(
        200,
        new OwnRecordsView(records.records().stream().map(Views::own).toList(), records.next()));
  }

  private static Reply read(Request request, Command command) {
    String ifMatch = request.header("If-Match");
    String ifNoneMatch = request.header("If-None-Match");
    return Reply.ask(
        command,
        outcome ->
            OutcomeAnswers.answer(
                outcome,
                command.explain(),
                Outcome.Found.class,
                found -> found(found, command.explain(), ifMatch, ifNoneMatch)));
  }

  private static Answer found(
      Outcome.Found found, boolean explain, String ifMatch, String ifNoneMatch) {
    String tag = EntityTag.of(found.tag());
    if (ifMatch != null && !EntityTag.matchNames(ifMatch, tag)) {
      return Answer.problem(
          Problem.of(412, "precondition_failed", "the record has another entity tag: " + tag));
    }
    if (explain) {
      return described(Answer.json(200, Views.found(found)), found, tag);
    }
    if (ifNoneMatch != null && EntityTag.noneMatchNames(ifNoneMatch, tag)) {
      return described(Answer.empty(304), found, tag);
    }
    return described(value(found), found, tag);
  }

  private static Answer value(Outcome.Found found) {
    String type = MediaType.safe(found.contentType());
    Answer answer =
        Answer.bytes(200, type, found.value())
            .header("Content-Security-Policy", "sandbox; default-src 'none'")
            .header("Cross-Origin-Resource-Policy", "same-origin");
    return MediaType.isTextOrJson(type)
        ? answer
        : answer.header("Content-Disposition", "attachment");
  }

  private static Answer described(Answer answer, Outcome.Found found, String tag) {
    Answer described = found.unconfirmed() ? answer.header("MCC-Unconfirmed", "true") : answer;
    return described
        .header("ETag", tag)
        .header("Cache-Control", "no-cache")
        .header("MCC-Sequence", Long.toUnsignedString(found.sequence()))
        .header("MCC-Owner", found.owner())
        .header("MCC-Expires", Views.instant(found.expiryMs()));
  }
}
