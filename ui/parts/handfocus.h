#pragma once

#include <QWidget>

#include <functional>

namespace cairn {

/// Has `container` hand the focus that it is given on to what `target` names, one of its own children. Not by
/// QWidget::setFocusProxy: in Qt 6.4 such a proxy takes other widgets out of the focus chain, and Tab never reaches them.
void handFocus(QWidget *container, std::function<QWidget *()> target);
void handFocus(QWidget *container, QWidget *target);

/// Gives the focus to `target`, somewhere in `room`. While that cannot be seen and nothing else in the room has the focus, the
/// room has it, and hands it on when it can, unless it has gone elsewhere by then.
void focusOnceSeen(QWidget *room, QWidget *target);

} // namespace cairn
