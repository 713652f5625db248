#include "ui/parts/returnkey.h"

#include <QAbstractButton>
#include <QApplication>
#include <QCheckBox>
#include <QDialog>
#include <QKeyEvent>
#include <QPointer>
#include <QRadioButton>

namespace cairn {

namespace {

bool isPressedByReturn(QObject *object)
{
    const auto *button = qobject_cast<QAbstractButton *>(object);
    return button && !qobject_cast<const QCheckBox *>(button) && !qobject_cast<const QRadioButton *>(button) &&
           !qobject_cast<const QDialog *>(button->window());
}

} // namespace

ReturnKey::ReturnKey(QApplication &application)
{
    application.installEventFilter(this);
}

bool ReturnKey::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return false;
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool isReturn = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (!isReturn || (key->modifiers() & ~Qt::KeypadModifier) || !isPressedByReturn(watched))
        return false;
    if (key->isAutoRepeat())
        return true;
    const QPointer<QObject> button = watched;                        // what it does may be its end
    QKeyEvent down(QEvent::KeyPress, Qt::Key_Space, Qt::NoModifier); // as Space, and not by click(): some open a menu
    QCoreApplication::sendEvent(button, &down);
    QKeyEvent up(QEvent::KeyRelease, Qt::Key_Space, Qt::NoModifier);
    if (button)
        QCoreApplication::sendEvent(button, &up);
    return true;
}

} // namespace cairn
