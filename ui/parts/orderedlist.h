#pragma once

#include <QWidget>

class QListWidget;
class QListWidgetItem;
class QToolButton;
class QVBoxLayout;

namespace cairn {

/// A list whose entries can be put in order: by buttons, by Alt+Up and Alt+Down, by dragging.
class OrderedList : public QWidget
{
    Q_OBJECT
public:
    explicit OrderedList(const QString &accessibleName, QWidget *parent = nullptr);

    QListWidget *list() const { return m_list; }
    QList<QListWidgetItem *> items() const;
    /// Below the buttons that move.
    QToolButton *addButton(const QString &name, const QString &icon, const QString &text);

Q_SIGNALS:
    void currentChanged();

private:
    void moveCurrent(int by);
    void updateButtons();

    QListWidget *m_list;
    QVBoxLayout *m_buttons;
    QToolButton *m_up;
    QToolButton *m_down;
};

} // namespace cairn
