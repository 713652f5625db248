#include "storetesting.h"

#include "store/migrations.h"
#include "store/sqliteconnection.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <sys/stat.h>

using namespace cairn;
using namespace storetesting;
using namespace Qt::StringLiterals;

/// What is left alone where a store can be read only.
class TestStoreUnwritable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isNotCopiedForAMigrationThatCannotBe_data();
    void isNotCopiedForAMigrationThatCannotBe();
};

void TestStoreUnwritable::isNotCopiedForAMigrationThatCannotBe_data()
{
    QTest::addColumn<int>("database"); // its rights
    QTest::newRow("the log is another's") << 0666;
    QTest::newRow("all is another's") << 0644;
}

/// It is opened several times, for the case that another user's program is just making the log's files; a copy may be large.
void TestStoreUnwritable::isNotCopiedForAMigrationThatCannotBe()
{
    QFETCH(const int, database);
    const QTemporaryDir base;
    ::chmod(qPrintable(base.path()), 0755);
    const QString folder = base.path() + "/.cairn"_L1;
    auto migrations = SqlCatalog().migrations();
    migrations.pop_back();
    const auto location = makeStoreFolder(folder);
    const auto connection = SqliteConnection::open(*location, std::make_shared<SqlCatalog>(), SqliteConnection::Role::Plain);
    VERIFY_OK(migrate(**connection, migrations));
    ::chmod(qPrintable(folder), 0777); // a copy could be made
    ::chmod(qPrintable(location->database()), mode_t(database));
    for (const auto name : {"/store.sqlite-wal"_L1, "/store.sqlite-shm"_L1})
        ::chmod(qPrintable(folder + name), 0644);
    Child other({u"open"_s, folder}, true);
    QCOMPARE(other.line(), QByteArray("io"));
    QCOMPARE(QDir(folder).entryList({u"*.bak*"_s}), QStringList());
    VERIFY_OK(openSqliteStore({folder, false})); // who may
    QCOMPARE(QDir(folder).entryList({u"*.bak*"_s}).size(), 1);
}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (const QStringList part = childPart(argc, argv); !part.isEmpty()) {
        const auto store = openSqliteStore({part.at(1), false});
        say(store ? QByteArray("opened") : word(store.error().kind).toLatin1());
        return 0;
    }
    TestStoreUnwritable test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_store_unwritable.moc"
