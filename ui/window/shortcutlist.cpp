#include "ui/window/shortcutlist.h"

#include "ui/parts/paletteentry.h"

#include <QAction>
#include <QCoreApplication>
#include <QKeySequence>
#include <QWidget>

#include <algorithm>
#include <numeric>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(KeySheet)
};

QStringList keys(std::initializer_list<const char *> names)
{
    QStringList written;
    for (const char *name : names)
        written.append(QKeySequence(QString::fromLatin1(name)).toString(QKeySequence::NativeText));
    return written;
}

/// What no action stands for: the keys of the widgets themselves.
QList<ShortcutGroup> keysOfWidgets()
{
    return {{Words::tr("Tables"),
             {{keys({"Up", "Down"}), Words::tr("Choose the row above or below")},
              {keys({"Shift+Up", "Shift+Down"}), Words::tr("Choose several rows")},
              {keys({"Ctrl+A"}), Words::tr("Choose all rows that are loaded")},
              {keys({"Home", "End"}), Words::tr("First or last row")},
              {keys({"PgUp", "PgDown"}), Words::tr("A page up or down")},
              {keys({"Return"}), Words::tr("Open what is chosen")},
              {keys({"Menu", "Shift+F10"}), Words::tr("What can be done with it")},
              {keys({"Ctrl+C"}), Words::tr("Copy")},
              {keys({"Ctrl+Shift+S"}), Words::tr("Save the table as CSV")},
              {keys({"Ctrl+Shift+U"}), Words::tr("Copy an attempt as cURL")}}},
            {Words::tr("File of the workspace"),
             {{keys({"Ctrl+S"}), Words::tr("Save")},
              {keys({"F8", "Shift+F8"}), Words::tr("Next or previous problem")},
              {keys({"Ctrl+F"}), Words::tr("Find text")},
              {keys({"F3", "Shift+F3"}), Words::tr("Next or previous place of that text")},
              {keys({"Esc"}), Words::tr("Leave it; what is not saved is kept")}}},
            {Words::tr("Filter line"),
             {{keys({"Return", "Down"}), Words::tr("Apply the filter and go to the list")},
              {keys({"Esc"}), Words::tr("Back to the list")}}},
            {Words::tr("Everywhere"),
             {{keys({"Tab", "Shift+Tab"}), Words::tr("Next or previous part of the window")},
              {keys({"Ctrl+Tab", "Ctrl+Shift+Tab"}), Words::tr("Next or previous tab, from within it")},
              {keys({"Left", "Right"}), Words::tr("Next or previous tab, when the tabs have the focus")}}}};
}

QList<std::pair<QAction *, PaletteEntry>> namedActions(QWidget *window)
{
    QList<std::pair<QAction *, PaletteEntry>> named;
    for (const PaletteEntry &entry : entriesOfActions(window)) {
        if (auto *action = window->findChild<QAction *>(entry.id))
            named.append({action, entry});
    }
    return named;
}

/// The palette does not list itself; the sheet does.
QList<std::pair<QAction *, PaletteEntry>> keyedActions(QWidget *window)
{
    auto named = namedActions(window);
    if (auto *palette = window->findChild<QAction *>(u"openPalette"_s)) {
        PaletteEntry entry;
        entry.text = palette->text().remove(u'&').remove(u'…');
        entry.group = Words::tr("Everywhere");
        named.append({palette, entry});
    }
    return named;
}

/// What one table, view or page does by that key is told for all of them.
bool isOfOneWidget(const QAction &action)
{
    return action.shortcutContext() == Qt::WidgetShortcut || action.shortcutContext() == Qt::WidgetWithChildrenShortcut;
}

bool isTold(const QList<ShortcutGroup> &groups, const QStringList &keys)
{
    return std::any_of(groups.begin(), groups.end(), [&](const ShortcutGroup &group) {
        return std::any_of(group.lines.begin(), group.lines.end(), [&](const ShortcutLine &line) { return line.keys == keys; });
    });
}

} // namespace

QList<ShortcutGroup> shortcutsOf(QWidget *window)
{
    QList<ShortcutGroup> groups = keysOfWidgets();
    qsizetype place = 0; // menus come first, in their order
    for (const auto &[action, entry] : keyedActions(window)) {
        QStringList written;
        for (const QKeySequence &sequence : action->shortcuts())
            written.append(sequence.toString(QKeySequence::NativeText));
        written.removeAll(QString());
        if (written.isEmpty() || (isOfOneWidget(*action) && isTold(groups, written)))
            continue;
        auto group = std::find_if(groups.begin(), groups.end(),
                                  [&title = entry.group](const ShortcutGroup &known) { return known.title == title; });
        if (group == groups.end()) {
            groups.insert(place, {entry.group, {}});
            group = groups.begin() + place++;
        }
        group->lines.append({written, entry.text});
    }
    return groups;
}

qsizetype firstColumn(const QList<ShortcutGroup> &groups)
{
    const auto heightOf = [](const ShortcutGroup &group) { return group.lines.size() + 2; }; // its title and a gap
    const qsizetype whole = std::accumulate(groups.begin(), groups.end(), qsizetype(0),
                                            [&](qsizetype sum, const auto &group) { return sum + heightOf(group); });
    qsizetype height = 0;
    for (qsizetype count = 0; count < groups.size(); ++count) {
        const qsizetype next = height + heightOf(groups.at(count));
        if (std::abs(2 * next - whole) > std::abs(2 * height - whole))
            return count;
        height = next;
    }
    return groups.size();
}

QString shortcutsAsHtml(const QList<ShortcutGroup> &groups, const QString &title)
{
    QString html = u"<h2>%1</h2>"_s.arg(title.toHtmlEscaped());
    for (const ShortcutGroup &group : groups) {
        html += u"<h3>%1</h3><table cellpadding='2' width='100%'>"_s.arg(group.title.toHtmlEscaped());
        for (const ShortcutLine &line : group.lines)
            html += u"<tr><td width='35%'><b>%1</b></td><td>%2</td></tr>"_s.arg(line.keys.join(u" / "_s).toHtmlEscaped(),
                                                                                line.what.toHtmlEscaped());
        html += u"</table>"_s;
    }
    return html;
}

} // namespace cairn
