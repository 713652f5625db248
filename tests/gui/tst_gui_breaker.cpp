#include "variedhistory.h"

#include "ui/look/timedisplay.h"
#include "ui/services/breakerhistory.h"
#include "ui/services/breakerpage.h"
#include "ui/services/breakerstrip.h"
#include "ui/services/breakerwording.h"

#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QTranslator>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// The breaker desk, alone in a window: what it tells, and the commands that it gives.
class TestGuiBreaker : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void tellsStateCauseAndWhatWaits();
    void tellsHowOftenItOpened();
    void tellsWhatBecameOfIt();
    void olderOnesAreAskedForTheServiceThatIsShown();
    void ordersTakeAReasonAndATime_data();
    void ordersTakeAReasonAndATime();
    void anOrderIsForTheServiceThatWasMeant();
    void anOrderThatIsRefusedStaysWritten();
    void aProbeIsAskedForAtOnce();
    void tellsTheEndOfWhatWasAsked();
    void olderMomentsAreLoaded();
    void aServiceThatIsNotThereIsTold();
    void probesAreJudged();
    void causesAreToldInTheReadersWords();
    void theStripFollowsTheFormOfTimes();
    void theStripBeginsWithTheService();
    void nothingOfAnEndedOrderStays();
    void ordersDoNotMove();
    void allFitsIntoASmallWindow();

private:
    template <typename T> T *find(const char *name) const { return m_page->findChild<T *>(QString::fromLatin1(name)); }
    QList<Command> pending() const { return m_workspace->reader().pendingCommands(9).value(); }

    std::unique_ptr<GuiWorkspace> m_workspace;
    std::unique_ptr<BreakerPage> m_page;
};

void TestGuiBreaker::init()
{
    QLocale::setDefault(QLocale::c());
    m_workspace = std::make_unique<GuiWorkspace>();
    fillWithWeeks(*m_workspace, {1, 2, 3});
    m_page = std::make_unique<BreakerPage>(m_workspace->desk());
    m_page->resize(1000, 680);
    m_page->setService(u"extract"_s);
    m_page->show();
    m_page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    connect(&m_workspace->desk(), &Desk::changed, m_page.get(), &BreakerPage::refresh);
    m_page->refresh();
    QTRY_COMPARE(find<QLabel>("breakerTitle")->text(), u"Open"_s);
}

void TestGuiBreaker::cleanup()
{
    m_page.reset();
    m_workspace.reset();
}

void TestGuiBreaker::tellsStateCauseAndWhatWaits()
{
    const QString cause = find<QLabel>("breakerCause")->text();
    QVERIFY2(cause.contains(u"It opened because "_s) && cause.contains(u"of 20 calls failed."_s), qPrintable(cause));
    QVERIFY2(find<QLabel>("breakerNext")->text().startsWith(u"in "_s), qPrintable(find<QLabel>("breakerNext")->text()));
    auto *held = find<QPushButton>("breakerHeld");
    QCOMPARE(held->text(), u"7 run(s) held: list them"_s);
    QSignalSpy wanted(m_page.get(), &ServicePage::runsWanted);
    held->setFocus();
    QTest::keyClick(held, Qt::Key_Space);
    QCOMPARE(wanted.value(0).value(0).toString(), u"state:held service:extract"_s);
    QVERIFY(!find<QPushButton>("letDecide")->isEnabled()); // nothing was ordered
    m_page->setService(u"scan"_s);
    QTRY_COMPARE(find<QLabel>("breakerTitle")->text(), u"Closed"_s);
    QCOMPARE(held->text(), u"None"_s);
    QVERIFY(!held->isEnabled());
    QVERIFY(find<QLabel>("breakerWindow")->text().startsWith(u"0 of 0 calls failed in the last 1m"_s));
    QVERIFY(!find<QPushButton>("releaseWaves")->isEnabled());
}

void TestGuiBreaker::tellsHowOftenItOpened()
{
    ServiceHealth health;
    const BreakerPolicy &policy = health.revision.service.policy.breaker;
    Breaker &breaker = health.state.breaker;
    Timestamp now = SystemClock().now();
    for (int call = 0; call < policy.minCalls; ++call)
        breaker.record(policy, 0, CallResult::Failed, Milliseconds(100), now);
    for (int opening = 0; opening < 2; ++opening) {
        now += policy.openMax;
        for (int probe = 0; probe < policy.probes; ++probe)
            breaker.record(policy, breaker.admit(policy, Milliseconds(1000), now).probe, CallResult::Failed, Milliseconds(100),
                           now);
    }
    QCOMPARE(breaker.state(now), BreakerState::Open);
    const QString cause = breakerCause(health, now);
    QVERIFY2(cause.contains(u"It has opened 3 time(s) in a row"_s) && cause.contains(u"at most 5m"_s), qPrintable(cause));
}

void TestGuiBreaker::tellsWhatBecameOfIt()
{
    auto *moments = find<QListWidget>("breakerMoments");
    QCOMPARE(moments->count(), 13);
    QVERIFY(moments->item(0)->text().contains(u"Open  after 12 of 20 calls failed"_s));
    QVERIFY(moments->item(3)->text().contains(u"by order: the vendor works on it"_s));
    auto *strip = find<BreakerStrip>("breakerStrip");
    QVERIFY2(strip->accessibleDescription().startsWith(u"Open 3 time(s)"_s), qPrintable(strip->accessibleDescription()));
    QCOMPARE(strip->pieces().last().state, std::optional(BreakerState::Open));
    QCOMPARE(strip->pieces().first().state, std::optional(BreakerState::Closed));
    auto *span = find<QComboBox>("breakerSpan");
    span->setFocus();
    QTest::keyClick(span, Qt::Key_Down);
    QTRY_VERIFY2(strip->accessibleDescription().startsWith(u"Open 5 time(s)"_s), qPrintable(strip->accessibleDescription()));
}

void TestGuiBreaker::ordersTakeAReasonAndATime_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<CommandKind>("kind");
    QTest::addColumn<qint64>("usual");
    QTest::newRow("open") << u"forceOpen"_s << CommandKind::OpenBreaker << qint64(600'000);
    QTest::newRow("closed") << u"forceClosed"_s << CommandKind::CloseBreaker << qint64(600'000);
    QTest::newRow("waves") << u"releaseWaves"_s << CommandKind::ReleaseBreaker << qint64(3'600'000);
}

void TestGuiBreaker::ordersTakeAReasonAndATime()
{
    QFETCH(const QString, button);
    QFETCH(const CommandKind, kind);
    QFETCH(const qint64, usual);
    auto *order = m_page->findChild<QPushButton *>(button);
    order->setFocus();
    QTest::keyClick(order, Qt::Key_Space);
    auto *dialog = m_page->window()->findChild<QDialog *>(u"breakerDialog"_s);
    QVERIFY(dialog);
    auto *go = dialog->findChild<QPushButton *>(u"reasonGo"_s);
    QVERIFY(!go->isEnabled()); // not without a reason
    auto *reason = dialog->findChild<QLineEdit *>(u"reasonLine"_s);
    QTest::keyClicks(reason, u"the vendor says so"_s);
    auto *count = dialog->findChild<QSpinBox *>(u"breakerFor"_s);
    QTest::keyClick(count, Qt::Key_Up);
    auto *unit = dialog->findChild<QComboBox *>(u"breakerForUnit"_s);
    const int chosen = unit->currentIndex();
    unit->setCurrentIndex(1);
    QCOMPARE(count->maximum(), 720); // no order holds for longer than it says
    unit->setCurrentIndex(chosen);
    const qint64 step = kind == CommandKind::ReleaseBreaker ? 3'600'000 : 60'000;
    QTest::keyClick(reason, Qt::Key_Return);
    QTRY_COMPARE(pending().size(), 1);
    const Command command = pending().first();
    QCOMPARE(command.kind, kind);
    QCOMPARE(command.service, u"extract"_s);
    QCOMPARE(command.reason, u"the vendor says so"_s);
    QCOMPARE(command.arguments.value(u"for_ms"_s).toInteger(), usual + step);
    QVERIFY(!command.actor.isEmpty());
}

/// A link leads to another service while the dialog stands there.
void TestGuiBreaker::anOrderIsForTheServiceThatWasMeant()
{
    QTest::mouseClick(find<QPushButton>("forceOpen"), Qt::LeftButton);
    auto *dialog = m_page->window()->findChild<QDialog *>(u"breakerDialog"_s);
    QVERIFY(dialog);
    m_page->setService(u"scan"_s);
    QTRY_COMPARE(find<QLabel>("breakerTitle")->text(), u"Closed"_s);
    auto *reason = dialog->findChild<QLineEdit *>(u"reasonLine"_s);
    QTest::keyClicks(reason, u"the vendor says so"_s);
    QTest::keyClick(reason, Qt::Key_Return);
    QTRY_COMPARE(pending().size(), 1);
    QCOMPARE(pending().first().service, u"extract"_s);
    QVERIFY(!find<QLabel>("breakerAnswer")->isVisible()); // of the service that is shown, nothing was asked
}

void TestGuiBreaker::anOrderThatIsRefusedStaysWritten()
{
    m_workspace->meddle(u"CREATE TRIGGER full BEFORE INSERT ON command BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"_s);
    QTest::mouseClick(find<QPushButton>("forceOpen"), Qt::LeftButton);
    auto *dialog = m_page->window()->findChild<QDialog *>(u"breakerDialog"_s);
    auto *reason = dialog->findChild<QLineEdit *>(u"reasonLine"_s);
    QTest::keyClicks(reason, u"the vendor says so"_s);
    QTest::keyClick(reason, Qt::Key_Return);
    const auto *refusal = dialog->findChild<QLabel *>(u"reasonRefusal"_s);
    QTRY_VERIFY(refusal->isVisible());
    QVERIFY2(refusal->text().contains(u"the disk is full"_s), qPrintable(refusal->text()));
    QVERIFY(!find<QLabel>("breakerAnswer")->isVisible());
    m_workspace->meddle(u"DROP TRIGGER full"_s);
    QTest::keyClick(reason, Qt::Key_Return);
    QTRY_COMPARE(pending().size(), 1);
    QCOMPARE(pending().first().reason, u"the vendor says so"_s);
    QTRY_VERIFY(!m_page->window()->findChild<QDialog *>(u"breakerDialog"_s));
}

void TestGuiBreaker::aProbeIsAskedForAtOnce()
{
    QTest::mouseClick(find<QPushButton>("probeNow"), Qt::LeftButton);
    QTRY_COMPARE(pending().size(), 1);
    QCOMPARE(pending().first().kind, CommandKind::ProbeService);
    auto *answer = find<QLabel>("breakerAnswer");
    QTRY_VERIFY(answer->isVisible());
    QVERIFY2(answer->text().contains(u"as soon as a runner is at work"_s), qPrintable(answer->text()));
    QVERIFY(pending().first().arguments.isEmpty());
}

void TestGuiBreaker::tellsTheEndOfWhatWasAsked()
{
    auto *answer = find<QLabel>("breakerAnswer");
    for (const bool accepted : {true, false}) {
        QTest::mouseClick(find<QPushButton>("probeNow"), Qt::LeftButton);
        QTRY_COMPARE(pending().size(), 1);
        const QString result = accepted ? u"extract answers: HTTP 200 in 12ms"_s : u"there is no service extract"_s;
        const QString said = accepted ? u"extract answers well: HTTP 200 in 12ms"_s : result;
        m_workspace->commit(Transaction(FinishCommand{pending().first().id, accepted, result, SystemClock().now()}));
        QTRY_VERIFY2(answer->text().endsWith(said), qPrintable(answer->text()));
    }
}

void TestGuiBreaker::olderMomentsAreLoaded()
{
    Transaction many;
    for (int i = 0; i < 250; ++i)
        many.add(AddEvent{Event{0, SystemClock().now(), i % 2 == 0 ? u"breaker.closed"_s : u"breaker.open"_s, {}, u"extract"_s}});
    m_workspace->commit(std::move(many));
    auto *moments = find<QListWidget>("breakerMoments");
    // the strip goes back a day: as much as that needs is loaded by itself
    QTRY_VERIFY2(moments->count() >= 250, qPrintable(QString::number(moments->count())));
    QTRY_COMPARE(moments->count(), 263);
    QVERIFY(!find<QPushButton>("breakerOlder")->isVisible());
}

/// Also where those of the one before are still being read.
void TestGuiBreaker::olderOnesAreAskedForTheServiceThatIsShown()
{
    BreakerHistory history(m_workspace->desk());
    history.show();
    BreakerDetail detail;
    detail.moments = {{1'000'000'000, SystemClock().now(), BreakerState::Open, {}, false}};
    for (const QString &service : {u"extract"_s, u"scan"_s}) {
        history.setService(service);
        history.take(detail);
    }
    const auto *older = history.findChild<QPushButton *>(u"breakerOlder"_s);
    QVERIFY(older->isVisible());
    QTRY_VERIFY(!older->isVisible());
}

void TestGuiBreaker::aServiceThatIsNotThereIsTold()
{
    m_page->setService(u"nobody"_s);
    QTRY_VERIFY(!find<QLabel>("breakerTitle")->isVisible());
    m_page->setService(u"extract"_s);
    QTRY_VERIFY(find<QLabel>("breakerTitle")->isVisible());
}

void TestGuiBreaker::probesAreJudged()
{
    const auto well = probedText(u"ocr"_s, u"ocr answers: HTTP 200 in 12ms"_s);
    QVERIFY(well.well && well.text == "ocr answers well: HTTP 200 in 12ms"_L1);
    const auto refuses = probedText(u"ocr"_s, u"ocr answers: HTTP 404 in 4ms"_s);
    QVERIFY2(refuses.well && refuses.text.contains(u"whether calls pass is not known: HTTP 404 in 4ms"_s),
             qPrintable(refuses.text));
    const auto elsewhere = probedText(u"ocr"_s, u"ocr answers: HTTP 302 in 7ms"_s); // every call that is answered so blocks
    QVERIFY2(!elsewhere.well && elsewhere.text.contains(u"redirects, which is never followed"_s), qPrintable(elsewhere.text));
    QVERIFY2(elsewhere.text.endsWith(u": HTTP 302 in 7ms"_s), qPrintable(elsewhere.text));
    const auto fails = probedText(u"ocr"_s, u"ocr answers, but with HTTP 503 (in 1.2s)"_s);
    QVERIFY2(!fails.well && fails.text == "ocr is reached, but it fails: HTTP 503 in 1.2s"_L1, qPrintable(fails.text));
    QVERIFY(!probedText(u"ocr"_s, u"ocr does not answer: connection refused (after 3ms)"_s).well);
}

void TestGuiBreaker::causesAreToldInTheReadersWords()
{
    QCOMPARE(causeText(u"after 1200 of 2000 calls failed"_s), u"after 1200 of 2000 calls failed"_s);
    const QLocale before;
    QLocale::setDefault(QLocale(QLocale::German));
    QCOMPARE(causeText(u"after 1200 of 2000 calls were slow"_s), u"after 1.200 of 2.000 calls were slow"_s); // it was taken apart
    QLocale::setDefault(before);
    QCOMPARE(causeText(u"in waves, by order: it is back"_s), u"in waves, by order: it is back"_s);
    QCOMPARE(causeText(u"of a later version"_s), u"of a later version"_s);
}

void TestGuiBreaker::theStripFollowsTheFormOfTimes()
{
    const auto *strip = find<BreakerStrip>("breakerStrip");
    TimeDisplay times;
    times.setForm(TimeForm::Utc);
    QCOMPARE(strip->axisTexts().last(), u"now, UTC"_s);
    const Timestamp start = SystemClock().now() - std::chrono::hours(24);
    const QDateTime shown = QDateTime::fromString(strip->axisTexts().first(), u"HH:mm"_s);
    const QTime wanted = QDateTime::fromMSecsSinceEpoch(start.time_since_epoch().count(), Qt::UTC).time();
    QVERIFY(std::abs(shown.time().secsTo(wanted)) < 120 || std::abs(shown.time().secsTo(wanted)) > 86'000);
    times.setForm(TimeForm::Relative);
    QCOMPARE(strip->axisTexts().at(3), u"12 h ago"_s);
}

void TestGuiBreaker::theStripBeginsWithTheService()
{
    BreakerStrip strip;
    const Timestamp now = SystemClock().now();
    strip.setSpan(now - std::chrono::hours(24), now);
    strip.setMoments({}, true);
    strip.setBeginning(now - std::chrono::minutes(2));
    QCOMPARE(strip.pieces().size(), 1);
    QCOMPARE(strip.pieces().first().from, now - std::chrono::minutes(2));
}

/// What was said of a release holds no more when it has ended.
void TestGuiBreaker::nothingOfAnEndedOrderStays()
{
    QTest::mouseClick(find<QPushButton>("forceOpen"), Qt::LeftButton);
    auto *reason = m_page->window()->findChild<QDialog *>(u"breakerDialog"_s)->findChild<QLineEdit *>(u"reasonLine"_s);
    QTest::keyClicks(reason, u"maintenance"_s);
    QTest::keyClick(reason, Qt::Key_Return);
    QTRY_COMPARE(pending().size(), 1);
    const Timestamp now = SystemClock().now();
    const Policy policy = m_workspace->reader().service(u"extract"_s)->service.policy;
    ServiceState state = freshState(policy, now);
    state.breaker.force({true, now + std::chrono::minutes(10), u"maintenance"_s}, now);
    Transaction forced(FinishCommand{pending().first().id, true, u"nothing is sent to extract for 10m"_s, now});
    forced.add(PutServiceState{u"extract"_s, toJson(state), now});
    m_workspace->commit(std::move(forced));
    const auto *answer = find<QLabel>("breakerAnswer");
    QTRY_VERIFY2(answer->text().endsWith(u"nothing is sent to extract for 10m"_s), qPrintable(answer->text()));
    QTRY_COMPARE(find<QLabel>("breakerTitle")->text(), u"Forced open"_s);
    QVERIFY(answer->isVisible());
    m_workspace->commit(Transaction(PutServiceState{u"extract"_s, toJson(freshState(policy, now)), now}));
    QTRY_COMPARE(find<QLabel>("breakerTitle")->text(), u"Closed"_s);
    QVERIFY(!answer->isVisible());
}

/// However long the cause is.
void TestGuiBreaker::ordersDoNotMove()
{
    auto *button = find<QPushButton>("forceOpen");
    QCoreApplication::processEvents();
    const int open = button->mapTo(m_page.get(), QPoint()).y();
    m_page->setService(u"scan"_s);
    QTRY_COMPARE(find<QLabel>("breakerTitle")->text(), u"Closed"_s);
    QCOMPARE(button->mapTo(m_page.get(), QPoint()).y(), open);
    m_page->resize(620, 680);
    QCoreApplication::processEvents();
    QCOMPARE(button->mapTo(m_page.get(), QPoint()).y(), open);
}

/// In German, too, whose words are longer.
void TestGuiBreaker::allFitsIntoASmallWindow()
{
    QTranslator german;
    QVERIFY(german.load(u":/i18n/cairn_de.qm"_s));
    QVERIFY(QApplication::installTranslator(&german));
    BreakerPage page(m_workspace->desk());
    page.resize(600, 380); // what a window of 960 x 600 leaves
    page.setService(u"extract"_s);
    page.show();
    page.refresh();
    const auto *title = page.findChild<QLabel *>(u"breakerTitle"_s);
    QTRY_COMPARE(title->text(), u"Offen"_s);
    QVERIFY2(page.minimumSizeHint().width() <= 600, qPrintable(QString::number(page.minimumSizeHint().width())));
    QCOMPARE(page.width(), 600);
    for (const auto *name : {"forceOpen", "forceClosed", "releaseWaves", "letDecide", "probeNow"}) {
        const auto *order = page.findChild<QPushButton *>(QString::fromLatin1(name));
        QTRY_VERIFY2(order->width() >= order->sizeHint().width() &&
                         order->mapTo(&page, QPoint(order->width(), 0)).x() <= page.width(),
                     name);
    }
}

QTEST_MAIN(TestGuiBreaker)
#include "tst_gui_breaker.moc"
