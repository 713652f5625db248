#include "causetext.h"
#include "commandline.h"
#include "reading.h"
#include "servicetable.h"

#include "base/printable.h"
#include "control/exporting.h"
#include "control/inbox.h"
#include "control/jsonfields.h"
#include "control/refusedfiles.h"
#include "control/review.h"

#include <QJsonArray>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostTroubles = 10; ///< for people
constexpr int MostTroublesListed = 1'000;
constexpr qsizetype MostFiles = 10; ///< for people

/// What is told of a workspace.
struct Status
{
    std::optional<QString> runner;
    QMap<RunState, qint64> runs;
    QList<PipelineVersion> pipelines;
    QList<ServiceHealth> services;
    QMap<IncidentState, qint64> incidents;
    QList<Trouble> troubles;
    QStringList drift;
    RefusedFiles refused;
};

Result<Status> readStatus(Reading &reading, int mostTroubles)
{
    StoreReader &reader = *reading.reader;
    Status status;
    status.runner = reading.session->store().leaseHolder();
    const auto runs = reader.countByState();
    const auto pipelines = reader.pipelines();
    const auto services = readServiceHealth(reader, reading.session->clock().now(), status.runner.has_value());
    const auto incidents = reader.countIncidents();
    const auto troubles = reader.troubles(mostTroubles);
    const auto drift = differing(reader, reading.session->root());
    const auto refused = readRefusedFiles(reader, reading.session->root());
    for (const auto *error :
         {runs ? nullptr : &runs.error(), pipelines ? nullptr : &pipelines.error(), services ? nullptr : &services.error(),
          incidents ? nullptr : &incidents.error(), troubles ? nullptr : &troubles.error(), drift ? nullptr : &drift.error(),
          refused ? nullptr : &refused.error()}) {
        if (error)
            return tl::unexpected(*error);
    }
    status.runs = *runs;
    status.pipelines = *pipelines;
    status.services = *services;
    status.incidents = *incidents;
    status.troubles = *troubles;
    status.drift = *drift;
    status.refused = *refused;
    return status;
}

QString nameOf(const PipelineVersion &version)
{
    return u"%1@%2"_s.arg(version.pipeline.name).arg(version.pipeline.version);
}

QJsonObject toJson(const Trouble &trouble)
{
    return {{u"runs"_s, trouble.count},
            {u"state"_s, word(trouble.stands)},
            {u"paused"_s, trouble.state == RunState::Paused},
            {u"pipeline"_s, trouble.pipeline},
            {u"step"_s, textOrNull(trouble.step.name())},
            {u"service"_s, textOrNull(trouble.service)},
            {u"category"_s, wordOrNull(trouble.category)},
            {u"cause"_s, textOrNull(trouble.cause)},
            {u"newest"_s, trouble.newest.toString()},
            {u"at_once"_s, trouble.urgency == Urgency::AtOnce}};
}

QJsonObject toJson(const RefusedFile &file)
{
    return {{u"path"_s, file.path}, {u"pipeline"_s, file.pipeline}, {u"since"_s, toRfc3339(file.since)}, {u"why"_s, file.why}};
}

QJsonObject incidentObject(const QMap<IncidentState, qint64> &counts)
{
    QJsonObject object;
    for (IncidentState state : allIncidentStates())
        object.insert(word(state), counts.value(state));
    return object;
}

/// Those that are not resolved: "3 open, 1 acknowledged: `cairn incident`".
QString incidentText(const QMap<IncidentState, qint64> &counts)
{
    QStringList parts;
    for (IncidentState state : unresolvedStates()) {
        if (counts.value(state) > 0)
            parts.append(u"%1 %2"_s.arg(counts.value(state)).arg(word(state)));
    }
    return parts.isEmpty() ? u"none"_s : parts.join(u", "_s) + u": `cairn incident`"_s;
}

QJsonObject toJson(const Status &status, const QString &root, Timestamp now)
{
    QJsonObject byState;
    for (const auto &[state, count] : status.runs.asKeyValueRange())
        byState.insert(word(state), count);
    QStringList pipelines;
    std::transform(status.pipelines.begin(), status.pipelines.end(), std::back_inserter(pipelines), nameOf);
    QJsonArray services;
    for (const ServiceHealth &health : status.services)
        services.append(toJson(health, now));
    QJsonArray troubles;
    for (const Trouble &trouble : status.troubles)
        troubles.append(toJson(trouble));
    QJsonArray refused;
    for (const RefusedFile &file : status.refused.files)
        refused.append(toJson(file));
    return {{u"workspace"_s, root},
            {u"runner"_s, status.runner ? QJsonValue(*status.runner) : QJsonValue()},
            {u"runs"_s, byState},
            {u"pipelines"_s, QJsonArray::fromStringList(pipelines)},
            {u"services"_s, services},
            {u"incidents"_s, incidentObject(status.incidents)},
            {u"needs_a_person"_s, troubles},
            {u"refused_files"_s, QJsonObject{{u"count"_s, status.refused.count}, {u"files"_s, refused}}},
            {u"drift"_s, QJsonArray::fromStringList(status.drift)}};
}

/// Files that nobody takes, whoever has sent them.
void tellRefused(const RefusedFiles &refused, const Terminal &terminal)
{
    if (refused.files.isEmpty())
        return;
    QList<QStringList> rows;
    for (const RefusedFile &file : refused.files.first(std::min(refused.files.size(), MostFiles)))
        rows.append({printable(file.path), file.pipeline, toRfc3339(file.since), file.why});
    terminal.line(u"\nThese files are not taken:"_s);
    terminal.table({u"FILE"_s, u"PIPELINE"_s, u"SINCE"_s, u"WHY"_s}, rows);
    if (refused.count > rows.size())
        terminal.line(u"and %1 more: `cairn doctor`"_s.arg(refused.count - rows.size()));
}

bool isPaused(const Trouble &trouble)
{
    return trouble.state == RunState::Paused;
}

/// Where runs need a person, the most urgent first.
void tellTroubles(const QList<Trouble> &troubles, const Terminal &terminal)
{
    if (troubles.isEmpty())
        return;
    QList<QStringList> rows;
    for (const Trouble &trouble : troubles.first(std::min<qsizetype>(troubles.size(), MostTroubles))) {
        const QString place = trouble.step.isEmpty() ? trouble.pipeline : trouble.pipeline + u'/' + trouble.step.name();
        rows.append(
            {QString::number(trouble.count), word(trouble.stands) + (isPaused(trouble) ? u", paused"_s : QString()), place,
             trouble.service.isEmpty() ? u"-"_s : trouble.service,
             causeText(trouble.category, trouble.cause) + (trouble.urgency == Urgency::AtOnce ? u" (at once)"_s : QString())});
    }
    terminal.line(u"\nThese need a person, the most urgent first:"_s);
    terminal.table({u"RUNS"_s, u"STATE"_s, u"WHERE"_s, u"SERVICE"_s, u"WHY"_s}, rows);
    const QString all =
        troubles.size() > MostTroubles ? u"There is more. `cairn incident` lists all"_s : u"`cairn incident` lists them"_s;
    const bool somePaused = std::any_of(troubles.begin(), troubles.end(), isPaused);
    terminal.line(all + u", `cairn runs state:blocked,outcome_unknown%1` the runs"_s.arg(somePaused ? u",paused"_s : QString()));
    if (somePaused)
        terminal.line(u"What is paused goes on by `cairn unpause` alone, whatever else is done about it"_s);
    if (std::any_of(troubles.begin(), troubles.end(), [](const Trouble &one) { return one.state == RunState::OutcomeUnknown; }))
        terminal.line(u"An unknown outcome is settled by `cairn decide`; `cairn show RUN` tells by what to look for it"_s);
}

void tell(const Status &status, const QString &root, Timestamp now, const Terminal &terminal)
{
    QStringList pipelines;
    for (const PipelineVersion &version : status.pipelines)
        pipelines.append(isRetired(version) ? nameOf(version) + u" (retired)"_s : nameOf(version));
    terminal.line(u"workspace  %1"_s.arg(root));
    terminal.line(u"runner     %1"_s.arg(status.runner.value_or(u"none: `cairn runner` or the console starts one"_s)));
    terminal.line(u"pipelines  %1"_s.arg(pipelines.join(u", "_s)));
    if (!status.drift.isEmpty())
        terminal.line(
            u"drift      files and what is live differ: %1; see `cairn apply --dry-run`"_s.arg(status.drift.join(u", "_s)));
    terminal.line(u"incidents  %1\n"_s.arg(incidentText(status.incidents)));
    printServices(terminal, status.services, now);
    terminal.line({});
    QList<QStringList> rows;
    for (RunState state : allRunStates()) {
        if (status.runs.value(state) > 0)
            rows.append({word(state), QString::number(status.runs.value(state))});
    }
    terminal.table({u"RUNS"_s, u"COUNT"_s}, rows);
    tellTroubles(status.troubles, terminal);
    tellRefused(status.refused, terminal);
}

} // namespace

QString causeText(const std::optional<Category> &category, const QString &cause)
{
    if (!category)
        return cause;
    return cause.isEmpty() ? word(*category) : u"%1: %2"_s.arg(word(*category), cause);
}

Exit statusCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(invocation, {}, u"One page: the runner, the queue by state, what needs a person."_s);
    if (const auto exit = arguments.parse(terminal, 0, 0))
        return *exit;
    auto reading = openReading(invocation, Session::Use::Looking);
    if (!reading)
        return terminal.fail(reading.error());
    const auto status = readStatus(*reading, terminal.json() ? MostTroublesListed : MostTroubles + 1);
    if (!status)
        return terminal.fail(status.error());
    const QString root = reading->session->root();
    const Timestamp now = reading->session->clock().now();
    if (terminal.json())
        terminal.object(toJson(*status, root, now));
    else
        tell(*status, root, now, terminal);
    return Exit::Well;
}

} // namespace cairn
