#pragma once

#include "guiworkspace.h"

#include <QWidget>

#include <functional>

namespace cairn::testing {

/// Pictures of the room of settings with its page of credentials, and of what it asks.
void takeCredentials(const std::function<void(QWidget &widget, const QString &name)> &take);

} // namespace cairn::testing
