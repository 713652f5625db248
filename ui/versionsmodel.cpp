#include "ui/versionsmodel.h"

#include "ui/statelook.h"
#include "ui/wording.h"

#include <QLocale>

#include <algorithm>
#include <numeric>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QList<RunState> statesOf(const QList<VersionUse> &versions)
{
    QList<RunState> states;
    for (RunState state : allRunStates()) {
        if (std::any_of(versions.begin(), versions.end(), [&](const VersionUse &one) { return one.runs.contains(state); }))
            states.append(state);
    }
    return states;
}

} // namespace

int VersionsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_versions.size());
}

int VersionsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : FirstStateColumn + int(m_states.size());
}

qint64 VersionsModel::countOf(const VersionUse &version, int column) const
{
    if (column < RunsColumn)
        return 0;
    if (column == RunsColumn)
        return std::accumulate(version.runs.begin(), version.runs.end(), qint64(0));
    return version.runs.value(m_states.at(column - FirstStateColumn));
}

QVariant VersionsModel::text(const VersionUse &version, int column) const
{
    switch (column) {
    case VersionColumn: return QString::number(version.head.version);
    case RecordedColumn: return localTime(version.head.recordedAt);
    case DigestColumn: return version.head.digest.brief();
    default: break;
    }
    const qint64 count = countOf(version, column);
    return count > 0 || column == RunsColumn ? QLocale().toString(count) : QString();
}

QVariant VersionsModel::tip(const QModelIndex &index) const
{
    const VersionUse &version = m_versions.at(index.row());
    switch (index.column()) {
    case VersionColumn: return {};
    case RecordedColumn: return utcTime(version.head.recordedAt);
    case DigestColumn: return version.head.digest.toHex();
    default: return filterOf(index).isEmpty() ? QString() : tr("List them");
    }
}

QString VersionsModel::filterOf(const QModelIndex &index) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const VersionUse &version = m_versions.at(index.row());
    if (countOf(version, index.column()) == 0)
        return {};
    const QString all = u"pipeline:%1 version:%2"_s.arg(version.head.name).arg(version.head.version);
    if (index.column() == RunsColumn)
        return all;
    return u"%1 state:%2"_s.arg(all, word(m_states.at(index.column() - FirstStateColumn)));
}

QVariant VersionsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    switch (role) {
    case Qt::DisplayRole: return text(m_versions.at(index.row()), index.column());
    case Qt::ToolTipRole: return tip(index);
    case Qt::TextAlignmentRole:
        return index.column() < RunsColumn && index.column() != VersionColumn ? QVariant()
                                                                              : QVariant(Qt::AlignRight | Qt::AlignVCenter);
    case Qt::AccessibleTextRole:
        return index.column() < FirstStateColumn
                   ? QVariant()
                   : QVariant(u"%1 %2"_s.arg(countOf(m_versions.at(index.row()), index.column()))
                                  .arg(StateLook::word(lookOf(m_states.at(index.column() - FirstStateColumn)))));
    case LookRole:
        return index.column() < FirstStateColumn ? QVariant()
                                                 : QVariant(int(lookOf(m_states.at(index.column() - FirstStateColumn))));
    default: return {};
    }
}

QVariant VersionsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((section < RunsColumn && section != VersionColumn ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case VersionColumn: return tr("Version");
    case RecordedColumn: return tr("Recorded");
    case DigestColumn: return tr("Digest");
    case RunsColumn: return tr("Runs");
    default: return StateLook::word(lookOf(m_states.value(section - FirstStateColumn)));
    }
}

void VersionsModel::setVersions(const QList<VersionUse> &versions)
{
    const QList<RunState> states = statesOf(versions);
    const bool same =
        states == m_states && std::equal(versions.begin(), versions.end(), m_versions.begin(), m_versions.end(),
                                         [](const VersionUse &a, const VersionUse &b) { return a.head.id == b.head.id; });
    if (same && !versions.isEmpty()) {
        m_versions = versions;
        Q_EMIT dataChanged(index(0, 0), index(int(m_versions.size()) - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    m_versions = versions;
    m_states = states;
    endResetModel();
}

} // namespace cairn
