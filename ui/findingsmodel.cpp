#include "ui/findingsmodel.h"

#include "ui/plaintip.h"
#include "ui/statelook.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

Look lookOf(Finding::Severity severity)
{
    switch (severity) {
    case Finding::Severity::Good: return Look::Succeeded;
    case Finding::Severity::Note: return Look::Pending;
    case Finding::Severity::Bad: return Look::Blocked;
    }
    Q_UNREACHABLE();
    return Look::Pending;
}

QString wordOf(Finding::Severity severity)
{
    switch (severity) {
    case Finding::Severity::Good: return FindingsModel::tr("Good");
    case Finding::Severity::Note: return FindingsModel::tr("Note");
    case Finding::Severity::Bad: return FindingsModel::tr("Bad");
    }
    Q_UNREACHABLE();
    return {};
}

} // namespace

void FindingsModel::setFindings(const QList<Finding> &findings)
{
    beginResetModel();
    m_findings = findings;
    std::stable_partition(m_findings.begin(), m_findings.end(),
                          [](const Finding &finding) { return finding.severity == Finding::Severity::Bad; });
    endResetModel();
}

QString FindingsModel::report() const
{
    QStringList lines;
    for (const Finding &finding : m_findings)
        lines.append(QStringList{wordOf(finding.severity), finding.subject, finding.detail, finding.remedy}.join(u'\t'));
    return lines.join(u'\n');
}

int FindingsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_findings.size());
}

int FindingsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FindingsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Finding &finding = m_findings.at(index.row());
    if (role == LookRole)
        return int(lookOf(finding.severity));
    if (role == Qt::ToolTipRole)
        return index.column() == SeverityColumn ? QString() : plainTip(data(index, Qt::DisplayRole).toString());
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case SeverityColumn: return wordOf(finding.severity);
    case SubjectColumn: return finding.subject;
    case DetailColumn: return finding.detail;
    case RemedyColumn: return finding.remedy;
    default: return {};
    }
}

QVariant FindingsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case SeverityColumn: return tr("Result");
    case SubjectColumn: return tr("What");
    case DetailColumn: return tr("Finding");
    case RemedyColumn: return tr("What to do");
    default: return {};
    }
}

} // namespace cairn
