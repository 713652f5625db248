#pragma once

#include <QWidget>

namespace cairn {

/// Lets files be dropped anywhere on a window, and shows while they hover what will be done with them.
class DropTarget : public QWidget
{
    Q_OBJECT
public:
    /// Covers `area` while files hover over `window`. Who may not submit can still have incident files opened.
    DropTarget(QWidget *window, QWidget *area, bool maySubmit);

    /// Paths of the local files that are dragged.
    static QStringList localFiles(const QDropEvent *event);

Q_SIGNALS:
    void dropped(const QStringList &paths);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void greet(const QStringList &paths);
    bool takes(const QStringList &paths) const;

    QWidget *m_window;
    const bool m_maySubmit;
    int m_files = 0;
    bool m_opens = false; ///< they are incident files, all of them
    bool m_takes = true;
};

} // namespace cairn
