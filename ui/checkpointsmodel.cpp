#include "ui/checkpointsmodel.h"

#include "ui/plaintip.h"
#include "ui/statelook.h"
#include "ui/tableexport.h"
#include "ui/wording.h"

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

int CheckpointsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_checkpoints.size());
}

int CheckpointsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant CheckpointsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Checkpoint &checkpoint = m_checkpoints.at(index.row());
    switch (role) {
    case Qt::DisplayRole: return text(checkpoint, index.column());
    case Qt::ToolTipRole: return plainTip(tip(checkpoint, index.column()));
    case LookRole: return int(lookOf(checkpoint.state));
    case ExportRole: return index.column() == AtColumn ? toRfc3339(checkpoint.at) : QString();
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

QVariant CheckpointsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
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
    const auto shown = m_checkpoints.size();
    const bool grown = checkpoints.size() >= shown && (shown == 0 || checkpoints.at(shown - 1).seq == m_checkpoints.last().seq);
    if (grown && checkpoints.size() == shown)
        return;
    if (grown) {
        beginInsertRows({}, int(shown), int(checkpoints.size()) - 1);
        m_checkpoints = checkpoints;
        endInsertRows();
        return;
    }
    beginResetModel();
    m_checkpoints = checkpoints;
    endResetModel();
}

} // namespace cairn
