#include "variedhistory.h"

#include "control/filter.h"
#include "ui/insight/trendchart.h"
#include "ui/insight/trendspage.h"
#include "ui/look/durationscale.h"

#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// The page of trends, alone in a window, over a past of twelve weeks.
class TestGuiTrends : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void showsAFigureAndOthersByKeyboard();
    void offersOnlyGroupsThatAreThere();
    void keysGoFromPointToPointAndOpenItsRuns();
    void aClickOpensRuns();
    void unusualIsToldInWordsAndOpensRuns();
    void anotherServiceIsAnotherTrend();
    void saysWhereNothingIsKnown();
    void exportsCsvAndPng();
    void allIsSeenInASmallWindow();
    void durationsHaveEnoughLines();

private:
    template <typename T> T *find(const char *name) const { return m_page->findChild<T *>(QString::fromLatin1(name)); }
    /// By keyboard: the item of that text in a box.
    void choose(const char *box, const QString &text) const;
    QString save(const char *button, const QString &name) const;

    std::unique_ptr<GuiWorkspace> m_workspace;
    std::unique_ptr<TrendsPage> m_page;
    TrendChart *m_chart = nullptr;
};

void TestGuiTrends::initTestCase()
{
    QLocale::setDefault(QLocale::c());
    m_workspace = std::make_unique<GuiWorkspace>();
    fillWithWeeks(*m_workspace);
}

void TestGuiTrends::init()
{
    m_page = std::make_unique<TrendsPage>(m_workspace->desk());
    m_chart = find<TrendChart>("trendChart");
    m_page->resize(1000, 640);
    m_page->setService(u"extract"_s);
    m_page->show();
    m_page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    m_page->refresh();
    QTRY_COMPARE(m_chart->shownLines(), 1);
    QTRY_VERIFY(m_chart->isVisible());
}

void TestGuiTrends::cleanup()
{
    m_page.reset();
}

void TestGuiTrends::choose(const char *name, const QString &text) const
{
    auto *box = find<QComboBox>(name);
    const int row = box->findText(text);
    QVERIFY2(row >= 0, qPrintable(text));
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Home);
    for (int i = 0; i < row; ++i)
        QTest::keyClick(box, Qt::Key_Down);
    QCOMPARE(box->currentText(), text);
}

void TestGuiTrends::showsAFigureAndOthersByKeyboard()
{
    auto *current = find<QLabel>("trendCurrent");
    QTRY_VERIFY(current->text().contains(u"recoveries"_s));
    QVERIFY2(current->text().startsWith(u"intake/extract, Week from "_s), qPrintable(current->text()));
    QVERIFY(current->text().contains(u"not over yet"_s));
    choose("trendFigure", u"Failed attempts"_s);
    QTRY_VERIFY2(current->text().contains(u" %, of "_s), qPrintable(current->text()));
    choose("trendPeriod", u"14 days"_s);
    QTRY_VERIFY2(!current->text().contains(u"Week"_s), qPrintable(current->text()));
    choose("trendGroup", u"Cause"_s);
    QTRY_COMPARE(m_chart->shownLines(), 2); // the service's failures, and the network's of the day when it was down
    choose("trendFigure", u"Latency, median"_s);
    QTRY_COMPARE(m_chart->shownLines(), 1);
    QCOMPARE(find<QComboBox>("trendGroup")->currentText(), u"Step"_s);
}

void TestGuiTrends::offersOnlyGroupsThatAreThere()
{
    auto *group = find<QComboBox>("trendGroup");
    QCOMPARE(group->findText(u"Service"_s), -1); // there is one
    QVERIFY(group->findText(u"Cause"_s) >= 0);
    QTest::keyClick(find<QWidget>("trendAll"), Qt::Key_Space);
    QVERIFY(group->findText(u"Service"_s) >= 0);
    choose("trendGroup", u"Service"_s);
    QTRY_COMPARE(m_chart->shownLines(), 4);
    choose("trendFigure", u"Over the latency budget"_s);
    QCOMPARE(group->findText(u"Cause"_s), -1);
    QTRY_VERIFY(find<QLabel>("trendNote")->isVisible());
}

void TestGuiTrends::keysGoFromPointToPointAndOpenItsRuns()
{
    QSignalSpy wanted(m_page.get(), &ServicePage::runsWanted);
    m_chart->setFocus();
    QCOMPARE(m_chart->currentBar(), 11);
    QTest::keyClick(m_chart, Qt::Key_Left);
    QTest::keyClick(m_chart, Qt::Key_Left);
    QCOMPARE(m_chart->currentBar(), 9);
    const QString told = find<QLabel>("trendCurrent")->text();
    QCOMPARE(m_chart->accessibleDescription(), told);
    QVERIFY2(!told.contains(u"not over"_s), qPrintable(told));
    QTest::keyClick(m_chart, Qt::Key_Return);
    QCOMPARE(wanted.size(), 1);
    const QString line = wanted.first().first().toString();
    QVERIFY2(line.startsWith(u"pipeline:intake tried:extract/failed since:"_s), qPrintable(line));
    const auto filter = parseFilter(splitFilterLine(line), SystemClock().now());
    QVERIFY(filter);
    QVERIFY(*m_workspace->reader().countRuns(*filter) > 5);
    QTest::keyClick(m_chart, Qt::Key_End);
    QTest::keyClick(m_chart, Qt::Key_Right); // there is nothing beyond
    QCOMPARE(m_chart->currentBar(), 11);
}

void TestGuiTrends::aClickOpensRuns()
{
    QSignalSpy wanted(m_page.get(), &ServicePage::runsWanted);
    QTRY_VERIFY(m_chart->placeOf(0, 5));
    const QPoint place = *m_chart->placeOf(0, 5);
    QWidget *target = m_chart->childAt(place);
    QVERIFY(target);
    QTest::mouseClick(target, Qt::LeftButton, {}, target->mapFrom(m_chart, place + QPoint(3, 2)));
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(m_chart->currentBar(), 5);
    QTest::mouseClick(target, Qt::LeftButton, {}, target->mapFrom(m_chart, place + QPoint(0, 40))); // beside it
    QCOMPARE(wanted.size(), 1);
}

void TestGuiTrends::unusualIsToldInWordsAndOpensRuns()
{
    QSignalSpy wanted(m_page.get(), &ServicePage::runsWanted);
    choose("trendFigure", u"Time to recovery, 90 % within"_s);
    auto *unusual = find<QListWidget>("trendUnusual");
    QTRY_VERIFY(unusual->isVisible() && unusual->count() >= 1);
    const QString text = unusual->item(0)->text();
    QVERIFY2(text.contains(u"unusually high: "_s) && text.contains(u"was usual over the"_s), qPrintable(text));
    unusual->setFocus();
    unusual->setCurrentRow(0);
    QTest::keyClick(unusual, Qt::Key_Return);
    QCOMPARE(wanted.size(), 1);
}

void TestGuiTrends::anotherServiceIsAnotherTrend()
{
    QTRY_VERIFY(find<QPushButton>("trendCsv")->isEnabled());
    m_page->setService(u"scan"_s);
    for (const char *button : {"trendCsv", "trendPng"}) // what is not shown any more is not exported
        QVERIFY2(!find<QPushButton>(button)->isEnabled(), button);
    QTRY_COMPARE(m_chart->shownLines(), 2); // a step of two pipelines
    QTRY_VERIFY(find<QLabel>("trendCurrent")->text().contains(u"/scan"_s));
}

void TestGuiTrends::saysWhereNothingIsKnown()
{
    m_page->setService(u"nobody"_s);
    QTRY_VERIFY(!m_chart->isVisible());
    QTRY_VERIFY(!find<QPushButton>("trendCsv")->isEnabled());
}

QString TestGuiTrends::save(const char *button, const QString &name) const
{
    const QString path = m_workspace->path(name);
    QTest::mouseClick(find<QPushButton>(button), Qt::LeftButton);
    auto *dialog = m_page->window()->findChild<QFileDialog *>(u"trendFile"_s);
    if (!dialog)
        return {};
    auto *line = dialog->findChild<QLineEdit *>();
    line->setText(path);
    QTest::keyClick(line, Qt::Key_Return);
    return path;
}

void TestGuiTrends::exportsCsvAndPng()
{
    QSignalSpy told(m_page.get(), &ServicePage::told);
    const QString csv = save("trendCsv", u"trend.csv"_s);
    QTRY_COMPARE(told.size(), 1);
    QFile file(csv);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().count("\r\nrecovery_median,ms,intake/extract,"), 12);
    const QString png = save("trendPng", u"trend.png"_s);
    QTRY_COMPARE(told.size(), 2);
    const QImage image(png);
    QCOMPARE(image.size(), m_chart->size() * 2);
}

void TestGuiTrends::allIsSeenInASmallWindow()
{
    QVERIFY2(m_page->minimumSizeHint().width() <= 560, qPrintable(QString::number(m_page->minimumSizeHint().width())));
    m_page->resize(600, 440);
    QCoreApplication::processEvents();
    for (const char *name : {"trendFigure", "trendCsv", "trendPng"}) {
        const auto *widget = find<QWidget>(name);
        QVERIFY2(m_page->rect().contains(QRect(widget->mapTo(m_page.get(), QPoint()), widget->size())), name);
    }
}

void TestGuiTrends::durationsHaveEnoughLines()
{
    const auto marks = [](qint64 from, qint64 to) {
        QList<qint64> all;
        for (const Milliseconds mark : durationMarks(placeOnScale(Milliseconds(from)), placeOnScale(Milliseconds(to))))
            all.append(mark.count());
        return all;
    };
    QCOMPARE(marks(890, 1'310), (QList<qint64>{900, 1'000, 1'100, 1'200, 1'300}));
    QCOMPARE(marks(80, 1'500), (QList<qint64>{100, 200, 500, 1'000}));
    for (const auto &[from, to] : {std::pair(10LL, 604'800'000LL), std::pair(1'000LL, 60'000LL), std::pair(50'000LL, 70'000LL)}) {
        const int lines = int(marks(from, to).size());
        QVERIFY2(lines >= 3 && lines <= 10, qPrintable(u"%1 from %2 to %3"_s.arg(lines).arg(from).arg(to)));
    }
}

QTEST_MAIN(TestGuiTrends)
#include "tst_gui_trends.moc"
