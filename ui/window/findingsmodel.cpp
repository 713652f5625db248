#include "ui/window/findingsmodel.h"

#include "ui/look/statelook.h"
#include "ui/parts/plaintip.h"

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

void FindingsModel::setFindings(QList<Finding> findings)
{
    std::stable_partition(findings.begin(), findings.end(),
                          [](const Finding &finding) { return finding.severity == Finding::Severity::Bad; });
    reset(findings);
}

QString FindingsModel::report() const
{
    QStringList lines;
    for (const Finding &finding : rows())
        lines.append(QStringList{wordOf(finding.severity), finding.subject, finding.detail, finding.remedy}.join(u'\t'));
    return lines.join(u'\n');
}

QVariant FindingsModel::cell(const Finding &finding, int column, int role) const
{
    if (role == LookRole)
        return int(lookOf(finding.severity));
    if (role == Qt::ToolTipRole)
        return column == SeverityColumn ? QString() : plainTip(cell(finding, column, Qt::DisplayRole).toString());
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case SeverityColumn: return wordOf(finding.severity);
    case SubjectColumn: return finding.subject;
    case DetailColumn: return finding.detail;
    case RemedyColumn: return finding.remedy;
    default: return {};
    }
}

QString FindingsModel::head(int column) const
{
    switch (column) {
    case SeverityColumn: return tr("Result");
    case SubjectColumn: return tr("What");
    case DetailColumn: return tr("Finding");
    case RemedyColumn: return tr("What to do");
    default: return {};
    }
}

} // namespace cairn
