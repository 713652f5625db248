#include "ui/pipelines/pipelinesmodel.h"

#include "ui/look/statelook.h"
#include "ui/look/wording.h"
#include "ui/parts/plaintip.h"

#include <QLocale>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

bool sameNames(const QList<PipelineUse> &one, const QList<PipelineUse> &other)
{
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [](const PipelineUse &a, const PipelineUse &b) { return a.head().name == b.head().name; });
}

} // namespace

QString spokenUse(const PipelineUse &use)
{
    QStringList parts{
        (use.head().isRetired ? PipelinesModel::tr("%1, retired as version %2") : PipelinesModel::tr("%1, version %2"))
            .arg(use.head().name)
            .arg(use.head().version)};
    const auto runs = use.runs();
    for (auto it = runs.begin(); it != runs.end(); ++it)
        parts.append(u"%1 %2"_s.arg(QLocale().toString(it.value()), StateLook::word(lookOf(it.key()))));
    if (runs.isEmpty())
        parts.append(PipelinesModel::tr("no runs yet"));
    if (use.fileDiffers)
        parts.append(PipelinesModel::tr("its file differs"));
    return parts.join(u", "_s);
}

int PipelinesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_uses.size());
}

QVariant PipelinesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PipelineUse &use = m_uses.at(index.row());
    switch (role) {
    case Qt::DisplayRole: return use.head().name;
    case Qt::AccessibleTextRole: return spokenUse(use);
    case Qt::ToolTipRole:
        return use.lastRun ? plainTip(tr("Last run: %1, %2").arg(use.lastRun->inputName, utcTime(use.lastRun->submittedAt)))
                           : QString();
    case UseRole: return QVariant::fromValue(use);
    default: return {};
    }
}

void PipelinesModel::setUses(const QList<PipelineUse> &uses)
{
    if (!uses.isEmpty() && sameNames(uses, m_uses)) {
        m_uses = uses;
        mark();
        Q_EMIT dataChanged(index(0), index(int(m_uses.size()) - 1));
        return;
    }
    beginResetModel();
    m_uses = uses;
    mark();
    endResetModel();
}

void PipelinesModel::setDiffering(const QSet<QString> &names)
{
    m_differing = names;
    mark();
    if (!m_uses.isEmpty())
        Q_EMIT dataChanged(index(0), index(int(m_uses.size()) - 1));
}

void PipelinesModel::mark()
{
    for (PipelineUse &use : m_uses)
        use.fileDiffers = m_differing.contains(use.head().name);
}

const PipelineUse *PipelinesModel::find(const QString &name) const
{
    const auto found =
        std::find_if(m_uses.begin(), m_uses.end(), [&](const PipelineUse &use) { return use.head().name == name; });
    return found == m_uses.end() ? nullptr : &*found;
}

} // namespace cairn
