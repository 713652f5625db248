#include "ui/parts/valuerows.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

namespace {

/// Words, each in as many columns as there are.
class Words : public ValueRows<QString>
{
public:
    explicit Words(int columns) : ValueRows(columns) {}
    using ValueRows::change;
    using ValueRows::reset;
    void add(const QStringList &words)
    {
        grow(words, [](const QString &a, const QString &b) { return a.compare(b, Qt::CaseInsensitive) == 0; });
    }

private:
    QVariant cell(const QString &word, int column, int role) const override
    {
        return role == Qt::DisplayRole ? QVariant(u"%1 %2"_s.arg(word).arg(column)) : QVariant();
    }
    QString head(int column) const override { return QString::number(column); }
};

/// What views are told.
struct Told
{
    explicit Told(Words &model)
        : resets(&model, &QAbstractItemModel::modelReset), inserts(&model, &QAbstractItemModel::rowsInserted),
          changes(&model, &QAbstractItemModel::dataChanged), tester(&model)
    {
    }
    QSignalSpy resets, inserts, changes;
    QAbstractItemModelTester tester;
};

} // namespace

/// What a model's rows make of it, and what views are told when they change.
class TestUiValueRows : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cellsAndHeads();
    void whatOnlyGrowsStays_data();
    void whatOnlyGrowsStays();
    void theSameRowsDoNotJump();
    void columnsComeWithRows();
};

void TestUiValueRows::cellsAndHeads()
{
    Words model(2);
    model.reset({u"a"_s, u"b"_s});
    QCOMPARE(model.index(1, 1).data().toString(), u"b 1"_s);
    QVERIFY(!model.index(1, 1).data(Qt::ToolTipRole).isValid());
    QVERIFY(!model.data({}).isValid());
    QCOMPARE(model.headerData(1, Qt::Horizontal).toString(), u"1"_s);
    QVERIFY(!model.headerData(1, Qt::Vertical).isValid());
    QVERIFY(!model.headerData(1, Qt::Horizontal, Qt::ToolTipRole).isValid());
    QCOMPARE(model.rowCount(model.index(0, 0)), 0);
    QCOMPARE(model.columnCount(model.index(0, 0)), 0);
}

void TestUiValueRows::whatOnlyGrowsStays_data()
{
    QTest::addColumn<QStringList>("shown");
    QTest::addColumn<QStringList>("fresh");
    QTest::addColumn<int>("resets");
    QTest::addColumn<int>("inserts");
    QTest::newRow("the first") << QStringList() << QStringList{u"a"_s, u"b"_s} << 0 << 1;
    QTest::newRow("none") << QStringList() << QStringList() << 0 << 0;
    QTest::newRow("more") << QStringList{u"a"_s} << QStringList{u"a"_s, u"b"_s, u"c"_s} << 0 << 1;
    QTest::newRow("the same") << QStringList{u"a"_s, u"b"_s} << QStringList{u"a"_s, u"b"_s} << 0 << 0;
    QTest::newRow("fewer") << QStringList{u"a"_s, u"b"_s} << QStringList{u"a"_s} << 1 << 0;
    QTest::newRow("others") << QStringList{u"a"_s} << QStringList{u"b"_s, u"a"_s} << 1 << 0;
    QTest::newRow("another before the last") << QStringList{u"a"_s, u"b"_s} << QStringList{u"c"_s, u"b"_s, u"d"_s} << 1 << 0;
}

void TestUiValueRows::whatOnlyGrowsStays()
{
    QFETCH(const QStringList, shown);
    QFETCH(const QStringList, fresh);
    QFETCH(const int, resets);
    QFETCH(const int, inserts);
    Words model(1);
    model.reset(shown);
    Told told(model);
    model.add(fresh);
    QCOMPARE(model.rows(), fresh);
    QCOMPARE(told.resets.size(), resets);
    QCOMPARE(told.inserts.size(), inserts);
    QCOMPARE(told.changes.size(), 0);
}

void TestUiValueRows::theSameRowsDoNotJump()
{
    Words model(3);
    Told told(model);
    model.change({});
    QCOMPARE(told.changes.size(), 0);
    model.reset({u"a"_s, u"b"_s});
    model.change({u"A"_s, u"B"_s});
    model.change(1, u"C"_s);
    QCOMPARE(told.resets.size(), 1);
    QCOMPARE(told.changes.size(), 2);
    QCOMPARE(told.changes[0][0].toModelIndex(), model.index(0, 0));
    QCOMPARE(told.changes[0][1].toModelIndex(), model.index(1, 2));
    QCOMPARE(told.changes[1][0].toModelIndex(), model.index(1, 0));
    QCOMPARE(told.changes[1][1].toModelIndex(), model.index(1, 2));
    QCOMPARE(model.rows(), (QStringList{u"A"_s, u"C"_s}));
}

void TestUiValueRows::columnsComeWithRows()
{
    Words model(1);
    Told told(model);
    model.reset({u"a"_s}, 4);
    QCOMPARE(model.columnCount(), 4);
    QCOMPARE(model.index(0, 3).data().toString(), u"a 3"_s);
    model.reset({u"b"_s});
    QCOMPARE(model.columnCount(), 4);
}

QTEST_GUILESS_MAIN(TestUiValueRows)
#include "tst_ui_valuerows.moc"
