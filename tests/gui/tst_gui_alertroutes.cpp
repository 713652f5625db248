#include "guiworkspace.h"

#include "ui/look/statelook.h"
#include "ui/parts/tableexport.h"
#include "ui/settings/alertspage.h"

#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// Whom incidents are told is seen with what became of it, and a route can be tried.
class TestGuiAlertRoutes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void cleanup();
    void withoutAWordTheDesktopTells();
    void tellsWhatBecameOfThem();
    void whatIsWrongIsNamed();
    void aTestIsFollowed();
    void aTestThatIsRefusedSaysWhy();
    void theDesktopIsToldAtOnce();
    void whoOnlyLooksSendsNone();

private:
    enum { Name, Kind, Place, Rules, Sent, State, Result };
    template <typename T> T *find(const char *name) const { return m_window->findChild<T *>(QString::fromLatin1(name)); }
    void open(const QByteArray &alerts, Role role = Role::Admin);
    QVariant cell(int row, int column, int role = Qt::DisplayRole) const;
    QString outcome() const;
    void add(const QString &route, AlertFate fate, const QString &result);
    void sendTest(int row);
    void settleNewest(AlertFate fate, const QString &result);

    static inline const QByteArray Pager = "alerts:\n"
                                           "  routes:\n"
                                           "    pager: { webhook: { url: \"https://pager.example.net/in\", secret: s } }\n"
                                           "  rules:\n"
                                           "    - { name: all, to: [pager, desktop] }\n"
                                           "    - { name: storm, when: { count: 20 }, to: pager }\n";
    std::unique_ptr<GuiWorkspace> m_workspace;
    std::unique_ptr<QMainWindow> m_window;
};

void TestGuiAlertRoutes::cleanup()
{
    m_window.reset();
    m_workspace.reset();
}

void TestGuiAlertRoutes::open(const QByteArray &alerts, Role role)
{
    if (!m_workspace)
        m_workspace = std::make_unique<GuiWorkspace>();
    m_workspace->write(u"cairn.yaml"_s, "workspace: w\n" + alerts);
    m_workspace->seat(role);
    m_window = std::make_unique<QMainWindow>();
    m_window->setCentralWidget(new AlertsPage(m_workspace->desk(), m_workspace->path({})));
    m_window->resize(1'100, 500);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    QTRY_VERIFY(find<QTableView>("alertRoutes")->model()->rowCount() > 0);
}

QVariant TestGuiAlertRoutes::cell(int row, int column, int role) const
{
    return find<QTableView>("alertRoutes")->model()->index(row, column).data(role);
}

QString TestGuiAlertRoutes::outcome() const
{
    const auto *label = find<QLabel>("alertsOutcome");
    return label->isVisible() ? label->text() : QString();
}

void TestGuiAlertRoutes::add(const QString &route, AlertFate fate, const QString &result)
{
    AlertDelivery made;
    made.route = route;
    made.at = Timestamp(Milliseconds(1'795'000'000'000));
    made.facts = "{}";
    made.fate = fate;
    made.settledAt = made.at;
    made.result = result;
    m_workspace->commit(Transaction(AddAlertDelivery{made}));
}

void TestGuiAlertRoutes::sendTest(int row)
{
    auto *table = find<QTableView>("alertRoutes");
    table->setCurrentIndex(table->model()->index(row, Name));
    QTest::mouseClick(find<QPushButton>("sendTestAlert"), Qt::LeftButton);
    QTRY_VERIFY(find<QDialog>("testAlert"));
    auto *go = find<QDialog>("testAlert")->findChild<QPushButton *>(u"reasonGo"_s);
    QVERIFY(!go->isEnabled());
    QTest::keyClicks(find<QDialog>("testAlert")->findChild<QLineEdit *>(u"reasonLine"_s), u"before the night"_s);
    QTest::mouseClick(go, Qt::LeftButton);
    QTRY_VERIFY(!find<QDialog>("testAlert"));
}

/// As the runner does.
void TestGuiAlertRoutes::settleNewest(AlertFate fate, const QString &result)
{
    const qint64 id = m_workspace->reader().lastAlertDelivery().value();
    m_workspace->commit(Transaction(SettleAlertDelivery{id, fate, result, m_workspace->desk().clock().now()}));
}

void TestGuiAlertRoutes::withoutAWordTheDesktopTells()
{
    open({});
    QCOMPARE(find<QTableView>("alertRoutes")->model()->rowCount(), 1);
    QCOMPARE(cell(0, Name).toString(), u"desktop"_s);
    QCOMPARE(cell(0, Sent).toString(), u"never"_s);
    QCOMPARE(cell(0, State).toString(), u"Never used"_s);
    QVERIFY(!find<QLabel>("alertsLeftOut")->isVisible());
    QVERIFY(outcome().isEmpty());
}

void TestGuiAlertRoutes::tellsWhatBecameOfThem()
{
    m_workspace = std::make_unique<GuiWorkspace>();
    add(u"pager"_s, AlertFate::Sent, u"HTTP 204"_s);
    add(u"pager"_s, AlertFate::Refused, u"HTTP 404"_s);
    open(Pager);
    QCOMPARE(cell(1, Name).toString(), u"pager"_s);
    QCOMPARE(cell(1, Kind).toString(), u"Webhook"_s);
    QCOMPARE(cell(1, Place).toString(), u"https://pager.example.net/…"_s); // the rest may be a secret
    QCOMPARE(cell(1, Rules).toString(), u"all, storm"_s);
    QVERIFY2(cell(1, Sent, ExportRole).toString().startsWith("2026-11-18T"_L1), qPrintable(cell(1, Sent, ExportRole).toString()));
    QCOMPARE(cell(1, State).toString(), u"Refused"_s);
    QCOMPARE(cell(1, State, LookRole).toInt(), int(Look::Blocked));
    QCOMPARE(cell(1, Result).toString(), u"HTTP 404"_s);
    add(u"pager"_s, AlertFate::Waiting, u"the connection was refused"_s);
    QTRY_COMPARE_WITH_TIMEOUT(cell(1, State).toString(), u"Waits"_s, 20'000);
    QVERIFY2(cell(1, Result).toString().startsWith("1 message"_L1), qPrintable(cell(1, Result).toString()));
    QVERIFY2(cell(1, Result).toString().endsWith(": the connection was refused"_L1), qPrintable(cell(1, Result).toString()));
    auto *table = find<QTableView>("alertRoutes");
    table->setCurrentIndex(table->model()->index(1, Name));
    const QString chosen = find<QLabel>("alertsChosen")->text(); // whatever the table has room for
    QVERIFY2(chosen.contains("pager.example.net"_L1) && chosen.endsWith(": the connection was refused"_L1), qPrintable(chosen));
    m_window->resize(640, 500);
    QTRY_VERIFY(table->isColumnHidden(Result));
    QVERIFY(!table->isColumnHidden(State));
}

void TestGuiAlertRoutes::whatIsWrongIsNamed()
{
    open("alerts: { routes: { pager: { pigeon: { } } } }\n");
    const auto *wrong = find<QLabel>("alertsLeftOut");
    QVERIFY(wrong->isVisible());
    QVERIFY2(wrong->text().startsWith("cairn.yaml:2:"_L1), qPrintable(wrong->text()));
    QSignalSpy wanted(m_window->findChild<AlertsPage *>(), &AlertsPage::fileWanted);
    QTest::mouseClick(find<QPushButton>("openAlertsFile"), Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
    m_workspace->write(u"cairn.yaml"_s, "workspace: w\n"); // is seen by itself
    QTRY_VERIFY_WITH_TIMEOUT(!wrong->isVisible(), 20'000);
}

void TestGuiAlertRoutes::aTestIsFollowed()
{
    open(Pager);
    sendTest(1);
    QTRY_VERIFY2_WITH_TIMEOUT(outcome().contains("waits for a runner"_L1), qPrintable(outcome()), 20'000);
    const auto lease = m_workspace->store().acquireLease();
    QVERIFY(lease);
    settleNewest(AlertFate::Waiting, u"HTTP 503"_s);
    QTRY_VERIFY2_WITH_TIMEOUT(outcome().endsWith("goes on trying: HTTP 503"_L1), qPrintable(outcome()), 20'000);
    settleNewest(AlertFate::Sent, u"HTTP 204"_s);
    QTRY_COMPARE_WITH_TIMEOUT(outcome(), u"pager has taken the test (HTTP 204)."_s, 20'000);
    QCOMPARE(cell(1, State).toString(), u"Sent"_s);
    QVERIFY(cell(1, Sent).toString() != "never"_L1);
    const auto entry = m_workspace->reader().lastAuditEntry();
    QVERIFY(entry && *entry);
    QCOMPARE((*entry)->action, u"alerts.test"_s);
    QCOMPARE((*entry)->reason, u"before the night"_s);
    m_workspace->store().releaseLease();
}

void TestGuiAlertRoutes::aTestThatIsRefusedSaysWhy()
{
    open(Pager);
    sendTest(1);
    settleNewest(AlertFate::Refused, u"HTTP 404"_s);
    QTRY_COMPARE_WITH_TIMEOUT(outcome(), u"pager refuses the test: HTTP 404"_s, 20'000);
}

void TestGuiAlertRoutes::theDesktopIsToldAtOnce()
{
    open(Pager);
    sendTest(0);
    QTRY_COMPARE_WITH_TIMEOUT(outcome(), u"Consoles that are open on this workspace show the test, or say why they cannot."_s,
                              20'000);
    QTRY_COMPARE_WITH_TIMEOUT(cell(0, State).toString(), u"Sent"_s, 20'000);
}

void TestGuiAlertRoutes::whoOnlyLooksSendsNone()
{
    open(Pager, Role::Viewer);
    QVERIFY(!find<QPushButton>("sendTestAlert")->isEnabled());
    QVERIFY(find<QPushButton>("sendTestAlert")->toolTip().contains("role operator"_L1));
}

QTEST_MAIN(TestGuiAlertRoutes)
#include "tst_gui_alertroutes.moc"
