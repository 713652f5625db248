#include "ui/run/stepsmodel.h"

#include "ui/look/statelook.h"
#include "ui/look/wording.h"
#include "ui/parts/plaintip.h"

#include <algorithm>
#include <tuple>

namespace cairn {

using namespace Qt::StringLiterals;

QVariant StepsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const StepProgress &step = rows().at(index.row());
    switch (role) {
    case Qt::DisplayRole: return text(step, index.column());
    case Qt::ToolTipRole: return plainTip(tip(step, index.column()));
    case LookRole: return int(lookOf(step.state));
    default: return {};
    }
}

QVariant StepsModel::text(const StepProgress &step, int column) const
{
    switch (column) {
    case StateColumn: return StateLook::word(lookOf(step.state));
    case StepColumn: return stepText(step.id, step.item);
    case AttemptsColumn: return step.tries > 0 ? QString::number(step.tries) : QString();
    case NextColumn: return step.waitsByClock() ? countdownText(step.nextAt, m_now) : QString();
    case CategoryColumn: return step.category ? categoryText(*step.category) : QString();
    case CauseColumn: return step.cause.isEmpty() && step.items ? step.reason : step.cause;
    default: return {};
    }
}

QString StepsModel::tip(const StepProgress &step, int column) const
{
    switch (column) {
    case StateColumn: return step.changedAt ? tr("Since %1").arg(utcTime(step.changedAt)) : QString();
    case AttemptsColumn:
        return step.attempts == step.tries ? QString() : tr("%1 of them since the last retry by hand").arg(step.attempts);
    case NextColumn: return step.waitsByClock() ? utcTime(step.nextAt) : QString();
    case CauseColumn: return step.reason.isEmpty() ? step.cause : u"%1\n%2"_s.arg(step.cause, step.reason);
    default: return {};
    }
}

QVariant StepsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case StateColumn: return tr("State");
    case StepColumn: return tr("Step");
    case AttemptsColumn: return tr("Attempts");
    case NextColumn: return tr("Next attempt");
    case CategoryColumn: return tr("Category");
    case CauseColumn: return tr("Cause");
    default: return {};
    }
}

/// As far as it is shown.
bool StepsModel::sameContent(const StepProgress &a, const StepProgress &b) const
{
    const auto shown = [](const StepProgress &step) {
        return std::tie(step.state, step.attempts, step.tries, step.category, step.cause, step.reason, step.nextAt,
                        step.changedAt, step.items);
    };
    return shown(a) == shown(b);
}

int StepsModel::rowOf(const StepId &step) const
{
    const QList<StepProgress> &all = rows();
    const auto found = std::find_if(all.begin(), all.end(), [&](const StepProgress &row) { return row.id == step; });
    return found == all.end() ? -1 : int(found - all.begin());
}

void StepsModel::setNow(Timestamp now)
{
    m_now = now;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, NextColumn), index(rowCount() - 1, NextColumn), {Qt::DisplayRole});
}

} // namespace cairn
