#pragma once

#include "base/ids.h"
#include "base/timestamp.h"
#include "model/incident.h"
#include "model/words.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace cairn {

/// What an action of a runbook does; the word after `do:`.
enum class RunbookVerb { Probe, Retry, Canary, Resume, Skip, Decide, Breaker, Pause, Unpause, Escalate, Open };
QString word(RunbookVerb verb);
std::optional<RunbookVerb> runbookVerbFromWord(QStringView word);
QList<RunbookVerb> allRunbookVerbs();

/// How bad it is, as the runbook's author says.
enum class Severity { Low, Medium, High, Critical };
QString word(Severity severity);
std::optional<Severity> severityFromWord(QStringView word);
QList<Severity> allSeverities();

/// What an action may order of a breaker.
enum class BreakerWish { Open, Close, Auto };
QString word(BreakerWish wish);
std::optional<BreakerWish> breakerWishFromWord(QStringView word);

/// What an action may open.
enum class RunbookPlace { Service, Policy, Runs, Payload };
QString word(RunbookPlace place);
std::optional<RunbookPlace> runbookPlaceFromWord(QStringView word);

/// One fenced `action` block. Which fields count follows from the verb.
struct RunbookAction
{
    RunbookVerb verb = RunbookVerb::Probe;
    QString label;   ///< on the button; never empty
    QString service; ///< probe, breaker, open; empty: the incident's
    QString path;    ///< probe: after the service's base URL
    QByteArray method = "GET";
    int atMost = 0;      ///< retry: of so many failing steps; 0: of all
    double stopAt = 0.5; ///< canary: ratio of failures at which it stops by itself
    bool edit = false;   ///< resume: with an edited payload; false: with the newest version of the pipeline
    bool happened = false;
    BreakerWish wish = BreakerWish::Open;
    Milliseconds duration{600'000}; ///< breaker: how long the order holds
    QString pipeline;               ///< pause, unpause: runs of it; empty: of all pipelines of the incident
    QString to;                     ///< escalate; empty: to whom the service's contract says
    RunbookPlace place = RunbookPlace::Service;

    /// What it does in words that stay the same when its label changes: "retry at_most=5". Past actions are compared by it.
    QString key() const;
    /// It shows something, and whoever looks at it goes on from there: no part of it can be carried out by itself.
    bool onlyOpens() const { return verb == RunbookVerb::Open || (verb == RunbookVerb::Resume && edit); }
    bool operator==(const RunbookAction &) const = default;
};

/// An action of that kind leaves everything as it is.
bool onlyLooks(RunbookVerb verb);

/// For which incidents a runbook is. Conditions hold together, each by any of its values; empty ones do not restrict.
struct RunbookMatch
{
    QStringList services;
    QStringList steps;
    QList<Category> categories;
    QStringList statuses; ///< "503", "5xx", or a transport fault's word
    QStringList pipelines;
    bool operator==(const RunbookMatch &) const = default;
};

/// When those who come after the owner are to be told.
struct RunbookEscalation
{
    Milliseconds after{0}; ///< since the first failure; zero: at once
    bool operator==(const RunbookEscalation &) const = default;
};

/// A piece of a runbook, in the order of the page.
struct RunbookPart
{
    enum class Kind { Text, Step, Action };
    Kind kind = Kind::Text;
    QString text;         ///< Markdown; of a step: what is beside its box
    int number = 0;       ///< of steps and actions, each from 1
    RunbookAction action; ///< of an action
    bool operator==(const RunbookPart &) const = default;
};

/// A Markdown page that says what to do about some kind of incident, with steps to tick and actions to carry out.
struct Runbook
{
    QString name; ///< its file's, without the ending
    QString file; ///< relative to the workspace; empty: it is shipped with Cairn
    QString title;
    RunbookMatch match;
    Severity severity = Severity::Medium;
    std::optional<RunbookEscalation> escalation;
    QList<RunbookPart> parts;
    Digest digest; ///< of the source
    QByteArray source;

    bool isShipped() const { return file.isEmpty(); }
    /// The step or action of that number; nullptr if there is none.
    const RunbookPart *part(RunbookPart::Kind kind, int number) const;
    int count(RunbookPart::Kind kind) const;
};

/// Somebody follows a runbook about an incident.
struct RunbookSession
{
    qint64 id = 0;
    qint64 incident = 0;
    QString runbook; ///< its name
    Digest digest;   ///< of its text as it was then
    QString actor;
    Timestamp startedAt;
    std::optional<Timestamp> endedAt{}; ///< when the incident was resolved for the first time after it
};

/// A box that was ticked, or unticked again.
struct RunbookTick
{
    int step = 0;
    bool ticked = true;
    QString actor;
    Timestamp at;
};

/// An action of a session that somebody asked for.
struct RunbookDeed
{
    qint64 id = 0;
    qint64 session = 0;
    int action = 0; ///< its number
    QString key;    ///< RunbookAction::key()
    QString label;
    QString actor;
    QString reason;
    Timestamp at;
    QList<qint64> commands{}; ///< rows that carry it out
    QList<qint64> orders{};   ///< orders about many targets that do
    QString result{};         ///< where there is no command: what came of it at once
};

/// A deed about whatever incident, and when that incident was resolved next.
struct PastDeed
{
    qint64 incident = 0;
    Fingerprint print;
    QString key;
    Timestamp at;
    std::optional<Timestamp> resolvedAt;
};

} // namespace cairn
