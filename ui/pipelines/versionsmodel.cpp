#include "ui/pipelines/versionsmodel.h"

#include "ui/look/statelook.h"
#include "ui/look/wording.h"

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

bool isNumber(int column)
{
    return column == VersionsModel::VersionColumn || column >= VersionsModel::RunsColumn;
}

} // namespace

qint64 VersionsModel::countOf(const VersionUse &version, int column) const
{
    if (column < RunsColumn)
        return 0;
    if (column == RunsColumn)
        return std::accumulate(version.runs.begin(), version.runs.end(), qint64(0));
    return version.runs.value(m_states.at(column - FirstStateColumn));
}

QString VersionsModel::text(const VersionUse &version, int column) const
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

QString VersionsModel::tip(const VersionUse &version, int column) const
{
    switch (column) {
    case VersionColumn: return {};
    case RecordedColumn: return utcTime(version.head.recordedAt);
    case DigestColumn: return version.head.digest.toHex();
    default: return filterOf(version, column).isEmpty() ? QString() : tr("List them");
    }
}

QString VersionsModel::filterOf(const QModelIndex &index) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    return filterOf(rows().at(index.row()), index.column());
}

QString VersionsModel::filterOf(const VersionUse &version, int column) const
{
    if (countOf(version, column) == 0)
        return {};
    const QString all = u"pipeline:%1 version:%2"_s.arg(version.head.name).arg(version.head.version);
    if (column == RunsColumn)
        return all;
    return u"%1 state:%2"_s.arg(all, word(m_states.at(column - FirstStateColumn)));
}

Look VersionsModel::lookAbove(int column) const
{
    return lookOf(m_states.value(column - FirstStateColumn));
}

QVariant VersionsModel::cell(const VersionUse &version, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole: return text(version, column);
    case Qt::ToolTipRole: return tip(version, column);
    case Qt::TextAlignmentRole: return isNumber(column) ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    default: break;
    }
    if (column < FirstStateColumn)
        return {};
    if (role == Qt::AccessibleTextRole)
        return u"%1 %2"_s.arg(countOf(version, column)).arg(StateLook::word(lookAbove(column)));
    return role == LookRole ? QVariant(int(lookAbove(column))) : QVariant();
}

QVariant VersionsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return QVariant((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return ValueRows::headerData(section, orientation, role);
}

QString VersionsModel::head(int column) const
{
    switch (column) {
    case VersionColumn: return tr("Version");
    case RecordedColumn: return tr("Recorded");
    case DigestColumn: return tr("Digest");
    case RunsColumn: return tr("Runs");
    default: return StateLook::word(lookAbove(column));
    }
}

void VersionsModel::setVersions(const QList<VersionUse> &versions)
{
    const QList<RunState> states = statesOf(versions);
    const auto sameVersion = [](const VersionUse &a, const VersionUse &b) { return a.head.id == b.head.id; };
    const bool same =
        states == m_states && std::equal(versions.begin(), versions.end(), rows().begin(), rows().end(), sameVersion);
    if (same && !versions.isEmpty())
        return change(versions);
    m_states = states;
    reset(versions, FirstStateColumn + int(states.size()));
}

} // namespace cairn
