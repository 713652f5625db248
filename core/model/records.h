#pragma once

#include "base/ids.h"
#include "base/timestamp.h"
#include "model/exchange.h"
#include "model/pipeline.h"
#include "model/words.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace cairn {

/// Refers to bytes in the payload store.
struct PayloadRef
{
    Digest digest; ///< invalid: there is no payload
    qint64 size = 0;
    bool isValid() const { return digest.isValid(); }
    bool operator==(const PayloadRef &) const = default;
};

/// When a step that its service has taken up is asked about next, or an item of it.
struct Wait
{
    StepKey key;
    Timestamp at;
    bool operator==(const Wait &) const = default;
};

/// One input file through one pipeline version, as a row of the store.
struct RunRecord
{
    RunId id;
    qint64 pipelineVersionId = 0;
    QString pipeline; ///< name, version and digest of that pipeline version (read with the row)
    int version = 0;
    Digest pipelineDigest;
    RunState state = RunState::Pending;
    StepId step; ///< the step that explains the state (the blocked or waiting one); empty while all goes well
    std::optional<Category> category;
    QString cause;    ///< one sentence, English
    int attempts = 0; ///< made so far by that step
    QString inputName;
    PayloadRef input;
    Timestamp submittedAt;
    std::optional<Timestamp> startedAt;
    std::optional<Timestamp> finishedAt;
    std::optional<Timestamp> nextAt; ///< not before
    std::optional<Timestamp> wakeAt; ///< held, blocked, outcome unknown: when another step of it may go on (not read back)
    std::optional<Timestamp> deadlineAt;
    std::optional<RunId> rerunOf;
    QByteArray traceId;  ///< 16 bytes, W3C trace context
    QList<Wait> waits{}; ///< of all its steps that are asked about by the clock; one that is not here is asked about at once
    QStringList gates{}; ///< services that turned something of it away, other than the one that its row is held for
};

/// The durable record of a step's state change. Never changed once written.
struct Checkpoint
{
    qint64 seq = 0; ///< order of commit in the whole store; 0: not written yet
    RunId run;
    StepId step;
    int item = NoItem;
    StepState state = StepState::Pending;
    int generation = 0; ///< resume generation: grows when an operator changes the input
    qint64 policyRevisionId = 0;
    Digest inputDigest; ///< of the request as rendered (method, URL, body)
    PayloadRef output;
    int status = 0;           ///< HTTP status of the answer that decided, 0 if none
    QByteArray outputHeaders; ///< JSON object of response headers, for later steps; empty if none
    int attempts = 0;         ///< made so far in this generation
    std::optional<Category> category;
    QString cause;
    std::optional<Action> decision{}; ///< nullopt: no answer decided; it is about to be sent, or somebody asked for it
    QString reason;                   ///< why that was decided, in words
    std::optional<Timestamp> nextAt;
    QString actor; ///< "runner", or who asked
    Timestamp at;
    std::optional<int> items{}; ///< into how many the step was fanned out; nullopt: this is not where it was
    PayloadRef edited{};        ///< an operator's bytes in place of the request's body, from this generation on

    StepKey key() const { return {step, item}; }
};

/// How a service's breaker stood when it let a request through.
enum class Passage {
    Closed,
    Probe,  ///< it was half open
    Forced, ///< closed by an operator's order
    Wave,   ///< let through in waves, by an operator's order
};
QString word(Passage passage);
std::optional<Passage> passageFromWord(QStringView word);

/// One try of one step: one HTTP request on the wire.
struct Attempt
{
    RunId run;
    StepId step;
    int item = NoItem;
    int generation = 0;
    int number = 1; ///< from 1 within the generation
    QString idempotencyKey;
    QByteArray spanId; ///< 8 bytes; the trace id is the run's
    qint64 policyRevisionId = 0;
    QString service;
    QByteArray method;
    QString url;
    QByteArray requestHeaders;  ///< JSON object, secrets left out
    QByteArray responseHeaders; ///< JSON object
    PayloadRef request;
    PayloadRef response;
    int status = 0;
    TransportFault fault = TransportFault::None;
    std::optional<Category> category;
    QString cause;
    Action decision = Action::Succeed;
    std::optional<Milliseconds> delay;   ///< until the next attempt, if one was decided
    std::optional<Milliseconds> advised; ///< what the service asked for (Retry-After)
    ExchangeTiming timing;
    Timestamp startedAt;
    std::optional<Passage> breaker{}; ///< nullopt: not recorded, by older versions of Cairn

    StepKey key() const { return {step, item}; }
};

/// What an operator asks for.
enum class CommandKind {
    Retry,
    Resume, ///< with something changed: "edited" bytes in place of the request's body, or the "latest" pipeline version
    Skip,   ///< the run goes on without the step
    Cancel,
    Pause, ///< nothing new is started until unpaused; what is under way comes to its end
    Unpause,
    MarkHappened,    ///< settles an unknown outcome: the step counts as succeeded, or as taken up where it is awaited
    MarkNotHappened, ///< settles an unknown outcome: the step is tried again
    OpenBreaker,     ///< of a service: nothing is sent until it expires
    CloseBreaker,    ///< of a service: everything is sent until it expires
    FreeBreaker,     ///< of a service: ends such an order
    ReleaseBreaker,  ///< of a service: what waits for it is let through in waves that grow as they pass, until it expires
    ProbeService,    ///< asks a service for its base URL, or "path" below it, by "method" (GET, HEAD); the result tells what it
                     ///< answered
};
/// About a service rather than a run.
bool isAboutService(CommandKind kind);
QString word(CommandKind kind);
std::optional<CommandKind> commandKindFromWord(QStringView word);

/// What came of a command that belongs to an order about many targets.
enum class CommandOutcome {
    Refused, ///< it could not be carried out
    Passed,  ///< what it let go has passed, or what it asked for is done
    Failed,  ///< what it let go needs a person again
    Left,    ///< the run went on without it, or was given up
};
QString word(CommandOutcome outcome);
std::optional<CommandOutcome> commandOutcomeFromWord(QStringView word);

/// A durable request of an operator, carried out by whichever runner holds the work.
struct Command
{
    qint64 id = 0;
    CommandKind kind = CommandKind::Retry;
    RunId run;
    StepId step;           ///< empty: whatever step of the run it applies to
    int item = NoItem;     ///< of that step; NoItem: all of them
    QString service;       ///< of the commands about one
    QJsonObject arguments; ///< what else the kind needs: {"for_ms"} of breakers, {"path", "method"} of probes, {"edited", "size"}
                           ///< or {"latest"} of resume
    QString actor;
    QString reason;
    Timestamp createdAt;
    std::optional<Timestamp> doneAt;
    bool done = false;
    bool accepted = false; ///< it was carried out; false with done: refused, result says why
    QString result;
    qint64 bulk = 0;                         ///< the order that it belongs to; 0: it was asked for by itself
    std::optional<CommandOutcome> outcome{}; ///< of those of an order; nullopt: not known yet
};

/// A thing worth remembering that is no checkpoint: runner started, lease taken over, file refused.
struct Event
{
    qint64 id = 0;
    Timestamp at;
    QString kind; ///< dotted word: "runner.started", "watch.refused"
    RunId run;    ///< invalid if it concerns none
    QString detail;
};

/// Where a service says later how a step went. Durable before the request that tells the service leaves.
struct Callback
{
    QString id; ///< unguessable, the last part of the URL
    RunId run;
    StepKey key;
    int generation = 0;
    QString url; ///< as the service was told
    Timestamp createdAt;
};

/// One message that came for a callback, or to start a run.
struct Message
{
    QString id;         ///< the sender's webhook-id, or else derived from the body: repeats have the same
    QByteArray headers; ///< JSON object
    PayloadRef body;
    Timestamp at;
};

/// A JSON Schema as recorded: immutable, addressed by name and version.
struct SchemaRecord
{
    QString name;
    int version = 0;
    Digest digest;       ///< of the canonical JSON
    QByteArray document; ///< canonical JSON
};

/// A step's own request that may have been sent, at that time or later, when nothing else tells of it yet: its attempt is
/// recorded with its answer.
struct Sending
{
    RunId run;
    StepId step;
    int item = NoItem;
    int generation = 0;
    Timestamp since{};
    StepKey key() const { return {step, item}; }
};

/// A file of a watched folder that is not taken.
struct RefusedFile
{
    QString pipeline;
    QString path; ///< relative to the workspace, if it lies in it
    QString why;
    Timestamp since; ///< that it is refused for this
    bool operator==(const RefusedFile &) const = default;
};

/// A version of its pipeline that a run was on before it went on with another.
struct EarlierVersion
{
    qint64 untilSeq = 0; ///< the last of the checkpoints made by it
    int attempts = 0;    ///< how many of the run's attempts had been made by then
    qint64 pipelineVersionId = 0;
    int version = 0; ///< this and the next are read with the row
    Digest digest{};
};

/// All that is recorded of one run, in order.
struct RunHistory
{
    QList<Checkpoint> checkpoints;
    QList<Attempt> attempts;
    QList<Sending> sendings{};
    QList<EarlierVersion> earlier{};
};

} // namespace cairn
