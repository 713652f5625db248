#include "ui/runs/viewskeeper.h"

#include "ui/look/consolesettings.h"
#include "ui/runs/saveviewdialog.h"
#include "ui/runs/viewsbutton.h"
#include "ui/runs/viewsdialog.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

} // namespace

ViewsKeeper::ViewsKeeper(ViewsButton &button, QWidget *parent) : QObject(parent), m_button(button), m_parent(parent)
{
    m_button.setViews(readViews(consoleSettings()));
}

void ViewsKeeper::set(const QList<SavedView> &views)
{
    QSettings settings = consoleSettings();
    writeViews(settings, views);
    m_button.setViews(views);
}

void ViewsKeeper::save(const SavedView &current)
{
    QStringList taken;
    for (const SavedView &view : m_button.views())
        taken.append(view.name);
    auto *dialog = new SaveViewDialog(current.filter, taken, m_parent->window());
    connect(dialog, &QDialog::accepted, this, [this, dialog, current] {
        SavedView view = current;
        view.name = dialog->name();
        if (!dialog->withColumns())
            view.columns.clear();
        QList<SavedView> views = m_button.views();
        const auto same =
            std::find_if(views.begin(), views.end(), [&](const SavedView &other) { return other.name == view.name; });
        if (same != views.end())
            *same = view;
        else
            views.append(view);
        set(views);
    });
    dialog->open();
}

void ViewsKeeper::manage()
{
    auto *dialog = new ViewsDialog(m_button.views(), m_parent->window());
    connect(dialog, &QDialog::accepted, this, [this, dialog] { set(dialog->views()); });
    dialog->open();
}

} // namespace cairn
