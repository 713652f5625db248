#include "store/rows.h"

#include "definition/canonical.h"
#include "store/faultword.h"
#include "store/queries.h"

#include <QJsonDocument>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// A line each: step, item, time. What is not understood is left out: it is asked about at once.
QList<Wait> waitsFrom(const QString &text)
{
    constexpr qsizetype Parts = 3;
    QList<Wait> waits;
    for (const QStringView line : QStringView(text).split(u'\n', Qt::SkipEmptyParts)) {
        const QList<QStringView> parts = line.split(u' ');
        if (parts.size() == Parts)
            waits.append({{StepId(parts[0].toString()), parts[1].toInt()}, Timestamp(Milliseconds(parts[2].toLongLong()))});
    }
    return waits;
}

/// What is still as it was recorded, and is not understood, a newer Cairn recorded.
Error unreadable(const QString &what, const StoredDefinition &stored, const QString &why)
{
    if (Digest::of(stored.json) == stored.digest)
        return {ErrorKind::NewerStore,
                u"%1 was recorded by a newer version of Cairn: %2"_s.arg(what, why),
                {},
                u"Install the newer version: this one leaves it as it is"_s};
    return {ErrorKind::Damaged,
            u"%1 is stored in a form that cannot be read: %2"_s.arg(what, why),
            {},
            u"`cairn doctor` names what is damaged, and what mends it"_s};
}

} // namespace

RunRecord readRun(Row &row)
{
    RunRecord run;
    run.id = RunId(row.integer());
    run.pipelineVersionId = row.integer();
    run.pipeline = row.text();
    run.version = row.number();
    run.pipelineDigest = row.digest();
    run.state = row.word(runStateFromWord);
    run.step = StepId(row.text());
    run.category = row.optionalWord(categoryFromWord);
    run.cause = row.text();
    run.attempts = row.number();
    run.inputName = row.text();
    run.input = row.payload();
    run.submittedAt = row.time();
    run.startedAt = row.optionalTime();
    run.finishedAt = row.optionalTime();
    run.nextAt = row.optionalTime();
    run.deadlineAt = row.optionalTime();
    if (const auto origin = row.optionalInteger())
        run.rerunOf = RunId(*origin);
    run.traceId = row.blob();
    run.waits = waitsFrom(row.text());
    run.gates = row.text().split(u'\n', Qt::SkipEmptyParts);
    return run;
}

QString waitsText(const RunRecord &run)
{
    QStringList lines;
    for (const Wait &wait : isFinished(run.state) ? QList<Wait>() : run.waits)
        lines.append(u"%1 %2 %3"_s.arg(wait.key.step.name()).arg(wait.key.item).arg(wait.at.time_since_epoch().count()));
    return lines.join(u'\n');
}

QString gatesText(const RunRecord &run)
{
    return isFinished(run.state) || run.gates.isEmpty() ? QString() : u"\n%1\n"_s.arg(run.gates.join(u'\n'));
}

QString idsText(const QList<RunId> &runs)
{
    QStringList ids;
    for (const RunId run : runs)
        ids.append(QString::number(run.value()));
    return u'[' + ids.join(u',') + u']';
}

Checkpoint readCheckpoint(Row &row)
{
    Checkpoint checkpoint;
    checkpoint.seq = row.integer();
    checkpoint.run = RunId(row.integer());
    checkpoint.step = StepId(row.text());
    checkpoint.item = row.number();
    checkpoint.state = row.word(stepStateFromWord);
    checkpoint.generation = row.number();
    checkpoint.policyRevisionId = row.integer();
    checkpoint.inputDigest = row.digest();
    checkpoint.output = row.payload();
    checkpoint.status = row.number();
    checkpoint.outputHeaders = row.blob();
    checkpoint.attempts = row.number();
    checkpoint.category = row.optionalWord(categoryFromWord);
    checkpoint.cause = row.text();
    checkpoint.decision = row.optionalWord(actionFromWord);
    checkpoint.reason = row.text();
    checkpoint.nextAt = row.optionalTime();
    checkpoint.actor = row.text();
    checkpoint.at = row.time();
    if (const auto items = row.optionalInteger())
        checkpoint.items = int(*items);
    checkpoint.edited = row.payload();
    return checkpoint;
}

Attempt readAttempt(Row &row)
{
    Attempt attempt;
    attempt.run = RunId(row.integer());
    attempt.step = StepId(row.text());
    attempt.item = row.number();
    attempt.generation = row.number();
    attempt.number = row.number();
    attempt.idempotencyKey = row.text();
    attempt.spanId = row.blob();
    attempt.policyRevisionId = row.integer();
    attempt.service = row.text();
    attempt.method = row.text().toLatin1();
    attempt.url = row.text();
    attempt.requestHeaders = row.blob();
    attempt.responseHeaders = row.blob();
    attempt.request = row.payload();
    attempt.response = row.payload();
    attempt.status = row.number();
    attempt.fault = row.optionalWord(faultFromStored).value_or(TransportFault::None);
    attempt.category = row.optionalWord(categoryFromWord);
    attempt.cause = row.text();
    attempt.decision = row.word(actionFromWord);
    attempt.delay = row.optionalDuration();
    attempt.advised = row.optionalDuration();
    attempt.timing.queued = row.duration();
    attempt.timing.connect = row.duration();
    attempt.timing.firstByte = row.duration();
    attempt.timing.total = row.duration();
    attempt.startedAt = row.time();
    attempt.breaker = row.optionalWord(passageFromWord);
    return attempt;
}

Sending readSending(Row &row)
{
    Sending sending;
    sending.run = RunId(row.integer());
    sending.step = StepId(row.text());
    sending.item = row.number();
    sending.generation = row.number();
    sending.since = row.time();
    return sending;
}

EarlierVersion readEarlierVersion(Row &row)
{
    return {row.integer(), row.number(), row.integer(), row.number(), row.digest()};
}

Command readCommand(Row &row)
{
    Command command;
    command.id = row.integer();
    command.kind = row.word(commandKindFromWord);
    command.run = RunId(row.integer());
    command.step = StepId(row.text());
    command.item = int(row.optionalInteger().value_or(NoItem));
    command.service = row.text();
    command.arguments = QJsonDocument::fromJson(row.blob()).object();
    command.actor = row.text();
    command.reason = row.text();
    command.createdAt = row.time();
    command.doneAt = row.optionalTime();
    command.done = command.doneAt.has_value();
    command.accepted = row.flag();
    command.result = row.text();
    command.bulk = row.integer();
    command.outcome = row.optionalWord(commandOutcomeFromWord);
    return command;
}

Event readEvent(Row &row)
{
    Event event;
    event.id = row.integer();
    event.at = row.time();
    event.kind = row.text();
    event.run = RunId(row.integer());
    event.detail = row.text();
    return event;
}

Callback readCallback(Row &row)
{
    Callback callback;
    callback.id = row.text();
    callback.run = RunId(row.integer());
    callback.key.step = StepId(row.text());
    callback.key.item = row.number();
    callback.generation = row.number();
    callback.url = row.text();
    callback.createdAt = row.time();
    return callback;
}

Message readMessage(Row &row)
{
    Message message;
    message.id = row.text();
    message.headers = row.blob();
    message.body = row.payload();
    message.at = row.time();
    return message;
}

SchemaRecord readSchema(Row &row)
{
    SchemaRecord schema;
    schema.name = row.text();
    schema.version = row.number();
    schema.digest = row.digest();
    schema.document = row.blob();
    return schema;
}

Erasure readErasure(Row &row)
{
    return {RunId(row.integer()), row.text(),    row.text(),    row.time(),
            row.optionalTime(),   row.integer(), row.integer(), row.integer()}; // braces: from left to right
}

StoredDefinition readPipelineVersion(Row &row)
{
    StoredDefinition stored;
    stored.id = row.integer();
    stored.name = row.text();
    stored.number = row.number();
    stored.digest = row.digest();
    stored.source = row.blob();
    stored.json = row.blob();
    return stored;
}

StoredDefinition readServiceRevision(Row &row)
{
    StoredDefinition stored;
    stored.id = row.integer();
    stored.name = row.text();
    stored.number = row.number();
    stored.digest = row.digest();
    stored.source = row.blob();
    stored.json = row.blob();
    stored.recordedAt = row.time();
    stored.actor = row.text();
    stored.reason = row.text();
    stored.inherited = row.blob();
    return stored;
}

Result<PipelineVersion> parsePipeline(const StoredDefinition &stored)
{
    auto pipeline = pipelineFromJson(QJsonDocument::fromJson(stored.json).object());
    if (!pipeline)
        return tl::unexpected(
            unreadable(u"Pipeline %1@%2"_s.arg(stored.name).arg(stored.number), stored, pipeline.error().detail));
    return PipelineVersion{stored.id, stored.digest, stored.source, std::move(*pipeline)};
}

Result<ServiceRevision> parseService(const StoredDefinition &stored)
{
    auto service = serviceFromJson(QJsonDocument::fromJson(stored.json).object());
    if (!service)
        return tl::unexpected(
            unreadable(u"Revision %2 of service %1"_s.arg(stored.name).arg(stored.number), stored, service.error().detail));
    return ServiceRevision{stored.id,         stored.number, stored.digest, stored.source,   std::move(*service),
                           stored.recordedAt, stored.actor,  stored.reason, stored.inherited};
}

Result<QList<StoredFile>> payloadFilesAfter(SqliteConnection &connection, const Digest &after)
{
    constexpr int Page = 500;
    return allOf(
        connection, "payload_files_after"_L1, [&](Statement &statement) { statement.blob(after.toBytes()).integer(Page); },
        [](Row &row) {
            return StoredFile{row.payload(), row.number()}; // braces: from left to right
        });
}

} // namespace cairn
