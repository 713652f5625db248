#pragma once

#include <QList>
#include <QString>

class QWidget;

namespace cairn {

/// Keys and what they do.
struct ShortcutLine
{
    QStringList keys; ///< as written on this machine; one of them will do
    QString what;
};

struct ShortcutGroup
{
    QString title;
    QList<ShortcutLine> lines;
};

/// All keys of a window: those of its actions by their menus, then those that tables and lines have by themselves.
QList<ShortcutGroup> shortcutsOf(QWidget *window);

/// Splits the groups over two columns of about the same height, in their order; returns how many stand in the first.
qsizetype firstColumn(const QList<ShortcutGroup> &groups);

/// A page to be printed.
QString shortcutsAsHtml(const QList<ShortcutGroup> &groups, const QString &title);

} // namespace cairn
