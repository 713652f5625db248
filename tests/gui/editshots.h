#pragma once

#include <QWidget>

#include <functional>

namespace cairn::testing {

/// Pictures of going on with something changed: the dialogs over a run that is blocked.
void takeEdits(const std::function<void(QWidget &widget, const QString &name)> &take);

} // namespace cairn::testing
