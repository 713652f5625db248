#pragma once

class QMenu;

namespace cairn {

class Appearance;
class TimeDisplay;

/// Adds to a menu the choices of colours and of how times are shown; the actions follow changes made elsewhere.
void addDisplayChoices(QMenu *menu, Appearance &appearance, TimeDisplay &times);

} // namespace cairn
