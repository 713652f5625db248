#include "fleetstore.h"
#include "uiwatchdog.h"

#include "control/desk.h"
#include "control/filter.h"
#include "store/sqlitestore.h"
#include "ui/payload/temporarycopies.h"
#include "ui/runs/runsfeed.h"
#include "ui/runs/runsmodel.h"
#include "ui/window/mainwindow.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

namespace {
constexpr qint64 Runs = 1'950; // the last page is not a whole one
} // namespace

/// The window upon many varied runs: what is found is what is there, page by page, and the watchdog runs along.
class TestLarge : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void scrollsToTheOldestByTheKeyboard();
    void filtersFindAllThatMatch_data();
    void filtersFindAllThatMatch();
    void aNewerFilterIsNotKeptWaiting();

private:
    QTableView *runs() const { return m_window->findChild<QTableView *>(u"runsTable"_s); }
    QLineEdit *filter() const { return m_window->findChild<QLineEdit *>(u"runFilter"_s); }
    QString note() const { return m_window->findChild<QLabel *>(u"filterNote"_s)->text(); }

    QTemporaryDir m_folder;
    SystemClock m_clock;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<StoreReader> m_reader;
    TemporaryCopies m_copies;
    std::unique_ptr<Desk> m_desk;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<UiWatchdog> m_watchdog;
};

void TestLarge::initTestCase()
{
    QLocale::setDefault(QLocale::c());
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.filePath(u"settings"_s));
    generateFleetStore(m_folder.path(), {Runs, 3, m_clock.now()});
    m_store = std::move(*openSqliteStore({m_folder.filePath(u".cairn"_s)}));
    m_reader = std::move(*m_store->reader());
}

void TestLarge::init()
{
    m_desk = std::make_unique<Desk>(*m_store, m_clock);
    m_desk->setSearchedAtOnce(70); // so that searches go in steps, as those through a million runs do
    m_window = std::make_unique<MainWindow>(*m_desk, u"fleet"_s, m_folder.path(), m_copies);
    m_window->resize(1280, 800);
    m_window->show();
    m_window->findChild<QAction *>(u"showRuns"_s)->trigger();
    QTRY_COMPARE(runs()->model()->rowCount(), RunsFeed::PageSize);
    m_watchdog = std::make_unique<UiWatchdog>();
}

void TestLarge::cleanup()
{
    qInfo("%lld turns of the UI thread: median %.1f ms, 99 %% within %.1f ms, longest %.1f ms",
          static_cast<long long>(m_watchdog->turns()), m_watchdog->median().count(), m_watchdog->quantile(0.99).count(),
          m_watchdog->longest().count());
    m_watchdog.reset();
    m_window.reset();
    m_desk.reset();
}

void TestLarge::scrollsToTheOldestByTheKeyboard()
{
    QAbstractItemModelTester tester(runs()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    runs()->setFocus();
    for (int page = 0; page < 200 && runs()->model()->rowCount() < Runs; ++page) {
        const int rows = runs()->model()->rowCount();
        QTRY_VERIFY((QTest::keyClick(runs(), Qt::Key_End, Qt::ControlModifier), runs()->model()->rowCount() > rows));
    }
    QCOMPARE(runs()->model()->rowCount(), Runs);
    QVERIFY(!runs()->model()->canFetchMore({}));
    const auto oldest = m_reader->runs({}, {}, int(Runs)).value().last();
    QCOMPARE(runs()->model()->index(int(Runs) - 1, RunsModel::InputColumn).data().toString(), oldest.inputName);
}

void TestLarge::filtersFindAllThatMatch_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"state:blocked", "category:data", "pipeline:claims harbour", "meier", "no-such-name", "service:ocr"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestLarge::filtersFindAllThatMatch()
{
    QFETCH(const QString, text);
    const RunFilter wanted = parseFilter(splitFilterLine(text), m_clock.now()).value();
    const qint64 matching = m_reader->countRuns(wanted).value();
    filter()->setText(text);
    QTRY_COMPARE(runs()->model()->rowCount(), std::min<qint64>(matching, RunsFeed::PageSize));
    if (matching > 0)
        QTRY_VERIFY(note().startsWith(QLocale().toString(matching) + u' '));
    else
        QTRY_VERIFY(m_window->findChild<QWidget *>(u"runsPanel"_s)->findChild<QWidget *>(u"emptyState"_s)->isVisible());
}

/// What is typed meanwhile counts: the answer to the older filter is not shown, nor its count.
void TestLarge::aNewerFilterIsNotKeptWaiting()
{
    const auto countOf = [&](const QString &text) {
        return m_reader->countRuns(parseFilter(splitFilterLine(text), m_clock.now()).value()).value();
    };
    for (const QString &text : {u"no-such-name"_s, u"state:succeeded"_s, u"no-such-name"_s, u"category:data"_s}) {
        filter()->setText(text);
        QTest::keyClick(filter(), Qt::Key_Return); // does not wait for the pause after the last key
    }
    QTRY_COMPARE(runs()->model()->rowCount(), std::min<qint64>(countOf(u"category:data"_s), RunsFeed::PageSize));
    QTRY_VERIFY(note().startsWith(QLocale().toString(countOf(u"category:data"_s)) + u' '));
}

QTEST_MAIN(TestLarge)
#include "tst_gui_large.moc"
