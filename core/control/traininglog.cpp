#include "control/traininglog.h"

#include "base/outputfile.h"
#include "control/jsonfields.h"
#include "control/submission.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <algorithm>
#include <cerrno>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int Format = 1;
constexpr qint64 LargestLog = 4 << 20;

std::optional<Timestamp> timeFrom(const QJsonValue &json)
{
    return fromRfc3339(json.toString());
}

QJsonObject toJson(const ExerciseTry &one)
{
    QJsonArray runs;
    for (const RunId run : one.runs)
        runs.append(run.toString());
    QJsonArray checks;
    for (const CheckFinding &check : one.findings.checks)
        checks.append(QJsonObject{{u"state"_s, int(check.state)},
                                  {u"at"_s, jsonOf(check.at)},
                                  {u"reached"_s, check.reached},
                                  {u"wanted"_s, check.wanted}});
    QJsonArray mistakes;
    for (const int count : one.findings.mistakes)
        mistakes.append(count);
    return {{u"exercise"_s, one.exercise},
            {u"started_at"_s, toRfc3339(one.startedAt)},
            {u"runs"_s, runs},
            {u"repaired_at"_s, jsonOf(one.repairedAt)},
            {u"ended_at"_s, jsonOf(one.endedAt)},
            {u"reached"_s, one.reached},
            {u"hints"_s, one.hints},
            {u"checks"_s, checks},
            {u"mistakes"_s, mistakes}};
}

ExerciseTry tryFrom(const QJsonValue &json)
{
    ExerciseTry one;
    one.exercise = json[u"exercise"_s].toString();
    one.startedAt = timeFrom(json[u"started_at"_s]).value_or(Timestamp());
    const QJsonArray runs = json[u"runs"_s].toArray();
    for (const QJsonValue &run : runs) {
        if (const auto id = RunId::fromString(run.toString()))
            one.runs.append(*id);
    }
    one.repairedAt = timeFrom(json[u"repaired_at"_s]);
    one.endedAt = timeFrom(json[u"ended_at"_s]);
    one.reached = json[u"reached"_s].toBool();
    one.hints = json[u"hints"_s].toInt();
    const QJsonArray checks = json[u"checks"_s].toArray();
    for (const QJsonValue &check : checks)
        one.findings.checks.append({CheckFinding::State(std::clamp(check[u"state"_s].toInt(), 0, 2)), timeFrom(check[u"at"_s]),
                                    check[u"reached"_s].toInt(), check[u"wanted"_s].toInt()});
    const QJsonArray mistakes = json[u"mistakes"_s].toArray();
    for (const QJsonValue &count : mistakes)
        one.findings.mistakes.append(count.toInt());
    return one;
}

Result<TrainingLog> readLog(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return TrainingLog();
    if (!file.open(QIODevice::ReadOnly))
        return tl::unexpected(systemError(errno, u"the progress of the training cannot be read"_s, path));
    const auto log = file.size() <= LargestLog ? trainingLogFromJson(file.readAll()) : std::nullopt;
    if (!log)
        return failure(ErrorKind::Damaged, u"the progress of the training is not readable"_s, path,
                       u"Remove the file; the exercises begin anew"_s);
    return *log;
}

/// Files as somebody would have dropped them; the store keeps their bytes.
Result<ExerciseTry> submitFiles(Desk &desk, const Exercise &exercise, const PipelineVersion &pipeline)
{
    const QTemporaryDir folder;
    ExerciseTry made;
    made.exercise = exercise.name;
    made.startedAt = desk.clock().now();
    for (const ExerciseFile &one : exercise.files) {
        const QString path = folder.filePath(one.name);
        if (const auto written = writeOutput(path, one.text.toUtf8(), OutputFile::Readers::AsUsual); !written)
            return tl::unexpected(written.error());
        const auto run = submitFile(desk.store(), pipeline, path, desk.clock());
        if (!run)
            return tl::unexpected(run.error());
        made.runs.append(*run);
    }
    return made;
}

} // namespace

const Exercise *exerciseOf(const QList<Exercise> &exercises, const ExerciseTry &one)
{
    const auto found =
        std::find_if(exercises.begin(), exercises.end(), [&](const Exercise &exercise) { return exercise.name == one.exercise; });
    return found == exercises.end() ? nullptr : &*found;
}

QByteArray toJson(const TrainingLog &log)
{
    QJsonArray tries;
    for (const ExerciseTry &one : log)
        tries.append(toJson(one));
    return QJsonDocument(QJsonObject{{u"format"_s, Format}, {u"tries"_s, tries}}).toJson();
}

std::optional<TrainingLog> trainingLogFromJson(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (document[u"format"_s].toInt() != Format)
        return std::nullopt;
    TrainingLog log;
    const QJsonArray tries = document[u"tries"_s].toArray();
    for (const QJsonValue &one : tries)
        log.append(tryFrom(one));
    return log;
}

TrainingDesk::TrainingDesk(Desk &desk, const QString &folder) : m_desk(desk), m_file(QDir(folder).filePath(u"training.json"_s)) {}

QFuture<Result<TrainingLog>> TrainingDesk::log() const
{
    return m_desk.work<TrainingLog>([path = m_file] { return readLog(path); });
}

QFuture<Result<bool>> TrainingDesk::keep(const TrainingLog &log) const
{
    return m_desk.work<bool>([path = m_file, json = toJson(log)] {
        return writeOutput(path, json, OutputFile::Readers::AsUsual).map([] { return true; });
    });
}

QFuture<Result<ExerciseTry>> TrainingDesk::begin(const Exercise &exercise) const
{
    return m_desk.work<ExerciseTry>([&desk = m_desk, exercise]() -> Result<ExerciseTry> {
        auto reader = desk.store().reader();
        if (!reader)
            return tl::unexpected(reader.error());
        const auto pipeline = (*reader)->pipeline(exercise.pipeline);
        if (!pipeline)
            return tl::unexpected(pipeline.error());
        return submitFiles(desk, exercise, *pipeline);
    });
}

QFuture<Result<ExerciseEvidence>> TrainingDesk::evidence(const ExerciseTry &about) const
{
    return m_desk.ask<ExerciseEvidence>(
        [runs = about.runs, since = about.startedAt](StoreReader &reader) { return readEvidence(reader, runs, since); });
}

QFuture<Result<qint64>> TrainingDesk::abandon(const ExerciseTry &about, const QString &actor) const
{
    return m_desk.work<qint64>([&desk = m_desk, runs = about.runs, actor]() -> Result<qint64> {
        auto reader = desk.store().reader();
        if (!reader)
            return tl::unexpected(reader.error());
        qint64 asked = 0;
        for (const RunId id : runs) {
            const auto run = (*reader)->run(id);
            if (!run)
                return tl::unexpected(run.error());
            if (isFinished(run->state))
                continue;
            Command command;
            command.kind = CommandKind::Cancel;
            command.run = id;
            command.actor = actor;
            command.reason = u"the exercise it was made for has ended"_s;
            command.createdAt = desk.clock().now();
            if (const auto recorded = requestCommand(desk.store(), command); !recorded)
                return tl::unexpected(recorded.error());
            ++asked;
        }
        return asked;
    });
}

} // namespace cairn
