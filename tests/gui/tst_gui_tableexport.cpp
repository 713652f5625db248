#include "windowtest.h"

#include "sampledata.h"
#include "samplerun.h"
#include "ui/parts/progressdialog.h"
#include "ui/parts/tableexport.h"
#include "ui/parts/valuetable.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QStandardItemModel>
#include <QTemporaryDir>
#include <QTest>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// What tables show can be taken elsewhere.
class TestTableExport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatACellIsWorthElsewhere();
    void allTablesCanBeExported();
    void rowsAreCopied();
    void aFileIsWritten();
    void pagesAreWrittenOneAfterTheOther();
    void anExportByPagesCanBeStopped();

private:
    struct Samples
    {
        SampleRuns samples;
    };
    struct Day : Samples, WindowTest
    {
        Day() : WindowTest([this](GuiWorkspace &filled) { samples = fillWithADay(filled); }) {}
    };
    /// A table that shows nothing yet of what can be read of it.
    struct Paged
    {
        QTemporaryDir folder;
        QStandardItemModel model{0, 1};
        ValueTable table;
        std::function<void(const TableExport::Page &)> then; ///< takes the next page
        QString path = folder.filePath(u"all.csv"_s);

        Paged()
        {
            model.setHorizontalHeaderLabels({u"What"_s});
            table.setModel(&model);
            const auto next = [this](const auto &taker) { then = taker; };
            (new TableExport(table, u"all"_s, [next] { return next; }))->write(path);
        }
        void give(const QStringList &rows)
        {
            const auto page = std::make_shared<QStandardItemModel>();
            for (const QString &row : rows)
                page->appendRow(new QStandardItem(row));
            std::exchange(then, {})(page);
        }
        template <typename T> T *find(const QString &name) const { return table.findChild<T *>(name); }
        QByteArray written() const
        {
            QFile file(path);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : "nothing"_ba;
        }
    };
    static ValueTable *checkpoints(Day &test)
    {
        test.window->openRun(test.samples.succeeded);
        auto *table = test.find<ValueTable>("checkpointsTable");
        if (!QTest::qWaitFor([&] { return table->model()->rowCount() > 2; }, 20'000))
            qFatal("the run is not shown");
        test.find<QTabWidget>("detailTabs")->setCurrentWidget(table);
        table->setFocus();
        return table;
    }
};

void TestTableExport::whatACellIsWorthElsewhere()
{
    QStandardItemModel model(2, 2);
    model.setHorizontalHeaderLabels({u"When"_s, u"Why"_s});
    model.setData(model.index(0, 0), u"2 min ago"_s);
    model.setData(model.index(0, 0), u"2026-11-28T01:00:00Z"_s, ExportRole);
    model.setData(model.index(0, 1), u"=1+1, \"so\""_s);
    model.setData(model.index(1, 0), u"blocked"_s, Qt::AccessibleTextRole);
    QCOMPARE(tableAsCsv(model), "When,Why\r\n2026-11-28T01:00:00Z,\"'=1+1, \"\"so\"\"\"\r\nblocked,\r\n"_ba);
}

/// Those that load by pages are exported whole by their desks, and headers are copied by a way of their own.
void TestTableExport::allTablesCanBeExported()
{
    Day test;
    const QSet<QString> others{u"runsTable"_s, u"auditTable"_s, u"requestHeaders"_s, u"responseHeaders"_s};
    const QList<ValueTable *> tables = test.window->findChildren<ValueTable *>();
    QVERIFY(tables.size() > 12);
    for (const ValueTable *table : tables) {
        const bool can = table->findChild<QAction *>(u"exportTable"_s, Qt::FindDirectChildrenOnly);
        QVERIFY2(can != others.contains(table->objectName()), qPrintable(table->objectName()));
    }
}

void TestTableExport::rowsAreCopied()
{
    Day test;
    ValueTable *table = checkpoints(test);
    table->selectAll();
    QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
    const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n');
    QCOMPARE(lines.size(), table->model()->rowCount());
    QVERIFY2(lines.at(0).contains(u'\t'), qPrintable(lines.at(0)));
}

void TestTableExport::aFileIsWritten()
{
    Day test;
    const ValueTable *table = checkpoints(test);
    const QString path = test.workspace.path(u"out.csv"_s);
    QTest::keyClick(const_cast<ValueTable *>(table), Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
    auto *dialog = test.window->findChild<QFileDialog *>(u"exportTableFile"_s);
    QVERIFY(dialog);
    Q_EMIT dialog->fileSelected(path);
    dialog->close();
    QTRY_VERIFY(QFile::exists(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = file.readAll().split('\n');
    QCOMPARE(lines.size(), table->model()->rowCount() + 2);          // headings, and the end of the last line
    QVERIFY2(lines.at(1).startsWith("20"), lines.at(1).constData()); // a time as programs read it
    QVERIFY(lines.at(1).left(40).contains('Z'));
}

void TestTableExport::pagesAreWrittenOneAfterTheOther()
{
    Paged test;
    test.give({u"a"_s, u"b"_s});
    test.give({u"c"_s});
    QTRY_COMPARE(test.find<QLabel>(u"progressDetails"_s)->text(), u"3"_s); // of nobody knows how many
    QCOMPARE(test.written(), "nothing"_ba);
    test.then(nullptr);
    QTRY_COMPARE(test.find<QLabel>(u"progressText"_s)->text(), u"3 row(s) are written"_s);
    QCOMPARE(test.written(), "What\r\na\r\nb\r\nc\r\n"_ba);
}

void TestTableExport::anExportByPagesCanBeStopped()
{
    Paged test;
    test.give({u"a"_s});
    test.find<QPushButton>(u"progressStop"_s)->click();
    test.give({u"b"_s});
    QCOMPARE(test.find<QLabel>(u"progressText"_s)->text(), u"Stopped: nothing is written"_s);
    QVERIFY(!test.then); // no more is asked for
    QCOMPARE(test.written(), "nothing"_ba);
}

QTEST_MAIN(TestTableExport)
#include "tst_gui_tableexport.moc"
