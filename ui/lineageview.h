#pragma once

#include "control/relations.h"

#include <QPalette>
#include <QTextBrowser>

namespace cairn {

/// Where a run comes from and what followed it: reruns as links, pipeline version, input, and which revision of its service ruled
/// each step.
class LineageView : public QTextBrowser
{
    Q_OBJECT
public:
    explicit LineageView(QWidget *parent = nullptr);
    void setLineage(const RunDetail &detail, const RunRelations &relations);

Q_SIGNALS:
    void runWanted(cairn::RunId id);

private:
    QString m_html;
};

/// The same as HTML. Pure.
QString lineageHtml(const RunDetail &detail, const RunRelations &relations, const QPalette &palette);

} // namespace cairn
