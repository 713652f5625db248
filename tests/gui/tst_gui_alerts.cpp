#include "guiworkspace.h"

#include "control/alertfacts.h"
#include "ui/look/appearance.h"
#include "ui/window/desktopalerts.h"
#include "ui/window/desktopnotifications.h"
#include "ui/window/trayicon.h"

#include <QAction>
#include <QDBusMessage>
#include <QJsonDocument>
#include <QProcess>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

namespace {

/// A desktop that shows notifications, on a bus of its own.
class Desktop : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")
public:
    struct Shown
    {
        QString title;
        QString text;
        QStringList actions;
        QVariantMap hints;
    };
    QMap<uint, Shown> shown;
    QList<uint> closed;
    QStringList abilities{u"actions"_s, u"body"_s, u"body-markup"_s};
    int notified = 0;

public Q_SLOTS:
    QStringList GetCapabilities() { return abilities; }
    uint Notify(const QString &, uint replaced, const QString &, const QString &title, const QString &text,
                const QStringList &actions, const QVariantMap &hints, int)
    {
        ++notified;
        const uint id = replaced > 0 ? replaced : ++m_last;
        shown.insert(id, {title, text, actions, hints});
        return id;
    }
    void CloseNotification(uint id)
    {
        closed.append(id);
        shown.remove(id);
        Q_EMIT NotificationClosed(id, 3);
    }

Q_SIGNALS:
    void ActionInvoked(uint id, const QString &action);
    void NotificationClosed(uint id, uint reason);

private:
    uint m_last = 40;
};

} // namespace

/// What the desktop is told: notifications with what can be done, over a real bus, and the worst state for the tray.
class TestGuiAlerts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void init();
    void cleanup();
    void tellsWhatIsNewAndWhenItIsOver();
    void anActionOpensOrAcknowledges();
    void whoCameFirstIsTold();
    void aViewerIsToldAndLeavesNoTrace();
    void whatServicesSayIsNoMarkup();
    void aFloodIsOne();
    void whatCannotBeReadHoldsNothingUp();
    void canBeSwitchedOff();
    void withoutADesktopNothingHappens();
    void whatCameOfATestIsTold();
    void theTrayTellsTheWorst_data();
    void theTrayTellsTheWorst();
    void theTrayFollowsTheStore();

private:
    void fail(int number, const QString &step = u"scan"_s, const QString &cause = u"503 from scan"_s);
    void tell(qint64 incident, AlertNews news);
    uint onlyId() const { return m_desktop->shown.isEmpty() ? 0 : m_desktop->shown.firstKey(); }
    QStringList history(qint64 incident);
    void ready();

    QTemporaryDir m_settings;
    QProcess m_daemon;
    QString m_address;
    std::unique_ptr<Desktop> m_desktop;
    std::unique_ptr<GuiWorkspace> m_workspace;
    std::unique_ptr<DesktopNotifications> m_notifications;
    std::unique_ptr<DesktopAlerts> m_alerts;
};

void TestGuiAlerts::initTestCase()
{
    m_daemon.start(u"dbus-daemon"_s, {u"--session"_s, u"--nofork"_s, u"--print-address"_s});
    if (!m_daemon.waitForReadyRead(20'000))
        QFAIL("dbus-daemon does not start: script/bootstrap installs it");
    m_address = QString::fromUtf8(m_daemon.readLine()).trimmed();
}

void TestGuiAlerts::cleanupTestCase()
{
    m_daemon.terminate();
    m_daemon.waitForFinished();
}

void TestGuiAlerts::init()
{
    m_workspace = std::make_unique<GuiWorkspace>();
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_settings.path());
    QSettings(u"Cairn"_s, u"Console"_s).clear();
    m_workspace->addPipeline(u"intake"_s, {u"scan"_s, u"extract<scan"_s, u"publish<extract"_s});
    m_desktop = std::make_unique<Desktop>();
    QDBusConnection theirs = QDBusConnection::connectToBus(m_address, u"desktop"_s);
    QVERIFY(theirs.registerObject(u"/org/freedesktop/Notifications"_s, m_desktop.get(),
                                  QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
    QVERIFY(theirs.registerService(u"org.freedesktop.Notifications"_s));
    m_notifications = std::make_unique<DesktopNotifications>(QDBusConnection::connectToBus(m_address, u"console"_s));
    m_alerts = std::make_unique<DesktopAlerts>(m_workspace->desk(), *m_notifications);
    ready();
}

void TestGuiAlerts::cleanup()
{
    m_alerts.reset();
    m_notifications.reset();
    QDBusConnection::disconnectFromBus(u"console"_s);
    QDBusConnection::disconnectFromBus(u"desktop"_s);
    m_desktop.reset();
    m_workspace.reset();
}

void TestGuiAlerts::ready()
{
    QTRY_VERIFY_WITH_TIMEOUT(m_alerts->hasBegun(), 20'000);
}

/// A run that blocks at the step.
void TestGuiAlerts::fail(int number, const QString &step, const QString &cause)
{
    const RunId run = m_workspace->addRun(u"intake"_s, u"%1.pdf"_s.arg(number), RunState::Blocked);
    Checkpoint failed;
    failed.run = run;
    failed.step = StepId(step);
    failed.state = StepState::Blocked;
    failed.status = 500 + number;
    failed.category = Category::Service;
    failed.cause = cause;
    failed.decision = Action::Block;
    failed.actor = u"runner"_s;
    failed.at = SystemClock().now();
    m_workspace->commit(Transaction(AddCheckpoint{failed}));
}

/// As the runner does for rules that name the desktop.
void TestGuiAlerts::tell(qint64 incident, AlertNews news)
{
    AlertDelivery delivery;
    delivery.rule = u"incidents"_s;
    delivery.incident = incident;
    delivery.route = DesktopRoute;
    delivery.news = news;
    delivery.at = SystemClock().now();
    delivery.fate = AlertFate::Sent;
    AlertFacts facts = testFacts(u"harbour"_s, u"anna"_s, delivery.at);
    if (incident > 0) {
        AlertState state;
        state.rule = delivery.rule;
        state.incident = incident;
        facts = readAlertFacts(m_workspace->reader(), m_workspace->reader().incident(incident).value(), state, news, delivery.at,
                               u"harbour"_s)
                    .value();
    }
    delivery.facts = QJsonDocument(toJson(facts)).toJson();
    m_workspace->commit(Transaction(AddAlertDelivery{delivery}));
}

QStringList TestGuiAlerts::history(qint64 incident)
{
    QStringList kinds;
    const auto notes = m_workspace->reader().incidentNotes(incident, 100);
    for (const IncidentNote &note : *notes)
        kinds.append(note.kind);
    return kinds;
}

void TestGuiAlerts::tellsWhatIsNewAndWhenItIsOver()
{
    fail(1);
    tell(1, AlertNews::Fired);
    QTRY_COMPARE(m_desktop->shown.size(), 1);
    const Desktop::Shown shown = m_desktop->shown.first();
    QVERIFY(shown.title.contains(u"scan"_s));
    QCOMPARE(shown.text, u"503 from scan"_s);
    QCOMPARE(shown.actions, (QStringList{u"default"_s, u"Open"_s, u"open"_s, u"Open"_s, u"acknowledge"_s, u"Acknowledge"_s}));
    QCOMPARE(shown.hints.value(u"urgency"_s).toUInt(), 1u);
    QTRY_VERIFY(history(1).contains(u"alerted"_s));
    const uint id = onlyId();
    tell(1, AlertNews::Repeated);
    QTRY_COMPARE(m_desktop->notified, 2);
    QCOMPARE(m_desktop->shown.keys(), QList{id}); // in place of it
    tell(1, AlertNews::Resolved);
    QTRY_COMPARE(m_desktop->closed, QList{id});
    QCOMPARE(history(1).count(u"alerted"_s), 1);
}

void TestGuiAlerts::anActionOpensOrAcknowledges()
{
    fail(1);
    tell(1, AlertNews::Fired);
    QTRY_COMPARE(m_desktop->shown.size(), 1);
    const uint id = onlyId();
    QSignalSpy wanted(m_alerts.get(), &DesktopAlerts::incidentWanted);
    Q_EMIT m_desktop->ActionInvoked(id + 7, u"open"_s); // another program's
    Q_EMIT m_desktop->ActionInvoked(id, u"open"_s);
    QTRY_COMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first().first().toLongLong(), 1);
    QSignalSpy told(m_alerts.get(), &DesktopAlerts::told);
    Q_EMIT m_desktop->ActionInvoked(id, u"acknowledge"_s);
    QTRY_COMPARE(told.size(), 1);
    QCOMPARE(m_workspace->reader().incident(1).value().state(), IncidentState::Acknowledged);
    QTRY_COMPARE(m_desktop->closed, QList{id});
}

void TestGuiAlerts::whoCameFirstIsTold()
{
    fail(1);
    tell(1, AlertNews::Fired);
    QTRY_COMPARE(m_desktop->shown.size(), 1);
    m_workspace->commit(Transaction(HandleIncident{1, IncidentAct::Acknowledge, {}, u"berta"_s, {}, SystemClock().now()}));
    QSignalSpy failed(m_alerts.get(), &DesktopAlerts::failed);
    Q_EMIT m_desktop->ActionInvoked(onlyId(), u"acknowledge"_s);
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(failed.first().first().value<Error>().detail.contains(u"berta"_s));
}

void TestGuiAlerts::aViewerIsToldAndLeavesNoTrace()
{
    m_alerts.reset();
    m_workspace->seat(Role::Viewer);
    m_alerts = std::make_unique<DesktopAlerts>(m_workspace->desk(), *m_notifications);
    ready();
    fail(1);
    QSignalSpy shown(m_notifications.get(), &DesktopNotifications::shown);
    tell(1, AlertNews::Fired);
    QTRY_COMPARE(shown.size(), 1);
    QCOMPARE(m_desktop->shown.first().actions, (QStringList{u"default"_s, u"Open"_s, u"open"_s, u"Open"_s}));
    fail(2); // written after whatever the alert had written
    QVERIFY(!history(1).contains(u"alerted"_s));
}

void TestGuiAlerts::whatServicesSayIsNoMarkup()
{
    fail(1, u"scan"_s, u"<a href=\"http://evil\">here</a> & there"_s);
    tell(1, AlertNews::Fired);
    QTRY_COMPARE(m_desktop->shown.size(), 1);
    QCOMPARE(m_desktop->shown.first().text, u"&lt;a href=&quot;http://evil&quot;&gt;here&lt;/a&gt; &amp; there"_s);
}

void TestGuiAlerts::aFloodIsOne()
{
    Transaction many;
    for (int i = 1; i <= 30; ++i)
        fail(i);
    for (int i = 1; i <= 30; ++i) {
        AlertDelivery delivery;
        delivery.rule = u"incidents"_s;
        delivery.incident = i;
        delivery.route = DesktopRoute;
        delivery.fate = AlertFate::Sent;
        AlertFacts facts = testFacts(u"harbour"_s, u"anna"_s, SystemClock().now());
        facts.incident = i;
        facts.news = AlertNews::Fired;
        delivery.facts = QJsonDocument(toJson(facts)).toJson();
        many.add(AddAlertDelivery{delivery});
    }
    m_workspace->commit(std::move(many));
    QTRY_COMPARE(m_desktop->shown.size(), 1);
    QVERIFY2(m_desktop->shown.first().title.startsWith(u"30 "_s), qPrintable(m_desktop->shown.first().title));
    QSignalSpy wanted(m_alerts.get(), &DesktopAlerts::incidentsWanted);
    Q_EMIT m_desktop->ActionInvoked(onlyId(), u"default"_s);
    QTRY_COMPARE(wanted.size(), 1);
}

/// However many there are of it.
void TestGuiAlerts::whatCannotBeReadHoldsNothingUp()
{
    Transaction many;
    for (int i = 0; i < 250; ++i) {
        AlertDelivery damaged;
        damaged.route = DesktopRoute;
        damaged.fate = AlertFate::Sent;
        damaged.facts = "nonsense";
        many.add(AddAlertDelivery{damaged});
    }
    m_workspace->commit(std::move(many));
    fail(1);
    tell(1, AlertNews::Fired);
    QTRY_COMPARE(m_desktop->shown.size(), 1);
}

void TestGuiAlerts::canBeSwitchedOff()
{
    QVERIFY(m_alerts->switcher()->isChecked());
    m_alerts->switcher()->trigger();
    fail(1);
    tell(1, AlertNews::Fired);
    m_alerts = std::make_unique<DesktopAlerts>(m_workspace->desk(), *m_notifications); // the next session
    QVERIFY(!m_alerts->switcher()->isChecked());
    m_alerts->switcher()->trigger();
    ready();
    tell(1, AlertNews::Repeated);
    QTRY_COMPARE(m_desktop->shown.size(), 1);
    QCOMPARE(m_desktop->notified, 1); // what was told meanwhile is not made up for
}

void TestGuiAlerts::withoutADesktopNothingHappens()
{
    DesktopNotifications nowhere{QDBusConnection(QString())};
    QSignalSpy shown(&nowhere, &DesktopNotifications::shown);
    nowhere.show({1, u"a"_s, u"b"_s, false, {}});
    nowhere.close(1);
    QVERIFY(QDBusConnection::connectToBus(m_address, u"desktop"_s).unregisterService(u"org.freedesktop.Notifications"_s));
    fail(1);
    tell(1, AlertNews::Fired); // a bus, but nobody who shows it
    fail(2);
    QTRY_COMPARE(m_workspace->reader().countIncidents().value().value(IncidentState::Open), 2);
    QVERIFY(shown.isEmpty() && m_desktop->shown.isEmpty());
}

/// In the window: it is what a test is for.
void TestGuiAlerts::whatCameOfATestIsTold()
{
    QSignalSpy told(m_alerts.get(), &DesktopAlerts::told);
    QSignalSpy failed(m_alerts.get(), &DesktopAlerts::failed);
    tell(0, AlertNews::Test);
    QTRY_COMPARE(told.size(), 1);
    QCOMPARE(m_desktop->shown.size(), 1);
    m_alerts->switcher()->trigger();
    tell(0, AlertNews::Test);
    QTRY_COMPARE(failed.size(), 1); // switched off
    m_alerts->switcher()->trigger();
    QVERIFY(QDBusConnection::connectToBus(m_address, u"desktop"_s).unregisterService(u"org.freedesktop.Notifications"_s));
    tell(0, AlertNews::Test);
    QTRY_COMPARE(failed.size(), 2);
    DesktopNotifications nowhere{QDBusConnection(QString())};
    const DesktopAlerts without(m_workspace->desk(), nowhere);
    QSignalSpy missed(&without, &DesktopAlerts::failed);
    QTRY_VERIFY(without.hasBegun());
    tell(0, AlertNews::Test);
    QTRY_COMPARE(missed.size(), 1);
    QCOMPARE(told.size(), 1);
}

void TestGuiAlerts::theTrayTellsTheWorst_data()
{
    QTest::addColumn<QMap<IncidentState, qint64>>("counts");
    QTest::addColumn<int>("worst");
    using State = IncidentState;
    using Counts = QMap<State, qint64>;
    QTest::newRow("none") << Counts{} << -1;
    QTest::newRow("all over") << Counts{{State::Resolved, 9}} << -1;
    QTest::newRow("verifying") << Counts{{State::Resolved, 9}, {State::Verifying, 1}} << int(State::Verifying);
    QTest::newRow("looked after") << Counts{{State::Acknowledged, 1}, {State::Verifying, 1}} << int(State::Acknowledged);
    QTest::newRow("open") << Counts{{State::Open, 1}, {State::Acknowledged, 7}} << int(State::Open);
    QTest::newRow("escalated") << Counts{{State::Open, 5}, {State::Escalated, 1}} << int(State::Escalated);
}

void TestGuiAlerts::theTrayTellsTheWorst()
{
    using Counts = QMap<IncidentState, qint64>;
    QFETCH(Counts, counts);
    QFETCH(int, worst);
    const auto found = worstOf(counts);
    QCOMPARE(found ? int(*found) : -1, worst);
    for (const QPalette &palette : {lightPalette(), darkPalette()}) {
        QApplication::setPalette(palette);
        const QImage icon = trayIcon(found).pixmap(64, 64).toImage();
        const QString pictures = qEnvironmentVariable("CAIRN_PICTURES");
        if (!pictures.isEmpty())
            icon.save(u"%1/tray-%2-%3.png"_s.arg(pictures, QString::fromLatin1(QTest::currentDataTag())).arg(isDark(palette)));
        QVERIFY(!icon.isNull());
        QCOMPARE(icon == trayIcon(std::nullopt).pixmap(64, 64).toImage(), worst == -1); // a mark, or none
    }
}

void TestGuiAlerts::theTrayFollowsTheStore()
{
    TrayIcon tray(m_workspace->desk(), u"harbour"_s);
    QCOMPARE(tray.text(), u"harbour: no incidents"_s);
    fail(1);
    fail(2);
    QTRY_COMPARE(tray.text(), u"harbour: 2 open"_s);
    m_workspace->commit(Transaction(HandleIncident{1, IncidentAct::Acknowledge, {}, u"anna"_s, {}, SystemClock().now()}));
    QTRY_COMPARE(tray.text(), u"harbour: 1 open, 1 acknowledged"_s);
    QSignalSpy console(&tray, &TrayIcon::consoleWanted);
    QSignalSpy incidents(&tray, &TrayIcon::incidentsWanted);
    tray.menu()->findChild<QAction *>(u"trayOpen"_s)->trigger();
    tray.menu()->findChild<QAction *>(u"trayIncidents"_s)->trigger();
    tray.menu()->findChild<QAction *>(u"trayState"_s)->trigger();
    QCOMPARE(console.size(), 1);
    QCOMPARE(incidents.size(), 2);
}

QTEST_MAIN(TestGuiAlerts)
#include "tst_gui_alerts.moc"
