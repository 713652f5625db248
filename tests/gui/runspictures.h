#pragma once

#include "ui/window/mainwindow.h"

#include <functional>

namespace cairn::testing {

/// Pictures of what surrounds the list of runs: completion, views, columns, all that match. `take` saves a widget by a name.
void takeRunsList(MainWindow &window, const std::function<void(QWidget &, const QString &)> &take);

} // namespace cairn::testing
