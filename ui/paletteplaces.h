#pragma once

#include "ui/paletteentry.h"

#include <QObject>

namespace cairn {

class CommandPalette;
class Desk;
class MainWindow;

/// Gives a palette, each time it opens, the places of a window that no command is named after: each service with its policy and
/// its breaker, the pages of the guide and those of the settings.
class PalettePlaces : public QObject
{
    Q_OBJECT
public:
    /// All outlive this.
    PalettePlaces(Desk &desk, CommandPalette &palette, MainWindow &window);

private:
    void offer();
    QList<PaletteEntry> pages() const;
    QList<PaletteEntry> placesOf(const QStringList &services) const;

    Desk &m_desk;
    CommandPalette &m_palette;
    MainWindow &m_window;
};

} // namespace cairn
