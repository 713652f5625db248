#include "ui/window/desktopalerts.h"

#include "control/actor.h"
#include "ui/look/consolesettings.h"
#include "ui/parts/whendone.h"
#include "ui/window/desktopnotifications.h"

#include <QAction>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds Rest{500};
constexpr int AlertsAtOnce = 100;
constexpr qsizetype ShownOneByOne = 3; ///< more at once are a flood
constexpr qint64 ManyKey = 0;          ///< no incident has that number

const QString OpenWord = u"default"_s;
const QString OpenButton = u"open"_s;
const QString AcknowledgeButton = u"acknowledge"_s;
const QString SettingKey = u"alerts/desktop"_s;

} // namespace

DesktopAlerts::DesktopAlerts(Desk &desk, DesktopNotifications &notifications, QObject *parent)
    : QObject(parent), m_desk(desk), m_alerts(desk), m_incidents(desk), m_notifications(notifications),
      m_switcher(new QAction(tr("Desktop &notifications"), this)), m_refresher(Rest)
{
    m_switcher->setObjectName(u"desktopNotifications"_s);
    m_switcher->setCheckable(true);
    m_switcher->setChecked(consoleSettings().value(SettingKey, true).toBool());
    m_switcher->setToolTip(tr("Tell on the desktop what the workspace's alert rules say, also while the window is hidden"));
    connect(m_switcher, &QAction::toggled, this, &DesktopAlerts::setOn);
    connect(&m_notifications, &DesktopNotifications::shown, this, &DesktopAlerts::noteShown);
    connect(&m_notifications, &DesktopNotifications::notShown, this, &DesktopAlerts::noteNotShown);
    connect(&m_notifications, &DesktopNotifications::actionChosen, this, &DesktopAlerts::choose);
    connect(&m_desk, &Desk::changed, &m_refresher, &Refresher::wake);
    connect(&m_refresher, &Refresher::due, this, &DesktopAlerts::read);
    m_refresher.wake();
}

/// What was told before is known, or seen in the inbox.
void DesktopAlerts::begin()
{
    whenDone(this, m_alerts.newest(), [this](const Result<qint64> &newest) {
        if (newest)
            m_place = *newest;
        m_refresher.done();
    });
}

void DesktopAlerts::read()
{
    if (!m_place)
        return begin();
    whenDone(this, m_alerts.after(*m_place, AlertsAtOnce), [this](const Result<DesktopAlertPage> &page) {
        m_refresher.done();
        if (!page)
            return;
        m_place = page->place;
        take(page->alerts);
        if (!page->isLast)
            m_refresher.wake();
    });
}

void DesktopAlerts::take(const QList<DesktopAlert> &alerts)
{
    QMap<qint64, AlertFacts> newest; // of several about one incident only the last is of interest
    for (const DesktopAlert &alert : alerts)
        newest.insert(alert.facts.incident, alert.facts);
    newest.removeIf([this](QMap<qint64, AlertFacts>::iterator entry) {
        if (entry->news == AlertNews::Resolved)
            m_notifications.close(entry.key());
        return entry->news == AlertNews::Resolved;
    });
    if (!m_switcher->isChecked()) {
        if (std::any_of(newest.begin(), newest.end(), [](const AlertFacts &facts) { return facts.news == AlertNews::Test; }))
            Q_EMIT failed({ErrorKind::Conflict,
                           tr("this console has not shown the test alert: desktop notifications are off"),
                           {},
                           tr("“Desktop notifications” in the menu “Display” switches them on")});
        return;
    }
    if (newest.size() > ShownOneByOne)
        return showMany(newest.size());
    for (const AlertFacts &facts : std::as_const(newest))
        show(facts);
}

void DesktopAlerts::show(const AlertFacts &facts)
{
    DesktopNotification notification;
    notification.key = facts.incident;
    notification.urgent = facts.severity == "critical"_L1;
    if (facts.news == AlertNews::Test) {
        notification.title = tr("Cairn: a test alert");
        notification.text = tr("Nothing is wrong: this is how alerts look.");
        m_test = notification.key;
        return m_notifications.show(notification);
    }
    notification.title = facts.component == facts.step ? tr("Step %1 fails").arg(facts.step)
                                                       : tr("%1: step %2 fails").arg(facts.component, facts.step);
    notification.text = facts.cause;
    if (facts.failing > 1)
        notification.text += u'\n' + tr("%n failures so far", nullptr, int(facts.failing));
    notification.actions = {{OpenWord, tr("Open")}, {OpenButton, tr("Open")}};
    const bool mayAct = m_desk.may(Role::Operator);
    if (mayAct && facts.state == word(IncidentState::Open))
        notification.actions.append({AcknowledgeButton, tr("Acknowledge")});
    if (mayAct && facts.news == AlertNews::Fired) // who may only look leaves nothing in its history
        m_fresh.insert(facts.incident, facts);
    m_notifications.show(notification);
}

void DesktopAlerts::showMany(qsizetype count)
{
    DesktopNotification notification;
    notification.key = ManyKey;
    notification.title = tr("%n incidents need a person", nullptr, int(count));
    notification.text = tr("They came at once: the inbox has them all.");
    notification.actions = {{OpenWord, tr("Open")}, {OpenButton, tr("Open")}};
    m_notifications.show(notification);
}

void DesktopAlerts::noteNotShown(qint64 key, const QString &why)
{
    if (m_test != key)
        return;
    m_test.reset();
    Q_EMIT failed({ErrorKind::NotFound,
                   tr("the desktop has not shown the test alert, and shows no others: %1").arg(why),
                   {},
                   tr("Start what shows notifications there; a webhook reaches people without it")});
}

void DesktopAlerts::noteShown(qint64 key)
{
    if (m_test == key) {
        m_test.reset();
        Q_EMIT told(tr("The desktop has shown the test alert."));
    }
    const auto fresh = m_fresh.constFind(key);
    if (fresh == m_fresh.cend())
        return;
    m_alerts.noteShown(m_fresh.take(key), currentActor());
}

void DesktopAlerts::choose(qint64 key, const QString &action)
{
    if (action == AcknowledgeButton)
        return acknowledge(key);
    if (key == ManyKey)
        Q_EMIT incidentsWanted();
    else
        Q_EMIT incidentWanted(key);
}

void DesktopAlerts::acknowledge(qint64 incident)
{
    const HandleIncident act{incident, IncidentAct::Acknowledge, {}, currentActor(), u"from the desktop notification"_s, {}};
    whenDone(this, m_incidents.handle(act), [this, incident](const Result<Committed> &done) {
        m_notifications.close(incident);
        if (done)
            Q_EMIT told(tr("You look after incident %1 now").arg(incident));
        else
            Q_EMIT failed(done.error());
    });
}

void DesktopAlerts::setOn(bool on)
{
    remember(SettingKey, on);
}

} // namespace cairn
