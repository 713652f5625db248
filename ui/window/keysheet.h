#pragma once

#include "ui/window/shortcutlist.h"

#include <QDialog>

class QAction;
class QPrinter;

namespace cairn {

/// All keys of a window on one sheet in two columns; it can be printed.
class KeySheet : public QDialog
{
    Q_OBJECT
public:
    explicit KeySheet(const QList<ShortcutGroup> &groups, QWidget *parent = nullptr);

    /// The action that opens a sheet over `window`, by the key “?”; belongs to the window, to be put into a menu.
    static QAction *openerFor(QWidget *window);
    void printTo(QPrinter *printer) const;

private:
    void choosePrinter();

    QList<ShortcutGroup> m_groups;
};

} // namespace cairn
