#pragma once

#include <QWidget>

namespace cairn {

/// Lets files be dropped anywhere on a window, and shows while they hover what will be done with them.
class DropTarget : public QWidget
{
    Q_OBJECT
public:
    /// Covers `area` while files hover over `window`.
    DropTarget(QWidget *window, QWidget *area);

    /// Paths of the local files that are dragged.
    static QStringList localFiles(const QDropEvent *event);

Q_SIGNALS:
    void dropped(const QStringList &paths);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void offer(const QStringList &paths);

    QWidget *m_window;
    int m_files = 0;
    bool m_opens = false; ///< they are incident files, all of them
};

} // namespace cairn
