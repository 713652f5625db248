#pragma once

#include <QWidget>

#include <functional>

namespace cairn {
class MainWindow;
}

namespace cairn::testing {

/// Takes a picture of a widget under a name, once it has come to rest.
using Shot = std::function<void(QWidget &widget, const QString &name)>;

/// The palette and the key sheet over a window.
void takeShell(MainWindow &window, const Shot &shot);
/// The welcome page in its states, and its dialogs.
void takeWelcome(const Shot &shot);

} // namespace cairn::testing
