#pragma once

#include "guiworkspace.h"
#include "pipelinesshots.h"

namespace cairn {
class MainWindow;
}

namespace cairn::testing {

/// Lets people act on the incidents of a day, and one of them recover.
void handleIncidents(GuiWorkspace &workspace);

/// Pictures of the room of failures, in a window over such a day.
void takeFailures(MainWindow &window, const TakePicture &take);

} // namespace cairn::testing
