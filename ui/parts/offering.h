#pragma once

#include "model/role.h"

#include <QString>

class QAction;
class QWidget;

namespace cairn {

class Desk;

// Of what needs a role, nothing is offered that the store would refuse: it stays to be seen, greyed, and its tool tip says why.

/// Enables it if it is possible and whoever sits at the desk may. Its tool tip changes only for those who may not.
void offer(QWidget &control, bool possible, const Desk &desk, Role least);
void offer(QAction &action, bool possible, const Desk &desk, Role least);

/// "That needs the role editor; …"
QString roleNeededText(Role least);

} // namespace cairn
