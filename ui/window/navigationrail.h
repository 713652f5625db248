#pragma once

#include <QToolBar>

class QActionGroup;
class QVBoxLayout;

namespace cairn {

/// The rail on the left: one entry for each room, by mouse or Ctrl+1 … 9, 0.
class NavigationRail : public QToolBar
{
    Q_OBJECT
public:
    explicit NavigationRail(QWidget *parent = nullptr);

    /// `name` is the action's object name ("showRuns"). Returns the action.
    QAction *addRoom(const QString &text, const QString &name, const QString &icon);
    void setCurrent(int room);
    /// How many things in a room wait for a person; 0: none, and no badge.
    void setBadge(int room, qint64 count);
    QList<QAction *> rooms() const;

Q_SIGNALS:
    void roomWanted(int room);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    class Button;
    QActionGroup *m_group;
    QVBoxLayout *m_column;
    QList<Button *> m_buttons;
};

} // namespace cairn
