#pragma once

#include "ui/parts/valuetable.h"

namespace cairn {

class VersionsModel;

/// The table of a pipeline's versions, cell by cell: a count leads to the runs that it counts, the rest of a row to its version.
class VersionsView : public ValueTable
{
    Q_OBJECT
public:
    explicit VersionsView(VersionsModel &model, QWidget *parent = nullptr);

Q_SIGNALS:
    void runsWanted(const QString &filter);
    void versionWanted(qint64 id);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    void open(const QModelIndex &index);
    void fitToContents();

    VersionsModel &m_model;
};

} // namespace cairn
