#pragma once

#include "control/desk.h"

#include <QLineEdit>
#include <QTimer>

namespace cairn {

/// The line in which runs are filtered. What is typed takes effect after a moment, or at once upon Enter.
class FilterLine : public QLineEdit
{
    Q_OBJECT
public:
    explicit FilterLine(QWidget *parent = nullptr);

    /// Takes effect at once.
    void setFilterText(const QString &text);

Q_SIGNALS:
    void filterChanged(const cairn::RunFilter &filter);
    /// The line cannot be read as it stands; the last good filter stays in force.
    void wrong(const cairn::Error &error);
    /// The line can be read (again).
    void right();
    /// Enter or the down key: on to the list.
    void leave();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    bool apply();

    QTimer m_pause;
    RunFilter m_last;
};

} // namespace cairn
