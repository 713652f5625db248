#include "ui/parts/handfocus.h"

#include <QFocusEvent>

namespace cairn {

namespace {

class FocusHander : public QObject
{
public:
    FocusHander(QWidget *container, std::function<QWidget *()> target) : QObject(container), m_target(std::move(target)) {}

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::FocusIn) {
            if (QWidget *target = m_target())
                target->setFocus(static_cast<QFocusEvent *>(event)->reason());
        }
        return QObject::eventFilter(watched, event);
    }

private:
    std::function<QWidget *()> m_target;
};

/// Waits for its target to be seen, once.
class FocusKeeper : public QObject
{
public:
    FocusKeeper(QWidget *room, QWidget *target) : QObject(target), m_room(room), m_target(target)
    {
        target->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (watched == m_target && event->type() == QEvent::Show) {
            m_target->removeEventFilter(this);
            QMetaObject::invokeMethod(this, &FocusKeeper::handOn, Qt::QueuedConnection);
        }
        return QObject::eventFilter(watched, event);
    }

private:
    /// When the room has chosen a row, if it does: a view that has the focus before has one that is not seen.
    void handOn()
    {
        if (m_room->hasFocus())
            m_target->setFocus(Qt::OtherFocusReason);
        deleteLater();
    }

    QWidget *m_room;
    QWidget *m_target;
};

} // namespace

void handFocus(QWidget *container, std::function<QWidget *()> target)
{
    container->installEventFilter(new FocusHander(container, std::move(target)));
}

void handFocus(QWidget *container, QWidget *target)
{
    handFocus(container, [target] { return target; });
}

void focusOnceSeen(QWidget *room, QWidget *target)
{
    if (target->isVisibleTo(room))
        return target->setFocus(Qt::OtherFocusReason);
    const QWidget *focused = room->window()->focusWidget();
    if (focused && room->isAncestorOf(focused) && focused->isVisible())
        return; // somebody is at work in it
    room->setFocus(Qt::OtherFocusReason);
    new FocusKeeper(room, target);
}

} // namespace cairn
