#include "ui/runs/viewsbutton.h"

#include "ui/look/tintedicon.h"
#include "ui/parts/plaintip.h"

#include <QMenu>

namespace cairn {

using namespace Qt::StringLiterals;

ViewsButton::ViewsButton(QWidget *parent)
    : QToolButton(parent), m_save(new QAction(tintedIcon(u"add"_s), tr("Sa&ve this filter as a view…"), this)),
      m_manage(new QAction(tr("&Manage views…"), this)), m_menu(new QMenu(this))
{
    setObjectName(u"viewsButton"_s);
    setIcon(tintedIcon(u"views"_s));
    setAccessibleName(tr("Saved views"));
    setToolTip(tr("Saved views: filters to come back to"));
    setPopupMode(QToolButton::InstantPopup);
    setAutoRaise(true);
    setFocusPolicy(Qt::TabFocus);
    m_menu->setObjectName(u"viewsMenu"_s);
    m_menu->setToolTipsVisible(true);
    setMenu(m_menu);
    m_save->setObjectName(u"saveView"_s);
    m_manage->setObjectName(u"manageViews"_s);
}

void ViewsButton::setViews(const QList<SavedView> &views)
{
    m_views = views;
    m_menu->clear();
    qDeleteAll(std::exchange(m_actions, {}));
    for (const SavedView &view : views) {
        auto *action = new QAction(QString(view.name).replace(u'&', u"&&"_s), this);
        action->setObjectName(view.id.isEmpty() ? u"view_"_s + view.name : u"view_"_s + view.id);
        action->setToolTip(view.filter.isEmpty() ? tr("All runs") : plainTip(view.filter));
        action->setCheckable(true);
        connect(action, &QAction::triggered, this, [this, view] {
            showFilter(m_filter); // a click alone marks nothing
            Q_EMIT chosen(view);
        });
        m_actions.append(action);
    }
    m_menu->addActions(m_actions);
    m_menu->addSeparator();
    m_menu->addActions({m_save, m_manage});
    showFilter(m_filter);
    Q_EMIT viewsChanged();
}

void ViewsButton::showFilter(const QString &filter)
{
    m_filter = filter;
    bool known = filter.trimmed().isEmpty();
    for (int i = 0; i < m_actions.size(); ++i) {
        const bool same = m_views.at(i).filter.simplified() == filter.simplified();
        m_actions.at(i)->setChecked(same);
        known = known || same;
    }
    m_save->setEnabled(!known);
}

} // namespace cairn
