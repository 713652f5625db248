#pragma once

#include "ui/runs/savedview.h"

#include <QObject>

class QWidget;

namespace cairn {

class ViewsButton;

/// Keeps the saved views: reads them from the settings, lets people save and manage them, and writes them down at once.
class ViewsKeeper : public QObject
{
    Q_OBJECT
public:
    ViewsKeeper(ViewsButton &button, QWidget *parent);

    /// Asks for a name for what `current` holds; its columns are kept if they are wanted.
    void save(const SavedView &current);
    void manage();

private:
    void set(const QList<SavedView> &views);

    ViewsButton &m_button;
    QWidget *m_parent;
};

} // namespace cairn
