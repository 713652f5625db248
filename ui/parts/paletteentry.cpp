#include "ui/parts/paletteentry.h"

#include "ui/parts/fuzzymatch.h"

#include <QAbstractButton>
#include <QAction>
#include <QCoreApplication>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QPointer>
#include <QSet>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int UsedBefore = 8; ///< points for the latest; fewer for older ones
constexpr int CannotBeDone = 30;
constexpr int OnlyWithItsGroup = 20;

constexpr const char *ListedUnder = "paletteGroup"; ///< property of a button: its group

class Words
{
    Q_DECLARE_TR_FUNCTIONS(CommandPalette)
};

struct ScoredEntry
{
    PaletteRow row;
    int score;
};

/// In the entry's text, or else in "group text".
std::optional<FuzzyMatch> matchOf(const PaletteEntry &entry, const QString &typed)
{
    if (auto match = fuzzyMatch(typed, entry.text))
        return match;
    auto match = fuzzyMatch(typed, entry.group + u' ' + entry.text);
    if (!match)
        return std::nullopt;
    match->score -= OnlyWithItsGroup;
    const int prefix = int(entry.group.size()) + 1;
    QList<int> inText;
    for (int at : std::as_const(match->positions)) {
        if (at >= prefix)
            inText.append(at - prefix);
    }
    match->positions = inText;
    return match;
}

int bonus(const PaletteEntry &entry, const QStringList &recent)
{
    const qsizetype place = entry.id.isEmpty() ? -1 : recent.indexOf(entry.id);
    return (place < 0 ? 0 : std::max(UsedBefore - int(place), 1)) - (entry.enabled ? 0 : CannotBeDone);
}

void addGroup(QList<PaletteRow> &rows, const QString &title, const QList<PaletteEntry> &entries)
{
    if (entries.isEmpty())
        return;
    PaletteEntry heading;
    heading.text = title;
    rows.append({true, heading, {}});
    for (const PaletteEntry &entry : entries)
        rows.append({false, entry, {}});
}

QList<PaletteRow> allRows(const QList<PaletteEntry> &entries, const QStringList &recent)
{
    QList<PaletteEntry> latest;
    for (const QString &id : recent) {
        const auto known =
            std::find_if(entries.begin(), entries.end(), [&](const PaletteEntry &entry) { return entry.id == id; });
        if (!id.isEmpty() && known != entries.end() && known->enabled)
            latest.append(*known);
    }
    QStringList groups;
    QHash<QString, QList<PaletteEntry>> members;
    for (const PaletteEntry &entry : entries) {
        if (!groups.contains(entry.group))
            groups.append(entry.group);
        members[entry.group].append(entry);
    }
    QList<PaletteRow> rows;
    addGroup(rows, Words::tr("Recently used"), latest);
    for (const QString &group : std::as_const(groups))
        addGroup(rows, group, members.value(group));
    return rows;
}

QString plain(QString text)
{
    text.replace(u"&&"_s, QString(QChar::Null)).remove(u'&').replace(QChar::Null, u'&');
    return text;
}

/// The actions of a menu and of the menus in it, with the outer menu's title.
void collectMenu(const QMenu *menu, const QString &title, QList<std::pair<QAction *, QString>> &found)
{
    for (QAction *action : menu->actions()) {
        if (const QMenu *inner = action->menu<QMenu *>())
            collectMenu(inner, title, found);
        else
            found.append({action, title});
    }
}

/// It belongs to something of this window that is seen: not to a room that is not shown, nor to a window beside it.
bool isAtHand(const QAction *action, const QWidget *window)
{
    for (const QObject *object : action->associatedObjects()) {
        const auto *widget = qobject_cast<const QWidget *>(object);
        if (widget && widget->window() == window && (widget == window || widget->isVisible()))
            return true;
    }
    return false;
}

QList<std::pair<QAction *, QString>> actionsOf(QWidget *window)
{
    QList<std::pair<QAction *, QString>> found;
    if (const auto *mainWindow = qobject_cast<QMainWindow *>(window)) {
        if (const auto *bar = qobject_cast<QMenuBar *>(mainWindow->menuWidget())) {
            for (QAction *action : bar->actions()) {
                if (const QMenu *menu = action->menu<QMenu *>())
                    collectMenu(menu, plain(menu->title()), found);
            }
        }
    }
    for (QAction *action : window->findChildren<QAction *>()) {
        if (isAtHand(action, window))
            found.append({action, action->property("group").toString()});
    }
    return found;
}

bool canBeListed(const QAction *action)
{
    const QString name = action->objectName();
    return !name.isEmpty() && !name.startsWith(u'_') && !name.startsWith("qt_"_L1) && !action->isSeparator() &&
           !action->menu<QMenu *>() && action->isVisible() && !action->text().isEmpty() &&
           !action->property("hiddenFromPalette").toBool();
}

PaletteEntry entryOf(QAction *action, const QString &group)
{
    PaletteEntry entry;
    entry.id = action->objectName();
    entry.text = plain(action->text());
    if (entry.text.endsWith(u'…'))
        entry.text.chop(1);
    entry.group = group.isEmpty() ? Words::tr("Other") : group;
    entry.shortcut = action->shortcut().toString(QKeySequence::NativeText);
    entry.why = action->statusTip();
    entry.icon = action->icon();
    entry.enabled = action->isEnabled();
    entry.run = [guarded = QPointer<QAction>(action)] {
        if (guarded)
            guarded->trigger();
    };
    return entry;
}

PaletteEntry entryOf(QAbstractButton *button)
{
    PaletteEntry entry;
    entry.id = u"button/"_s + button->objectName();
    entry.text = plain(button->text());
    if (entry.text.endsWith(u'…'))
        entry.text.chop(1);
    entry.group = button->property(ListedUnder).toString();
    entry.why = button->toolTip();
    entry.icon = button->icon();
    entry.enabled = button->isEnabled();
    entry.run = [guarded = QPointer<QAbstractButton>(button)] {
        if (guarded)
            guarded->click();
    };
    return entry;
}

} // namespace

QList<PaletteRow> paletteRows(const QList<PaletteEntry> &entries, const QString &typed, const QStringList &recent)
{
    if (typed.trimmed().isEmpty())
        return allRows(entries, recent);
    QList<ScoredEntry> candidates;
    for (const PaletteEntry &entry : entries) {
        if (const auto match = matchOf(entry, typed))
            candidates.append({{false, entry, match->positions}, match->score + bonus(entry, recent)});
    }
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const ScoredEntry &one, const ScoredEntry &other) { return one.score > other.score; });
    QList<PaletteRow> rows;
    for (const ScoredEntry &candidate : std::as_const(candidates))
        rows.append(candidate.row);
    return rows;
}

QList<PaletteEntry> entriesOfActions(QWidget *window)
{
    QList<PaletteEntry> entries;
    QSet<QAction *> seen;
    for (const auto &[action, group] : actionsOf(window)) {
        if (seen.contains(action) || !canBeListed(action))
            continue;
        seen.insert(action);
        entries.append(entryOf(action, group));
    }
    for (QAbstractButton *button : window->findChildren<QAbstractButton *>()) {
        if (button->property(ListedUnder).isValid() && button->isVisible() && button->window() == window)
            entries.append(entryOf(button));
    }
    return entries;
}

void listInPalette(QAbstractButton &button, const QString &group)
{
    button.setProperty(ListedUnder, group);
}

} // namespace cairn
