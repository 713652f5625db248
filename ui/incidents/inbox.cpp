#include "ui/incidents/inbox.h"

#include "ui/incidents/inboxhead.h"
#include "ui/incidents/incidentlist.h"
#include "ui/incidents/incidentsmodel.h"
#include "ui/look/tintedicon.h"
#include "ui/parts/emptystate.h"

#include <QAction>
#include <QBoxLayout>
#include <QScrollBar>
#include <QStackedWidget>
#include <QToolButton>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr Milliseconds RefreshRest{150};
}

Inbox::Inbox(Desk &desk, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_model(new IncidentsModel(this)),
      m_feed(new RowsFeed<IncidentSummary>(desk, *m_model, RefreshRest, this)), m_head(new InboxHead), m_newer(new QToolButton),
      m_list(new IncidentList(*m_model)), m_empty(new EmptyState), m_stack(new QStackedWidget)
{
    setObjectName(u"inbox"_s);
    m_newer->setObjectName(u"newerIncidents"_s);
    m_newer->setIcon(tintedIcon(u"up"_s));
    m_newer->setText(tr("Newer failures above"));
    m_newer->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_newer->setAutoRaise(true);
    m_newer->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_newer->hide();
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_empty);
    m_empty->say(tr("Looking for failures…"), {}, {});
    m_stack->setCurrentWidget(m_empty);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_newer);
    column->addWidget(m_stack, 1);
    connectParts();
    ask();
}

void Inbox::connectParts()
{
    m_feed->onLoaded([this] { settle(); });
    m_feed->onFailed([this](const Error &error) { Q_EMIT failed(error); });
    connect(m_model, &IncidentsModel::moreWanted, m_feed, [this] { m_feed->fetchMore(); });
    connect(m_model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &, int first) {
        if (m_list->verticalScrollBar()->value() > 0 && first <= m_list->indexAt({4, 4}).row())
            m_newer->show();
    });
    connect(m_list->verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        if (value == 0)
            m_newer->hide();
    });
    connect(m_newer, &QAbstractButton::clicked, this, &Inbox::showNewer);
    connect(m_head, &InboxHead::filterChanged, this, &Inbox::ask);
    connect(m_head, &InboxHead::leave, this, &Inbox::focusList);
    connect(m_list, &IncidentList::opened, this, &Inbox::opened);
    connect(m_list, &IncidentList::currentChosen, this, [this] {
        if (const qint64 incident = m_list->current())
            Q_EMIT chosen(incident);
    });
    connect(m_list, &IncidentList::currentLeft, this, [this] { m_pinned = true; });
    connect(m_empty, &EmptyState::actionWanted, m_head, &InboxHead::reset);
}

void Inbox::ask()
{
    m_wanted = m_list->current();
    m_pinned = false;
    m_feed->ask([this, filter = m_head->filter()](const std::optional<IncidentSummary> &after, int limit) {
        return m_desk.inbox(filter, after ? std::optional(after->incident) : std::nullopt, limit);
    });
}

/// Something is always chosen, if there is anything, unless what is wanted is not there.
void Inbox::settle()
{
    const bool any = m_model->rowCount() > 0;
    m_stack->setCurrentWidget(any ? static_cast<QWidget *>(m_list) : m_empty);
    const bool focusWanted = std::exchange(m_focusWanted, false);
    if (!any)
        sayEmpty();
    else if (focusWanted && m_head->isAncestorOf(window()->focusWidget()))
        m_list->setFocus(Qt::OtherFocusReason);
    const qint64 wanted = std::exchange(m_wanted, 0);
    if (!any || (wanted > 0 && m_list->choose(wanted)) || m_list->current() > 0 || m_pinned)
        return;
    m_list->choose(m_model->row(0).incident.id);
}

void Inbox::sayEmpty()
{
    if (m_head->showsAllUnresolved())
        m_empty->say(tr("All is well"), tr("Nothing failed that needs a person."), {});
    else
        m_empty->say(tr("No such incident"), tr("Nothing that is chosen above matches."), tr("Show all that is unresolved"));
}

void Inbox::showNewer()
{
    m_list->verticalScrollBar()->setValue(0);
    focusList();
}

void Inbox::choose(qint64 incident)
{
    m_pinned = !m_list->choose(incident);
    if (!m_pinned)
        return;
    m_list->setCurrentIndex({});
    m_wanted = incident;
}

void Inbox::list(const QString &filter)
{
    m_head->setText(filter);
}

void Inbox::setCounts(const QMap<IncidentState, qint64> &counts)
{
    m_head->setCounts(counts);
}

void Inbox::setActions(const QList<QAction *> &actions)
{
    m_list->addActions(actions);
    m_list->setContextMenuPolicy(Qt::ActionsContextMenu);
}

/// An empty inbox has nothing for the focus but the line above it.
void Inbox::focusList()
{
    m_focusWanted = m_stack->currentWidget() != m_list;
    if (m_focusWanted)
        m_head->focusText();
    else
        m_list->setFocus(Qt::OtherFocusReason);
}

void Inbox::focusFilter()
{
    m_head->focusText();
}

bool Inbox::listHasFocus() const
{
    return m_list->hasFocus() || m_stack->currentWidget() == m_empty;
}

void Inbox::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_feed->setActive(true);
}

void Inbox::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_feed->setActive(false);
}

void Inbox::restore(const QSettings &settings)
{
    m_head->restore(settings);
    ask();
}

void Inbox::save(QSettings &settings) const
{
    m_head->save(settings);
}

} // namespace cairn
