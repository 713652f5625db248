#include "guiworkspace.h"

#include "definition/parser.h"
#include "ui/insight/whatifmodel.h"
#include "ui/insight/whatifpage.h"
#include "ui/parts/emptystate.h"
#include "ui/services/policydraft.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QMainWindow>
#include <QProgressBar>
#include <QPushButton>
#include <QSemaphore>
#include <QTableView>
#include <QTest>
#include <QTimer>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The page that says what the draft would have made of the past.
class TestWhatIfPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void saysWhatToDoFirst();
    void tellsLiveAgainstDraft();
    void thePeriodIsChosenByKeyboard();
    void isToldAnewWhenTheDraftChanges();
    void canBeCancelled();
    void isOnlyToldWhileSeen();
    void harmIsSaid();
    void spreadsAreReadable();
    void inASmallWindowThePictureGoesFirst();

private:
    template <typename T> T *find(const char *name) const { return m_window->findChild<T *>(QString::fromLatin1(name)); }
    QString emptyTitle() const { return find<EmptyState>("emptyState")->accessibleName(); }
    bool isEmptyShown() const { return find<EmptyState>("emptyState")->isVisible(); }
    QAbstractItemModel *model() const { return find<QTableView>("whatIfTable")->model(); }
    QString cell(int row, int column) const { return model()->index(row, column).data().toString(); }
    void record(const QString &service, int attempts);
    void addPast();
    void addCalls(Timestamp from, int calls, bool fail);
    void draftAttempts(int attempts);
    void show();

    std::optional<GuiWorkspace> m_workspace;
    std::unique_ptr<PolicyDraft> m_draft;
    std::unique_ptr<QMainWindow> m_window;
    WhatIfPage *m_page = nullptr;
};

namespace {

QByteArray yamlOf(const QString &service, int attempts)
{
    return "service: " + service.toUtf8() + "\nbase_url: https://" + service.toUtf8() +
           ".example.net\npolicy:\n  retry: { attempts: " + QByteArray::number(attempts) +
           ", backoff: { initial: 2s, max: 10s } }\n  breaker: { min_calls: 1000 }\n";
}

} // namespace

void TestWhatIfPage::init()
{
    QLocale::setDefault(QLocale::c());
    m_workspace.emplace();
    record(u"ocr"_s, 2);
    record(u"idle"_s, 2);
    addPast();
    m_draft = std::make_unique<PolicyDraft>(m_workspace->desk());
    m_window = std::make_unique<QMainWindow>();
    m_page = new WhatIfPage(m_workspace->desk(), *m_draft);
    m_window->setCentralWidget(m_page);
    m_window->resize(1000, 640);
    new QAbstractItemModelTester(model(), QAbstractItemModelTester::FailureReportingMode::QtTest, m_page);
}

void TestWhatIfPage::cleanup()
{
    m_window.reset();
    m_draft.reset();
    m_workspace.reset();
}

void TestWhatIfPage::show()
{
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestWhatIfPage::record(const QString &service, int attempts)
{
    const auto parsed = parseService(yamlOf(service, attempts), u"service.yaml"_s);
    QVERIFY(parsed);
    m_workspace->commit(Transaction(PutServiceRevision{*parsed, SystemClock().now(), u"ann"_s, u"First version"_s}));
}

/// An hour ago a minute's outage in ten minutes of calls; ten days ago an hour in which nothing failed.
void TestWhatIfPage::addPast()
{
    m_workspace->addPipeline(u"intake"_s, {u"ocr"_s});
    const Timestamp now = SystemClock().now();
    addCalls(now - 240h, 300, false);
    addCalls(now - 1h, 300, false);
    addCalls(now - 1h + 300s, 60, true);
    addCalls(now - 1h + 360s, 240, false);
}

/// One a second.
void TestWhatIfPage::addCalls(Timestamp from, int calls, bool fail)
{
    const RunId run = m_workspace->addRun(u"intake"_s, u"scan.pdf"_s, RunState::Succeeded);
    Transaction recorded;
    for (int i = 0; i < calls; ++i) {
        Attempt attempt;
        attempt.run = run;
        attempt.step = StepId(u"ocr"_s);
        attempt.item = i;
        attempt.service = u"ocr"_s;
        attempt.method = "POST";
        attempt.url = u"https://ocr.example.net/"_s;
        attempt.idempotencyKey = u"key"_s;
        attempt.startedAt = from + std::chrono::seconds(i);
        attempt.timing.total = 50ms;
        attempt.status = fail ? 503 : 200;
        attempt.category = fail ? std::optional(Category::Service) : std::nullopt;
        recorded.add(AddAttempt{attempt});
    }
    m_workspace->commit(std::move(recorded));
}

void TestWhatIfPage::draftAttempts(int attempts)
{
    m_draft->turnTo(u"ocr"_s);
    QTRY_VERIFY(m_draft->isLoaded());
    m_draft->setYaml(yamlOf(u"ocr"_s, attempts));
    QVERIFY(m_draft->isChanged() == (attempts != 2));
}

void TestWhatIfPage::saysWhatToDoFirst()
{
    show();
    QCOMPARE(emptyTitle(), u"No service chosen"_s);
    m_draft->turnTo(u"ocr"_s);
    m_page->setService(u"ocr"_s);
    QTRY_COMPARE(emptyTitle(), u"No change yet"_s);
    m_draft->setYaml("service: [");
    QTRY_COMPARE(emptyTitle(), u"The draft cannot be read yet"_s);
    m_draft->setYaml(yamlOf(u"ocr"_s, 2) + "contract: { owner: docs }\n");
    QTRY_COMPARE(emptyTitle(), u"The same course"_s);
    m_draft->turnTo(u"idle"_s);
    m_page->setService(u"idle"_s);
    QTRY_VERIFY(m_draft->isLoaded());
    m_draft->setYaml(yamlOf(u"idle"_s, 5));
    QTRY_COMPARE(emptyTitle(), u"Nothing recorded"_s);
    QVERIFY(isEmptyShown());
    QCOMPARE(model()->rowCount(), 0);
}

void TestWhatIfPage::tellsLiveAgainstDraft()
{
    show();
    draftAttempts(40);
    QTRY_VERIFY_WITH_TIMEOUT(model()->rowCount() == 9, 20'000);
    QVERIFY(!isEmptyShown());
    QVERIFY(!find<QProgressBar>("whatIfProgress")->isVisible());
    QCOMPARE(cell(0, WhatIfModel::FigureColumn), u"Calls left to people"_s);
    QVERIFY2(cell(0, WhatIfModel::LiveColumn).toInt() > 20 || cell(0, WhatIfModel::LiveColumn).contains(u" to "_s),
             qPrintable(cell(0, WhatIfModel::LiveColumn)));
    QCOMPARE(cell(0, WhatIfModel::DraftColumn), u"0"_s);
    QVERIFY2(cell(0, WhatIfModel::DifferenceColumn).endsWith(u" fewer (100 %)"_s),
             qPrintable(cell(0, WhatIfModel::DifferenceColumn)));
    QVERIFY2(cell(4, WhatIfModel::DifferenceColumn).contains(u" more ("_s), qPrintable(cell(4, WhatIfModel::DifferenceColumn)));
    const QVariantList shares = model()->index(0, WhatIfModel::PictureColumn).data(WhatIfModel::SharesRole).toList();
    QCOMPARE(shares.size(), 6);
    QCOMPARE(shares.at(2).toDouble(), 1.0); // the most of live
    QCOMPARE(shares.at(5).toDouble(), 0.0);
    QVERIFY(model()->index(0, WhatIfModel::PictureColumn).data(Qt::AccessibleTextRole).toString().contains(u"draft 0"_s));
    const QString facts = find<QLabel>("whatIfFacts")->text();
    QVERIFY2(facts.startsWith(u"600 calls were wanted and 600 attempts made since "_s) && facts.endsWith(u"5 times"_s),
             qPrintable(facts));
}

void TestWhatIfPage::thePeriodIsChosenByKeyboard()
{
    show();
    draftAttempts(40);
    const auto *facts = find<QLabel>("whatIfFacts");
    QTRY_VERIFY_WITH_TIMEOUT(facts->text().startsWith(u"600 calls"_s), 20'000);
    QTest::keyClick(m_window.get(), Qt::Key_R, Qt::AltModifier); // the period's label
    QVERIFY(find<QComboBox>("whatIfPeriod")->hasFocus());
    QTest::keyClick(find<QComboBox>("whatIfPeriod"), Qt::Key_Down);
    QTRY_VERIFY_WITH_TIMEOUT(facts->text().startsWith(u"900 calls"_s), 20'000);
    QTest::keyClick(find<QComboBox>("whatIfPeriod"), Qt::Key_Home);
    QTRY_VERIFY_WITH_TIMEOUT(facts->text().startsWith(u"600 calls"_s), 20'000);
}

void TestWhatIfPage::isToldAnewWhenTheDraftChanges()
{
    show();
    draftAttempts(40);
    QTRY_VERIFY_WITH_TIMEOUT(model()->rowCount() == 9, 20'000);
    const QString before = cell(4, WhatIfModel::DraftColumn);
    for (const int attempts : {11, 10, 3}) // as somebody types
        m_draft->setYaml(yamlOf(u"ocr"_s, attempts));
    QTRY_VERIFY_WITH_TIMEOUT(cell(0, WhatIfModel::DraftColumn) != u"0"_s, 20'000);
    QVERIFY(cell(4, WhatIfModel::DraftColumn) != before);
    QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>("whatIfBlind")->text().contains(u"would be left to people"_s), 20'000);
    m_draft->setYaml(yamlOf(u"ocr"_s, 2));
    QTRY_COMPARE(emptyTitle(), u"No change yet"_s);
    QVERIFY(isEmptyShown());
}

void TestWhatIfPage::canBeCancelled()
{
    QSemaphore busy;
    const auto before = m_workspace->desk().askAtLeisure<bool>([&busy](StoreReader &) -> Result<bool> {
        busy.acquire(); // whoever asked first
        return true;
    });
    show();
    draftAttempts(40);
    auto *cancel = find<QPushButton>("whatIfCancel");
    QTRY_VERIFY(cancel->isVisible());
    QVERIFY(find<QProgressBar>("whatIfProgress")->isVisible());
    QTest::mouseClick(cancel, Qt::LeftButton);
    QCOMPARE(emptyTitle(), u"Stopped"_s);
    QVERIFY(!cancel->isVisible());
    busy.release();
    auto *again = find<QPushButton>("emptyStateButton");
    QTest::mouseClick(again, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(model()->rowCount() == 9, 20'000);
    QVERIFY(before.isFinished());
}

void TestWhatIfPage::isOnlyToldWhileSeen()
{
    draftAttempts(40);
    const auto timers = m_page->findChildren<QTimer *>(QString(), Qt::FindDirectChildrenOnly);
    QVERIFY(!timers.isEmpty());
    for (const QTimer *timer : timers)
        QVERIFY(!timer->isActive()); // nothing is going to be asked
    QVERIFY(!find<QPushButton>("whatIfCancel")->isVisibleTo(m_page));
    show();
    QTRY_VERIFY_WITH_TIMEOUT(model()->rowCount() == 9, 20'000);
}

/// Fewer attempts: what still recovers does so sooner, and more does not. The rule is harmOf's, whatever single rows tell.
void TestWhatIfPage::harmIsSaid()
{
    const auto at = [](double value) { return Spread{value, value, value}; };
    WhatIf told;
    told.live.recoveryMean = told.live.recoveryMedian = told.live.recoveryP90 = at(10'000);
    told.draft.recoveryMean = told.draft.recoveryMedian = told.draft.recoveryP90 = at(4'000);
    told.live.failed = told.draft.failed = at(60);
    told.live.left = at(2);
    told.draft.left = at(45);
    QList<WhatIfFigure> figures = whatIfFigures(told);
    QCOMPARE(differenceText(figures.at(0)), u"43 more (2150 %)"_s);
    QCOMPARE(differenceText(figures.at(1)), u"of fewer calls: 6s sooner (60 %)"_s);
    QCOMPARE(harmText(told), u"For the worse: 45 call(s) would be left to people instead of 2."_s);
    told.live.left.most = 50; // by chance alone it might be as many
    QCOMPARE(harmText(told), QString());
    told.draft.left = told.live.left;
    told.draft.openings = at(3); // a means to its ends
    QCOMPARE(harmText(told), QString());
    told.live.requests = at(1'000);
    told.draft.requests = at(1'251); // though none of them failed
    QCOMPARE(harmText(told), u"For the worse: 1251 request(s) would be sent instead of 1000."_s);
    told.draft.requests = told.live.requests;
    told.draft.recoveryP90 = at(12'000);
    QCOMPARE(harmText(told), u"For the worse: nine of ten recoveries would take up to 12s instead of 10s."_s);
    told.draft.failed = at(0); // a single try in which something failed makes no time to recover
    figures = whatIfFigures(told);
    QVERIFY(figures.at(1).live && !figures.at(1).draft);
}

void TestWhatIfPage::spreadsAreReadable()
{
    show();
    draftAttempts(40);
    QTRY_VERIFY_WITH_TIMEOUT(model()->rowCount() == 9, 20'000);
    const auto *table = find<QTableView>("whatIfTable");
    for (int row = 0; row < model()->rowCount(); ++row) {
        for (const int column : {WhatIfModel::LiveColumn, WhatIfModel::DraftColumn})
            QVERIFY2(table->fontMetrics().horizontalAdvance(cell(row, column)) < table->columnWidth(column),
                     qPrintable(cell(row, column)));
    }
    const QString facts = find<QLabel>("whatIfFacts")->text();
    QVERIFY2(facts.contains(u"(also by polls, which are not simulated)"_s), qPrintable(facts));
}

void TestWhatIfPage::inASmallWindowThePictureGoesFirst()
{
    const auto *table = find<QTableView>("whatIfTable");
    show();
    draftAttempts(40);
    for (const int width : {616, 1000}) { // what windows of 960 and of 1344 leave
        m_window->resize(width, 480);
        QTRY_VERIFY_WITH_TIMEOUT(model()->rowCount() == 9 && table->viewport()->width() <= width, 20'000);
        QTRY_COMPARE(table->horizontalHeader()->length(), table->viewport()->width()); // nothing to be scrolled to
        QCOMPARE(table->isColumnHidden(WhatIfModel::PictureColumn), width == 616);
        for (const int column : {WhatIfModel::DraftColumn, WhatIfModel::DifferenceColumn}) {
            QVERIFY(!table->isColumnHidden(column));
            for (int row = 0; row < model()->rowCount(); ++row)
                QVERIFY2(table->fontMetrics().horizontalAdvance(cell(row, column)) < table->columnWidth(column),
                         qPrintable(cell(row, column)));
        }
    }
    const QModelIndex figure = model()->index(1, WhatIfModel::FigureColumn);
    const QString told = figure.data(Qt::ToolTipRole).toString();
    QVERIFY2(told.startsWith(figure.data().toString() + u'\n'), qPrintable(told)); // it may be cut
    const QModelIndex difference = model()->index(0, WhatIfModel::DifferenceColumn);
    QVERIFY(difference.data(Qt::ToolTipRole).toString().startsWith(difference.data().toString()));
}

QTEST_MAIN(TestWhatIfPage)
#include "tst_gui_whatif.moc"
