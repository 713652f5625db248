#include "ui/trainingprogress.h"

#include "ui/wording.h"

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
    : QAbstractTableModel(parent), m_exercises(exercises)
{
}

int TrainingProgressModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_log.size());
}

int TrainingProgressModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TrainingProgressModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ExerciseTry &one = m_log.at(m_log.size() - 1 - index.row());
    switch (role) {
    case Qt::DisplayRole: return text(one, index.column());
    case Qt::ToolTipRole: return tip(one, index.column());
    case LookRole: return int(progressLook(one));
    default: return {};
    }
}

QVariant TrainingProgressModel::text(const ExerciseTry &one, int column) const
{
    const auto &checks = one.findings.checks;
    const auto done = std::count_if(checks.begin(), checks.end(),
                                    [](const CheckFinding &finding) { return finding.state == CheckFinding::Done; });
    switch (column) {
    case OutcomeColumn: return !one.endedAt ? tr("Under way") : one.reached ? tr("Reached") : tr("Not reached");
    case ExerciseColumn: return exerciseOf(one) ? exerciseOf(one)->title : one.exercise;
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
    const Exercise *exercise = exerciseOf(one);
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

QVariant TrainingProgressModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
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
    if (log == m_log)
        return;
    if (log.size() == m_log.size()) { // what is selected stays so
        m_log = log;
        Q_EMIT dataChanged(index(0, 0), index(int(m_log.size()) - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_log = log;
    endResetModel();
}

const Exercise *TrainingProgressModel::exerciseOf(const ExerciseTry &one) const
{
    const auto found = std::find_if(m_exercises.begin(), m_exercises.end(),
                                    [&](const Exercise &exercise) { return exercise.name == one.exercise; });
    return found == m_exercises.end() ? nullptr : &*found;
}

} // namespace cairn
