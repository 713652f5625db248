#pragma once

#include "control/relations.h"

#include <QPalette>
#include <QTextBrowser>

namespace cairn {

/// Where a run comes from and what followed it: reruns as links, pipeline version, input, and which revision of its service ruled
/// each step; what was edited.
class LineageView : public QTextBrowser
{
    Q_OBJECT
public:
    explicit LineageView(QWidget *parent = nullptr);
    void setLineage(const RunDetail &detail, const RunRelations &relations);

Q_SIGNALS:
    void runWanted(cairn::RunId id);
    void payloadWanted(const cairn::PayloadRef &payload, const QString &title);
    /// Somebody wants a signed statement of it.
    void statementWanted(cairn::RunId id);

private:
    void follow(const QUrl &link);
    void showWhereItWas(const QString &html);

    QString m_html;
    RunId m_run;
    QHash<QString, std::pair<PayloadRef, QString>> m_payloads; ///< that links lead to, with their titles
};

/// The same as HTML. Pure.
QString lineageHtml(const RunDetail &detail, const RunRelations &relations, const QPalette &palette);

} // namespace cairn
