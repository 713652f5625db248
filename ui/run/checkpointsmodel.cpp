#include "ui/run/checkpointsmodel.h"

#include "ui/look/statelook.h"
#include "ui/look/wording.h"
#include "ui/parts/plaintip.h"
#include "ui/parts/tableexport.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// Cause and reason, as far as there are any.
QString whyText(const Checkpoint &checkpoint, QLatin1String separator)
{
    QStringList parts{checkpoint.cause, checkpoint.reason};
    parts.removeAll(QString());
    return parts.join(separator);
}

} // namespace

QVariant CheckpointsModel::cell(const Checkpoint &checkpoint, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole: return text(checkpoint, column);
    case Qt::ToolTipRole: return plainTip(tip(checkpoint, column));
    case LookRole: return int(lookOf(checkpoint.state));
    case ExportRole: return column == AtColumn ? toRfc3339(checkpoint.at) : QString();
    default: return {};
    }
}

QVariant CheckpointsModel::text(const Checkpoint &checkpoint, int column) const
{
    switch (column) {
    case AtColumn: return localTimeExact(checkpoint.at);
    case StepColumn: return stepText(checkpoint.step, checkpoint.item);
    case StateColumn: return StateLook::word(lookOf(checkpoint.state));
    case StatusColumn: return checkpoint.status > 0 ? QString::number(checkpoint.status) : QString();
    case ReasonColumn: return whyText(checkpoint, "; "_L1);
    case OutputColumn: return checkpoint.output.isValid() ? sizeText(checkpoint.output.size) : QString();
    case ActorColumn: return checkpoint.actor;
    default: return {};
    }
}

QString CheckpointsModel::tip(const Checkpoint &checkpoint, int column) const
{
    switch (column) {
    case AtColumn: return tr("%1\nNumber %2 in this workspace").arg(utcTime(checkpoint.at)).arg(checkpoint.seq);
    case StateColumn: return checkpoint.nextAt ? tr("Next attempt %1").arg(utcTime(checkpoint.nextAt)) : QString();
    case ReasonColumn: return whyText(checkpoint, "\n"_L1);
    case OutputColumn: return checkpoint.output.isValid() ? u"SHA-256 %1"_s.arg(checkpoint.output.digest.toHex()) : QString();
    default: return {};
    }
}

QString CheckpointsModel::head(int column) const
{
    switch (column) {
    case AtColumn: return tr("Committed");
    case StepColumn: return tr("Step");
    case StateColumn: return tr("State");
    case StatusColumn: return tr("HTTP");
    case ReasonColumn: return tr("Why");
    case OutputColumn: return tr("Output");
    case ActorColumn: return tr("By");
    default: return {};
    }
}

void CheckpointsModel::setCheckpoints(const QList<Checkpoint> &checkpoints)
{
    grow(checkpoints, [](const Checkpoint &a, const Checkpoint &b) { return a.seq == b.seq; });
}

} // namespace cairn
