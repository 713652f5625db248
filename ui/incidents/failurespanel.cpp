#include "ui/incidents/failurespanel.h"

#include "ui/incidents/inbox.h"
#include "ui/incidents/incidentactions.h"
#include "ui/incidents/incidentpage.h"
#include "ui/parts/scrolled.h"
#include "ui/parts/whendone.h"

#include <QBoxLayout>
#include <QScrollArea>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr Milliseconds PageRest{150};
constexpr Milliseconds FollowPause{60};
} // namespace

FailuresPanel::FailuresPanel(Desk &desk, const QString &root, IncidentActions &actions, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_actions(actions), m_refresher(PageRest), m_inbox(new Inbox(desk)),
      m_page(new IncidentPage(desk, root, actions)), m_nothing(new QWidget), m_pageArea(scrolled(m_page)),
      m_stack(new QStackedWidget), m_splitter(new QSplitter)
{
    setObjectName(u"failuresPanel"_s);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_stack->addWidget(m_nothing);
    m_stack->addWidget(m_pageArea);
    m_stack->setMinimumWidth(400);
    m_inbox->setMinimumWidth(300);
    m_inbox->setActions(actions.all());
    m_splitter->setObjectName(u"failuresSplitter"_s);
    m_splitter->addWidget(m_inbox);
    m_splitter->addWidget(m_stack);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({400, 796});
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_splitter);
    m_follow.setSingleShot(true);
    m_follow.setInterval(FollowPause);
    connect(&m_follow, &QTimer::timeout, &m_refresher, &Refresher::restart);
    m_refresher.follow(desk, *this);
    connectParts();
}

void FailuresPanel::connectParts()
{
    connect(&m_refresher, &Refresher::due, this, &FailuresPanel::read);
    connect(m_inbox, &Inbox::chosen, this, &FailuresPanel::follow);
    connect(m_inbox, &Inbox::opened, m_page, &IncidentPage::focusMembers);
    connect(m_inbox, &Inbox::failed, this, &FailuresPanel::failed);
    connect(m_page, &IncidentPage::runWanted, this, &FailuresPanel::runWanted);
    connect(m_page, &IncidentPage::told, this, &FailuresPanel::told);
    connect(m_page, &IncidentPage::failed, this, &FailuresPanel::failed);
    connect(&m_actions, &IncidentActions::outdated, &m_refresher, &Refresher::wake);
}

/// What was shown before is not acted upon any more.
void FailuresPanel::follow(qint64 incident)
{
    if (incident == m_wanted)
        return;
    m_wanted = incident;
    m_actions.setIncident(std::nullopt);
    m_follow.start();
}

void FailuresPanel::read()
{
    if (m_wanted == 0 || !isVisible()) {
        m_refresher.done();
        return;
    }
    whenDone(this, m_desk.detail(m_wanted), [this, id = m_wanted](const Result<IncidentDetail> &detail) {
        if (id != m_wanted)
            return; // another one has been asked for since
        m_refresher.done();
        if (detail) {
            take(*detail);
            return;
        }
        const bool isGone = detail.error().kind == ErrorKind::NotFound;
        if (isGone)
            m_wanted = 0;                                     // said once
        if (isGone || !m_shown || m_shown->incident.id != id) // else what was read of it last stays
            showNone();
        Q_EMIT failed(detail.error());
    });
}

void FailuresPanel::showNone()
{
    m_shown.reset();
    m_actions.setIncident(std::nullopt);
    m_stack->setCurrentWidget(m_nothing);
    Q_EMIT noneShown();
}

void FailuresPanel::take(const IncidentDetail &detail)
{
    const bool isNews = !m_shown || m_shown->incident.id != detail.incident.id ||
                        m_shown->incident.revision != detail.incident.revision ||
                        m_shown->incident.counts != detail.incident.counts;
    m_shown = detail;
    m_page->setIncident(detail);
    m_stack->setCurrentWidget(m_pageArea);
    if (isVisible()) // the room may have been left while this was read
        m_actions.setIncident(detail);
    if (isNews)
        Q_EMIT incidentShown(detail.incident);
}

void FailuresPanel::openIncident(qint64 incident)
{
    m_inbox->choose(incident);
    follow(incident);
}

void FailuresPanel::list(const QString &filter)
{
    m_inbox->list(filter);
    m_inbox->focusList();
}

void FailuresPanel::setCounts(const QMap<IncidentState, qint64> &counts)
{
    m_inbox->setCounts(counts);
}

void FailuresPanel::setSide(QWidget *side)
{
    m_splitter->addWidget(side);
    m_inbox->setMinimumWidth(200); // three beside each other, in a window that is still small
    m_stack->setMinimumWidth(260);
    m_splitter->setSizes({330, 470, 400});
}

void FailuresPanel::focusList()
{
    m_inbox->focusList();
}

void FailuresPanel::focusFilter()
{
    m_inbox->focusFilter();
}

bool FailuresPanel::goBack()
{
    if (m_inbox->listHasFocus())
        return false;
    m_inbox->focusList();
    return true;
}

void FailuresPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_shown && m_shown->incident.id == m_wanted)
        m_actions.setIncident(m_shown);
}

/// In another room nothing is done about an incident that cannot be seen.
void FailuresPanel::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_actions.setIncident(std::nullopt);
}

void FailuresPanel::restore(const QSettings &settings)
{
    m_splitter->restoreState(settings.value(u"failures/splitter"_s).toByteArray());
    m_inbox->restore(settings);
    m_page->restore(settings);
}

void FailuresPanel::save(QSettings &settings) const
{
    settings.setValue(u"failures/splitter"_s, m_splitter->saveState());
    m_inbox->save(settings);
    m_page->save(settings);
}

} // namespace cairn
