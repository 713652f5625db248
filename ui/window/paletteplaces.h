#pragma once

#include "control/bulkdesk.h"
#include "control/runbookdesk.h"
#include "ui/parts/paletteentry.h"

#include <QObject>

#include <memory>

namespace cairn {

class CommandPalette;
class MainWindow;

/// Gives a palette, each time it opens, the places of a window that no command is named after: each service with its policy and
/// its breaker, each pipeline and runbook with its file, what is to be applied, the orders that are carried out or have stopped,
/// the pages of the guide and those of the settings.
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
    QList<PaletteEntry> pipelinePlaces(const QStringList &pipelines) const;
    QList<PaletteEntry> placesOf(const QList<Runbook> &runbooks) const;
    QList<PaletteEntry> placesOf(const QList<Bulk> &orders) const;

    Desk &m_desk;
    BulkDesk m_bulks;
    std::unique_ptr<QObject> m_asked; ///< what the palette's last opening asks: answers to an earlier one find nobody
    CommandPalette &m_palette;
    MainWindow &m_window;
};

} // namespace cairn
