#pragma once

#include "guiworkspace.h"

#include <QWidget>

#include <functional>

namespace cairn::testing {

/// Pictures of the audit's room, of what it says when it is verified, and of an incident file.
void takeAudit(const std::function<void(QWidget &widget, const QString &name)> &take);

} // namespace cairn::testing
