#include "ui/runs/runcolumns.h"

#include "ui/look/statelook.h"
#include "ui/look/wording.h"
#include "ui/runs/runsmodel.h"

#include <QLocale>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

const QStringList &columnWords()
{
    static const QStringList words{u"state"_s, u"input"_s,   u"pipeline"_s, u"step"_s,    u"cause"_s,    u"submitted"_s,
                                   u"took"_s,  u"id"_s,      u"version"_s,  u"service"_s, u"category"_s, u"attempts"_s,
                                   u"size"_s,  u"started"_s, u"finished"_s, u"next_try"_s};
    Q_ASSERT(words.size() == RunsModel::ColumnCount);
    return words;
}

QString causeText(const RunRecord &run)
{
    if (!run.category)
        return run.cause;
    return run.cause.isEmpty() ? categoryText(*run.category) : u"%1: %2"_s.arg(categoryText(*run.category), run.cause);
}

QString tookText(const RunRecord &run)
{
    return run.startedAt && run.finishedAt ? durationText(*run.finishedAt - *run.startedAt) : QString();
}

/// When it goes on by itself, if that is what it waits for.
std::optional<Timestamp> nextTry(const RunRecord &run)
{
    return run.state == RunState::WaitingRetry || run.state == RunState::Held ? run.nextAt : std::nullopt;
}

} // namespace

QString runColumnWord(int column)
{
    return columnWords().at(column);
}

int runColumnFromWord(const QString &word)
{
    return int(columnWords().indexOf(word));
}

QString runColumnTitle(int column)
{
    switch (column) {
    case RunsModel::StateColumn: return RunsModel::tr("State");
    case RunsModel::InputColumn: return RunsModel::tr("Input");
    case RunsModel::PipelineColumn: return RunsModel::tr("Pipeline");
    case RunsModel::StepColumn: return RunsModel::tr("Step");
    case RunsModel::CauseColumn: return RunsModel::tr("Cause");
    case RunsModel::SubmittedColumn: return RunsModel::tr("Submitted");
    case RunsModel::TookColumn: return RunsModel::tr("Took");
    case RunsModel::IdColumn: return RunsModel::tr("Run");
    case RunsModel::VersionColumn: return RunsModel::tr("Version");
    case RunsModel::ServiceColumn: return RunsModel::tr("Service");
    case RunsModel::CategoryColumn: return RunsModel::tr("Category");
    case RunsModel::AttemptsColumn: return RunsModel::tr("Attempts");
    case RunsModel::SizeColumn: return RunsModel::tr("Size");
    case RunsModel::StartedColumn: return RunsModel::tr("Started");
    case RunsModel::FinishedColumn: return RunsModel::tr("Finished");
    case RunsModel::NextTryColumn: return RunsModel::tr("Next try");
    default: return {};
    }
}

Qt::Alignment runColumnAlignment(int column)
{
    switch (column) {
    case RunsModel::TookColumn:
    case RunsModel::VersionColumn:
    case RunsModel::AttemptsColumn:
    case RunsModel::SizeColumn: return Qt::AlignRight | Qt::AlignVCenter;
    default: return Qt::AlignLeft | Qt::AlignVCenter;
    }
}

QString runCell(const RunRecord &run, int column)
{
    switch (column) {
    case RunsModel::StateColumn: return StateLook::word(lookOf(run.state));
    case RunsModel::InputColumn: return run.inputName;
    case RunsModel::PipelineColumn: return u"%1@%2"_s.arg(run.pipeline).arg(run.version);
    case RunsModel::StepColumn: return run.step.name();
    case RunsModel::CauseColumn: return causeText(run);
    case RunsModel::SubmittedColumn: return localTime(run.submittedAt);
    case RunsModel::TookColumn: return tookText(run);
    case RunsModel::IdColumn: return run.id.toString();
    case RunsModel::VersionColumn: return QString::number(run.version);
    case RunsModel::CategoryColumn: return run.category ? categoryText(*run.category) : QString();
    case RunsModel::AttemptsColumn: return run.attempts > 0 ? QLocale().toString(run.attempts) : QString();
    case RunsModel::SizeColumn: return run.input.isValid() ? sizeText(run.input.size) : QString();
    case RunsModel::StartedColumn: return localTime(run.startedAt);
    case RunsModel::FinishedColumn: return localTime(run.finishedAt);
    case RunsModel::NextTryColumn: return localTime(nextTry(run));
    default: return {};
    }
}

QString runCellTip(const RunRecord &run, int column)
{
    switch (column) {
    case RunsModel::SubmittedColumn: return utcTime(run.submittedAt);
    case RunsModel::StartedColumn: return utcTime(run.startedAt);
    case RunsModel::FinishedColumn: return utcTime(run.finishedAt);
    case RunsModel::NextTryColumn: return utcTime(nextTry(run));
    case RunsModel::TookColumn: return run.finishedAt ? RunsModel::tr("Finished %1").arg(utcTime(run.finishedAt)) : QString();
    case RunsModel::InputColumn: return RunsModel::tr("%1\nRun %2").arg(run.inputName, run.id.toString());
    case RunsModel::SizeColumn: return RunsModel::tr("%1 bytes").arg(QLocale().toString(run.input.size));
    case RunsModel::VersionColumn: return run.pipelineDigest.toHex();
    case RunsModel::StateColumn: return {};
    default: return runCell(run, column);
    }
}

} // namespace cairn
