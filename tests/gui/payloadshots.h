#pragma once

#include "guiworkspace.h"

class QWidget;

namespace cairn::testing {

/// Has pictures taken of the payload inspector with payloads of every kind.
void takePayloads(GuiWorkspace &workspace, const std::function<void(QWidget &widget, const QString &name)> &take);

} // namespace cairn::testing
