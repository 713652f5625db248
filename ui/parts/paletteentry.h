#pragma once

#include <QIcon>
#include <QList>
#include <QString>

#include <functional>

class QAbstractButton;
class QWidget;

namespace cairn {

/// One thing that the command palette can do.
struct PaletteEntry
{
    QString id; ///< stable, for what was used recently; empty: not remembered
    QString text;
    QString group; ///< its menu or room
    QString shortcut;
    QString why; ///< it cannot be done now, or what it does
    QIcon icon;
    bool enabled = true;
    std::function<void()> run;
};

/// Offers entries that depend on what was typed, such as “Open run …” for an id. The palette asks at each key: answer at once.
class PaletteOffers
{
public:
    virtual ~PaletteOffers() = default;
    virtual QList<PaletteEntry> offersFor(const QString &typed) const = 0;
};

/// A line of the palette's list: a heading over a group, or an entry with the letters that were hit.
struct PaletteRow
{
    bool heading = false;
    PaletteEntry entry; ///< of a heading: its text alone
    QList<int> hits;    ///< in the entry's text
};

/// What the palette lists. Nothing typed: what was used recently (`recent`: ids, the latest first), then all by group. Else the
/// best fit first; what was used recently wins among equals, what cannot be done comes last among them.
QList<PaletteRow> paletteRows(const QList<PaletteEntry> &entries, const QString &typed, const QStringList &recent);

/// The named, visible actions below `window` that can be triggered, each once, in the order of its menus; grouped by its menu, or
/// by the action's property "group" where it is in none. Then the buttons that listInPalette() names, while they are seen.
QList<PaletteEntry> entriesOfActions(QWidget *window);
/// The palette offers what a button does, as long as the button is seen.
void listInPalette(QAbstractButton &button, const QString &group);

} // namespace cairn
