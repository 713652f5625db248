#include "ui/training/trainingprogress.h"

#include "ui/look/wording.h"

#include <algorithm>
#include <numeric>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

Look progressLook(const ExerciseTry &one)
{
    return !one.endedAt ? Look::Running : one.reached ? Look::Succeeded : Look::Cancelled;
}

int mistakesIn(const ExerciseTry &one)
{
    return std::accumulate(one.findings.mistakes.begin(), one.findings.mistakes.end(), 0);
}

} // namespace

TrainingProgressModel::TrainingProgressModel(const QList<Exercise> &exercises, QObject *parent)
    : ValueRows(ColumnCount, parent), m_exercises(exercises)
{
}

QVariant TrainingProgressModel::cell(const ExerciseTry &one, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole: return text(one, column);
    case Qt::ToolTipRole: return tip(one, column);
    case LookRole: return int(progressLook(one));
    default: return {};
    }
}

QVariant TrainingProgressModel::text(const ExerciseTry &one, int column) const
{
    const Exercise *exercise = exerciseOf(m_exercises, one);
    const auto &checks = one.findings.checks;
    const auto done = std::count_if(checks.begin(), checks.end(),
                                    [](const CheckFinding &finding) { return finding.state == CheckFinding::Done; });
    switch (column) {
    case OutcomeColumn: return !one.endedAt ? tr("Under way") : one.reached ? tr("Reached") : tr("Not reached");
    case ExerciseColumn: return exercise ? exercise->title : one.exercise;
    case StartedColumn: return localTime(one.startedAt);
    case TookColumn: return one.endedAt ? durationText(*one.endedAt - one.startedAt) : QString();
    case DoneColumn: return checks.isEmpty() ? QString() : tr("%L1 of %L2").arg(done).arg(checks.size());
    case HintsColumn: return one.hints;
    case MistakesColumn: return mistakesIn(one);
    default: return {};
    }
}

QString TrainingProgressModel::tip(const ExerciseTry &one, int column) const
{
    const Exercise *exercise = exerciseOf(m_exercises, one);
    QStringList lines;
    if (column == StartedColumn)
        return utcTime(one.startedAt);
    if (column == DoneColumn && exercise) {
        for (int i = 0; i < std::min(exercise->checks.size(), one.findings.checks.size()); ++i) {
            const auto &at = one.findings.checks.at(i).at;
            lines.append(u"%1: %2"_s.arg(exercise->checks.at(i).text, at ? localTimeExact(*at) : tr("not done")));
        }
    }
    if (column == MistakesColumn && exercise) {
        for (int i = 0; i < std::min(exercise->mistakes.size(), one.findings.mistakes.size()); ++i) {
            if (one.findings.mistakes.at(i) > 0)
                lines.append(u"%1: %L2"_s.arg(exercise->mistakes.at(i).text).arg(one.findings.mistakes.at(i)));
        }
    }
    return lines.join(u'\n');
}

QString TrainingProgressModel::head(int column) const
{
    switch (column) {
    case OutcomeColumn: return tr("Outcome");
    case ExerciseColumn: return tr("Exercise");
    case StartedColumn: return tr("Begun");
    case TookColumn: return tr("Took");
    case DoneColumn: return tr("Done");
    case HintsColumn: return tr("Hints");
    case MistakesColumn: return tr("Mistakes");
    default: return {};
    }
}

void TrainingProgressModel::setLog(const TrainingLog &log)
{
    const QList<ExerciseTry> newestFirst(log.rbegin(), log.rend());
    if (newestFirst.size() != rows().size())
        reset(newestFirst);
    else if (newestFirst != rows()) // what is selected stays so
        change(newestFirst);
}

} // namespace cairn
