#pragma once

#include <QListView>

namespace cairn {

class PipelineDelegate;

/// The list of pipelines; files dropped on one of them are for it.
class PipelineList : public QListView
{
    Q_OBJECT
public:
    explicit PipelineList(QWidget *parent = nullptr);

Q_SIGNALS:
    void filesDropped(const QString &pipeline, const QStringList &paths);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void hover(QDropEvent *event);
    void setDropRow(int row);

    PipelineDelegate *m_delegate;
};

} // namespace cairn
