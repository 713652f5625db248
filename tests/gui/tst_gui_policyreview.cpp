#include "guiworkspace.h"

#include "insight/policyreview.h"
#include "ui/insight/policyreviewpage.h"
#include "ui/insight/reviewsmodel.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
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
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// A month is looked at and signed off by keyboard and mouse.
class TestPolicyReviewPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void showsTheMonth();
    void isSignedOff();
    void aRunningMonthCannotBeSigned();
    void aViewerSignsNothing();
    void incidentsLeadToTheirRuns();
    void saysWhatIsWrong();
    void allServicesAreListed();
    void aMonthWithoutAnythingIsNotSigned();
    void aNewMonthIsOffered();

private:
    template <typename T> T *find(const char *name) const { return m_window->findChild<T *>(QString::fromLatin1(name)); }
    QString told(const char *row) const { return find<QWidget>(row) ? find<QWidget>(row)->accessibleName() : QString(); }
    void open(const QString &service = u"ocr"_s);
    void addAttempt(Timestamp at, std::optional<Category> category);
    void addBlocked(Timestamp at);
    Month lastMonth() const { return monthOf(SystemClock().now()) - std::chrono::months(1); }

    std::optional<GuiWorkspace> m_workspace;
    std::unique_ptr<QMainWindow> m_window;
    RunId m_run;
};

void TestPolicyReviewPage::init()
{
    QLocale::setDefault(QLocale::c());
    m_workspace.emplace();
    ServiceRevision revision;
    revision.service.name = u"ocr"_s;
    revision.service.baseUrl = QUrl(u"https://ocr.example.net"_s);
    revision.service.contract.latencyBudget = 100ms;
    revision.source = "service: ocr";
    revision.digest = Digest::of(revision.source);
    m_workspace->commit(Transaction(PutServiceRevision{revision, beginOf(lastMonth()) + 25h, u"ann@host"_s, u"a first try"_s}));
    m_workspace->addPipeline(u"intake"_s, {u"ocr"_s});
    m_run = m_workspace->addRun(u"intake"_s, u"invoice.pdf"_s, RunState::Running);
    m_window = std::make_unique<QMainWindow>();
}

void TestPolicyReviewPage::cleanup()
{
    m_window.reset();
    m_workspace.reset();
}

void TestPolicyReviewPage::addAttempt(Timestamp at, std::optional<Category> category)
{
    Attempt attempt;
    attempt.run = m_run;
    attempt.step = StepId(u"ocr"_s);
    attempt.idempotencyKey = u"\"key\""_s;
    attempt.service = u"ocr"_s;
    attempt.method = "POST";
    attempt.url = u"https://ocr.example.net"_s;
    attempt.category = category;
    attempt.decision = category ? Action::Block : Action::Succeed;
    attempt.timing.total = 300ms;
    attempt.startedAt = at;
    m_workspace->commit(Transaction(AddAttempt{attempt}));
}

void TestPolicyReviewPage::addBlocked(Timestamp at)
{
    Checkpoint checkpoint;
    checkpoint.run = m_run;
    checkpoint.step = StepId(u"ocr"_s);
    checkpoint.state = StepState::Blocked;
    checkpoint.category = Category::Service;
    checkpoint.status = 503;
    checkpoint.decision = Action::Block;
    checkpoint.actor = u"runner"_s;
    checkpoint.at = at;
    m_workspace->commit(Transaction(AddCheckpoint{checkpoint}));
}

void TestPolicyReviewPage::open(const QString &service)
{
    m_workspace->countFigures();
    auto *page = new PolicyReviewPage(m_workspace->desk());
    m_window->setCentralWidget(page);
    m_window->resize(900, 700);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    page->setService(service);
}

void TestPolicyReviewPage::showsTheMonth()
{
    addAttempt(beginOf(lastMonth()) + 50h, {});
    addAttempt(beginOf(lastMonth()) + 51h, Category::Service);
    open();
    QCOMPARE(find<QComboBox>("reviewMonth")->currentData().toString(), toText(lastMonth()));
    QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>("reviewLatency"), 20'000);
    QVERIFY2(told("reviewLatency").startsWith(u"Missed: "_s), qPrintable(told("reviewLatency"))); // 300 ms of 100 ms
    QVERIFY2(told("reviewRecovery").startsWith(u"Nothing promised: "_s), qPrintable(told("reviewRecovery")));
    QVERIFY2(told("reviewAttempts").contains(u"Attempts: 2, of which 1 failed"_s), qPrintable(told("reviewAttempts")));
    QVERIFY(find<QLabel>("reviewRevisions")->text().contains(u"ann@host: a first try"_s));
    QVERIFY(find<QLabel>("reviewNoIncidents"));
    const QString state = find<QLabel>("reviewState")->text();
    QVERIFY2(state.startsWith(u"To be signed off until"_s) || state.startsWith(u"Overdue since"_s), qPrintable(state));
}

void TestPolicyReviewPage::isSignedOff()
{
    addAttempt(beginOf(lastMonth()) + 50h, {});
    open();
    auto *sign = find<QPushButton>("reviewSign");
    QTRY_VERIFY_WITH_TIMEOUT(sign->isEnabled(), 20'000);
    sign->setFocus();
    QTest::keyClick(sign, Qt::Key_Space);
    QTRY_VERIFY(find<QDialog>("signReview"));
    auto *dialog = find<QDialog>("signReview");
    QTRY_VERIFY(dialog->isVisible());
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"reasonLine"_s), u"latency is the vendor's"_s);
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>("reviewState")->text().startsWith(u"Signed off by"_s), 20'000);
    QVERIFY(find<QLabel>("reviewState")->text().contains(u"latency is the vendor's"_s));
    AuditFilter filter;
    filter.action = reviewedAction();
    filter.subject = u"service/ocr"_s;
    const auto page = m_workspace->reader().searchAudit(filter, 0, AuditOrder::NewestFirst, 10, 1'000);
    QVERIFY(page && page->entries.size() == 1);
    QVERIFY(page->entries.first().after.contains("\"month\":\"" + toText(lastMonth()).toUtf8() + '"'));
    QVERIFY(page->entries.first().after.contains("\"latency\":\"missed\""));
}

void TestPolicyReviewPage::aRunningMonthCannotBeSigned()
{
    open();
    QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>("reviewSign")->isEnabled(), 20'000);
    QTest::keyClick(find<QComboBox>("reviewMonth"), Qt::Key_Up); // the present one
    QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>("reviewState")->text().startsWith(u"The month is not over"_s), 20'000);
    QVERIFY(!find<QPushButton>("reviewSign")->isEnabled());
}

void TestPolicyReviewPage::aViewerSignsNothing()
{
    m_workspace->seat(Role::Viewer);
    addAttempt(beginOf(lastMonth()) + 50h, {});
    open();
    QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>("reviewLatency"), 20'000);
    QVERIFY(!find<QPushButton>("reviewSign")->isEnabled());
    QVERIFY(find<QPushButton>("reviewSign")->toolTip().contains(u"role operator"_s));
}

void TestPolicyReviewPage::incidentsLeadToTheirRuns()
{
    addBlocked(beginOf(lastMonth()) + 60h);
    open();
    QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>("reviewRuns1"), 20'000);
    QVERIFY2(told("reviewIncident1").contains(u"HTTP 503"_s), qPrintable(told("reviewIncident1")));
    QSignalSpy wanted(qobject_cast<ServicePage *>(m_window->centralWidget()), &ServicePage::runsWanted);
    QTest::mouseClick(find<QPushButton>("reviewRuns1"), Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first().first().toString(), u"incident:1"_s);
}

void TestPolicyReviewPage::saysWhatIsWrong()
{
    open(u"nowhere"_s);
    QTRY_COMPARE_WITH_TIMEOUT(find<QWidget>("emptyState")->accessibleName(), u"No review"_s, 20'000);
    QVERIFY(!find<QPushButton>("reviewSign")->isEnabled());
}

/// Of which one is to be looked at, and one did nothing.
void TestPolicyReviewPage::allServicesAreListed()
{
    ServiceRevision other;
    other.service.name = u"idle"_s;
    other.service.baseUrl = QUrl(u"https://idle.example.net"_s);
    other.source = "service: idle";
    other.digest = Digest::of(other.source);
    m_workspace->commit(Transaction(PutServiceRevision{other, beginOf(lastMonth()) - 48h, u"ann@host"_s, u"long ago"_s}));
    addAttempt(beginOf(lastMonth()) + 50h, Category::Service);
    open();
    QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>("reviewLatency"), 20'000);
    QTest::keyClick(find<QCheckBox>("reviewAll"), Qt::Key_Space);
    auto *table = find<QTableView>("reviewsTable");
    const auto cell = [table](int row, int column) { return table->model()->index(row, column).data().toString(); };
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 2, 20'000);
    QVERIFY(table->isVisible());
    QVERIFY(!find<QPushButton>("reviewSign")->isVisible());
    QTRY_COMPARE_WITH_TIMEOUT(cell(0, ReviewsModel::StateColumn), u"Nothing happened"_s, 20'000);
    QCOMPARE(cell(0, ReviewsModel::ServiceColumn), u"idle"_s);
    const bool overdue = SystemClock().now() > endOf(lastMonth()) + ReviewGrace;
    QTRY_COMPARE_WITH_TIMEOUT(cell(1, ReviewsModel::StateColumn), overdue ? u"Overdue"_s : u"To be signed off"_s, 20'000);
    QCOMPARE(cell(1, ReviewsModel::FailedColumn), u"1"_s);
    QCOMPARE(find<QLabel>("reviewState")->text(), overdue ? u"2 service(s): 1 overdue"_s : u"2 service(s): 1 to be signed off"_s);
    QSignalSpy wanted(qobject_cast<PolicyReviewPage *>(m_window->centralWidget()), &PolicyReviewPage::serviceWanted);
    table->setFocus();
    table->setCurrentIndex(table->model()->index(1, ReviewsModel::ServiceColumn));
    QTest::keyClick(table, Qt::Key_Return);
    QCOMPARE(wanted.value(0).value(0).toString(), u"ocr"_s);
    QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>("reviewLatency") && find<QPushButton>("reviewSign")->isVisible(), 20'000);
}

void TestPolicyReviewPage::aMonthWithoutAnythingIsNotSigned()
{
    open();
    QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>("reviewSign")->isEnabled(), 20'000);
    QTest::keyClick(find<QComboBox>("reviewMonth"), Qt::Key_Down); // before it was recorded
    QTRY_COMPARE_WITH_TIMEOUT(find<QLabel>("reviewState")->text(), u"Nothing happened in this month"_s, 20'000);
    QVERIFY(!find<QPushButton>("reviewSign")->isEnabled());
    QCOMPARE(find<QLabel>("reviewRevisions")->text(), u"None: it was not recorded yet."_s);
}

/// A console may be open over the end of a month.
void TestPolicyReviewPage::aNewMonthIsOffered()
{
    open();
    auto *months = find<QComboBox>("reviewMonth");
    const QString current = months->itemText(0);
    const QString chosen = months->currentText();
    months->removeItem(0); // as it was filled last month
    m_window->findChild<PolicyReviewPage *>()->refresh();
    QCOMPARE(months->itemText(0), current);
    QCOMPARE(months->currentText(), chosen);
    QCOMPARE(months->count(), 24);
}

QTEST_MAIN(TestPolicyReviewPage)
#include "tst_gui_policyreview.moc"
