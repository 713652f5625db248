#include "rawstore.h"
#include "storetesting.h"

#include "store/migrations.h"
#include "store/runnerlock.h"
#include "store/sqliteconnection.h"

#include <QFile>
#include <QFileInfo>

#include <sys/stat.h>
#include <thread>

using namespace cairn;
using namespace cairn::testing;
using namespace storetesting;
using namespace Qt::StringLiterals;

namespace {

int mode(const QString &path)
{
    struct stat file = {};
    return ::stat(QFile::encodeName(path).constData(), &file) == 0 ? int(file.st_mode & 07777) : -1;
}

Result<void> migrateTo(const QString &folder, const std::vector<Migration> &migrations)
{
    const auto location = makeStoreFolder(folder);
    const auto connection = SqliteConnection::open(*location, std::make_shared<SqlCatalog>(), SqliteConnection::Role::Plain);
    return migrate(**connection, migrations);
}

/// A child process that opens the store and says how that went.
int openAndSay(const QStringList &part)
{
    const auto store = openSqliteStore({part.at(1), part.at(0) == "view"_L1});
    if (!store) {
        say(word(store.error().kind).toLatin1() + (store.error().remedy.isEmpty() ? " without remedy" : ""));
        return 0;
    }
    const auto reader = (*store)->reader();
    const auto run = reader ? (*reader)->run(RunId(1)) : tl::unexpected(reader.error());
    say(run ? run->inputName.toUtf8() : word(run.error().kind).toUtf8());
    return 0;
}

} // namespace

class TestStoreOpen : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesAPrivateFolderAndFile();
    void reopensWhatItMade();
    void refusesANewerStore();
    void refusesAnotherProgramsDatabase();
    void refusesGarbage_data();
    void refusesGarbage();
    void migratesAnOldStoreAndKeepsACopy();
    void upgradesNothingUnderARunner();
    void upgradesOnceForManyProcessesAtOnce();
    void takesBackAMigrationThatFails();
    void noticesAMigrationUnderARunningWriter();
    void opensOnceForManyAtOnce();
    void opensForManyProcessesAtOnce();
    void viewsWithoutWriting();
    void viewsNothingWhereNothingIs();
    void viewsAStoreThatNobodyCanWrite();
    void refusesToViewWhatOthersMayChangeUnlocked();
    void saysThatItCannotWrite();
    void readsItsQueries();
};

void TestStoreOpen::makesAPrivateFolderAndFile()
{
    const QTemporaryDir base;
    const QString folder = base.path() + u"/new/workspace/.cairn"_s;
    const auto store = open(folder);
    QCOMPARE(mode(folder), 0700);
    for (const auto name : {"/store.sqlite"_L1, "/store.sqlite-wal"_L1, "/store.sqlite-shm"_L1})
        QCOMPARE(mode(folder + name), 0600);
    QCOMPARE(RawStore(folder + "/store.sqlite"_L1).run(u"PRAGMA journal_mode"_s).toString(), u"wal"_s);
    QCOMPARE(RawStore(folder + "/store.sqlite"_L1).run(u"PRAGMA application_id"_s).toLongLong(), StoreApplicationId);
    QVERIFY(!QFileInfo::exists(folder + "/store.sqlite.bak-v0"_L1));
}

void TestStoreOpen::reopensWhatItMade()
{
    Fixture fixture;
    fixture.addRun(1);
    fixture.close();
    const auto store = open(fixture.folder());
    VERIFY_OK(reader(*store)->run(RunId(1)));
}

void TestStoreOpen::refusesANewerStore()
{
    Fixture fixture;
    fixture.close();
    const QString database = fixture.folder() + "/store.sqlite"_L1;
    RawStore(database).run(u"PRAGMA user_version = 9999"_s);
    for (const bool readOnly : {false, true}) {
        const auto store = openSqliteStore({fixture.folder(), readOnly});
        COMPARE_ERROR(store, ErrorKind::NewerStore);
        QVERIFY(store.error().detail.contains("9999"_L1));
        QVERIFY(store.error().remedy.contains("put back a backup"_L1)); // and names none that is not there
    }
    QCOMPARE(RawStore(database).run(u"PRAGMA user_version"_s).toInt(), 9999);
}

void TestStoreOpen::refusesAnotherProgramsDatabase()
{
    const QTemporaryDir base;
    const QString database = base.path() + "/store.sqlite"_L1;
    RawStore(database).run({u"CREATE TABLE bookmarks (url TEXT)"_s, u"PRAGMA user_version = 1"_s});
    QFile file(database);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray before = file.readAll();
    for (const bool readOnly : {false, true}) {
        const auto store = openSqliteStore({base.path(), readOnly});
        COMPARE_ERROR(store, ErrorKind::Usage);
        QVERIFY(!store.error().remedy.isEmpty());
    }
    file.seek(0);
    QCOMPARE(file.readAll(), before);
}

void TestStoreOpen::refusesGarbage_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("text") << QByteArray("this is no database\n").repeated(300);
    QTest::newRow("short") << QByteArray("SQLite format 3");
    QTest::newRow("header only") << QByteArray("SQLite format 3\0", 16) + QByteArray(4080, '\xff');
}

void TestStoreOpen::refusesGarbage()
{
    QFETCH(const QByteArray, content);
    const QTemporaryDir base;
    QFile file(base.path() + "/store.sqlite"_L1);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.close();
    for (const bool readOnly : {false, true}) {
        const auto store = openSqliteStore({base.path(), readOnly});
        COMPARE_ERROR(store, ErrorKind::DamagedStore);
        QVERIFY(!store.error().remedy.isEmpty());
    }
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), content);
}

void TestStoreOpen::migratesAnOldStoreAndKeepsACopy()
{
    Fixture fixture;
    fixture.addRun(7);
    fixture.close();
    auto migrations = SqlCatalog().migrations();
    const int newest = migrations.back().number;
    migrations.push_back({newest + 1, {u"CREATE TABLE later (id INTEGER PRIMARY KEY)"_s, u"INSERT INTO later VALUES (42)"_s}});
    VERIFY_OK(migrateTo(fixture.folder(), migrations));

    const QString database = fixture.folder() + "/store.sqlite"_L1;
    QCOMPARE(RawStore(database).run(u"SELECT id FROM later"_s).toInt(), 42);
    QCOMPARE(RawStore(database).run(u"PRAGMA user_version"_s).toInt(), newest + 1);
    const QString backup = database + u".bak-v%1"_s.arg(newest);
    QCOMPARE(mode(backup), 0600);
    QCOMPARE(RawStore(backup).run(u"PRAGMA user_version"_s).toInt(), newest);
    QCOMPARE(RawStore(backup).run(u"SELECT id FROM run"_s).toInt(), 7);
    const auto refused = openSqliteStore({fixture.folder(), false});
    COMPARE_ERROR(refused, ErrorKind::NewerStore);
    QVERIFY2(refused.error().remedy.contains(QFileInfo(backup).fileName()), qPrintable(refused.error().remedy));

    // Putting the copy back is all that the remedy asks for.
    QVERIFY(QFile::remove(database));
    QVERIFY(QFile::rename(backup, database));
    VERIFY_OK(openSqliteStore({fixture.folder(), false}));
}

/// One of an older version could write down nothing of what it has under way.
void TestStoreOpen::upgradesNothingUnderARunner()
{
    const QTemporaryDir folder;
    const QString store = folder.path() + "/.cairn"_L1;
    const QString database = store + "/store.sqlite"_L1;
    auto migrations = SqlCatalog().migrations();
    const int newest = migrations.back().number;
    migrations.pop_back();
    VERIFY_OK(migrateTo(store, migrations));
    {
        RunnerLock runner(store + "/runner.lock"_L1);
        VERIFY_OK(runner.take(u"vm pid 7"_s));
        const auto refused = openSqliteStore({store, false});
        COMPARE_ERROR(refused, ErrorKind::Busy);
        QVERIFY2(refused.error().detail.contains("vm pid 7, which"_L1), qPrintable(refused.error().detail));
        QCOMPARE(RawStore(database).run(u"PRAGMA user_version"_s).toInt(), newest - 1);
        QVERIFY(!QFileInfo::exists(database + u".bak-v%1"_s.arg(newest - 1)));
    }
    VERIFY_OK(openSqliteStore({store, false}));
    QCOMPARE(RawStore(database).run(u"PRAGMA user_version"_s).toInt(), newest);
    RunnerLock runner(store + "/runner.lock"_L1); // which is of this version, and keeps nobody from looking
    VERIFY_OK(runner.take(u"vm pid 8"_s));
    VERIFY_OK(openSqliteStore({store, false}));
}

/// Each finds that another upgrades, and goes on with what that made.
void TestStoreOpen::upgradesOnceForManyProcessesAtOnce()
{
    const QTemporaryDir folder;
    const QString store = folder.path() + "/.cairn"_L1;
    auto migrations = SqlCatalog().migrations();
    migrations.resize(5);
    VERIFY_OK(migrateTo(store, migrations));
    std::vector<std::unique_ptr<Child>> children;
    for (int i = 0; i < 4; ++i)
        children.push_back(std::make_unique<Child>(QStringList{u"open"_s, store}));
    for (auto &child : children)
        QCOMPARE(child->line(), QByteArray("not_found")); // opened: it holds no run 1
}

void TestStoreOpen::takesBackAMigrationThatFails()
{
    Fixture fixture;
    fixture.close();
    const auto released = SqlCatalog().migrations();
    auto migrations = released;
    migrations.push_back(
        {released.back().number + 1, {u"CREATE TABLE half (id INTEGER)"_s, u"INSERT INTO nowhere VALUES (1)"_s}});
    QVERIFY(!migrateTo(fixture.folder(), migrations));
    const QString database = fixture.folder() + "/store.sqlite"_L1;
    QCOMPARE(RawStore(database).run(u"SELECT count(*) FROM sqlite_schema WHERE name = 'half'"_s).toInt(), 0);
    VERIFY_OK(openSqliteStore({fixture.folder(), false}));
}

void TestStoreOpen::noticesAMigrationUnderARunningWriter()
{
    Fixture fixture;
    fixture.addRun(1);
    RawStore(fixture.folder() + "/store.sqlite"_L1).run(u"PRAGMA user_version = 9999"_s);
    COMPARE_ERROR(fixture.store().commitAndWait(Transaction(InsertRun{runRecord(2, fixture.pipelineId)})), ErrorKind::NewerStore);
}

void TestStoreOpen::opensOnceForManyAtOnce()
{
    for (int round = 0; round < 10; ++round) {
        const QTemporaryDir base;
        std::array<Result<std::unique_ptr<Store>>, 4> stores;
        std::vector<std::thread> threads;
        for (auto &store : stores)
            threads.emplace_back([&] { store = openSqliteStore({base.path() + "/.cairn"_L1, false}); });
        for (auto &thread : threads)
            thread.join();
        for (auto &store : stores)
            VERIFY_OK(store);
        VERIFY_OK(stores[0].value()->commitAndWait(Transaction(AddEvent{{0, at(1), u"a"_s, {}, {}}})));
        VERIFY_OK(stores[3].value()->commitAndWait(Transaction(AddEvent{{0, at(1), u"b"_s, {}, {}}})));
        QCOMPARE(reader(**stores[1])->events(0, 10)->size(), 2);
    }
}

void TestStoreOpen::opensForManyProcessesAtOnce()
{
    for (int round = 0; round < 5; ++round) {
        const QTemporaryDir base;
        std::vector<std::unique_ptr<Child>> children;
        for (int i = 0; i < 4; ++i)
            children.push_back(std::make_unique<Child>(QStringList{u"open"_s, base.path() + "/.cairn"_L1}));
        for (auto &child : children)
            QCOMPARE(child->line(), QByteArray("not_found")); // opened: it holds no run 1
    }
}

void TestStoreOpen::viewsWithoutWriting()
{
    Fixture fixture;
    fixture.addRun(1);
    const auto viewed = openSqliteStore({fixture.folder(), true});
    VERIFY_OK(viewed);
    const auto sight = reader(**viewed);
    VERIFY_OK(sight->run(RunId(1)));
    fixture.addRun(2);
    VERIFY_OK(sight->run(RunId(2)));
    const auto refused = (*viewed)->commitAndWait(Transaction(InsertRun{runRecord(3, fixture.pipelineId)}));
    COMPARE_ERROR(refused, ErrorKind::Io);
    QVERIFY(!refused.error().remedy.isEmpty());
    (*viewed)->commit(Transaction(), {});
    COMPARE_ERROR((*viewed)->acquireLease(), ErrorKind::Io);
    COMPARE_ERROR(sight->run(RunId(3)), ErrorKind::NotFound);
}

void TestStoreOpen::viewsNothingWhereNothingIs()
{
    const QTemporaryDir base;
    const auto viewed = openSqliteStore({base.path() + "/.cairn"_L1, true});
    COMPARE_ERROR(viewed, ErrorKind::NotFound);
    QVERIFY(!viewed.error().remedy.isEmpty());
    QVERIFY(!QFileInfo::exists(base.path() + "/.cairn"_L1));
}

void TestStoreOpen::viewsAStoreThatNobodyCanWrite()
{
    Fixture fixture;
    fixture.addRun(1);
    fixture.close();
    ::chmod(qPrintable(QFileInfo(fixture.folder()).path()), 0755);
    ::chmod(qPrintable(fixture.folder()), 0555);
    ::chmod(qPrintable(fixture.folder() + "/store.sqlite"_L1), 0444);
    Child child({u"view"_s, fixture.folder()}, true);
    QCOMPARE(child.line(), QByteArray("scan-1.pdf"));
    ::chmod(qPrintable(fixture.folder()), 0755);
}

void TestStoreOpen::refusesToViewWhatOthersMayChangeUnlocked()
{
    Fixture fixture;
    fixture.close();
    ::chmod(qPrintable(QFileInfo(fixture.folder()).path()), 0755);
    ::chmod(qPrintable(fixture.folder()), 0555);
    ::chmod(qPrintable(fixture.folder() + "/store.sqlite"_L1), 0644);
    Child child({u"view"_s, fixture.folder()}, true);
    QCOMPARE(child.line(), QByteArray("io"));
    ::chmod(qPrintable(fixture.folder()), 0755);
}

void TestStoreOpen::saysThatItCannotWrite()
{
    Fixture fixture;
    fixture.close();
    ::chmod(qPrintable(QFileInfo(fixture.folder()).path()), 0755);
    ::chmod(qPrintable(fixture.folder()), 0555);
    ::chmod(qPrintable(fixture.folder() + "/store.sqlite"_L1), 0444);
    Child existing({u"open"_s, fixture.folder()}, true);
    QCOMPARE(existing.line(), QByteArray("io"));
    Child missing({u"open"_s, fixture.folder() + "/new"_L1}, true);
    QCOMPARE(missing.line(), QByteArray("io"));
    ::chmod(qPrintable(fixture.folder()), 0755);
}

void TestStoreOpen::readsItsQueries()
{
    const SqlCatalog catalog;
    QCOMPARE(catalog.text("run_by_id"_L1).count("FROM run"_L1), 1); // a part that is used by several
    QVERIFY(!catalog.text("configure_writer"_L1).contains("--"_L1));
    QVERIFY(catalog.statements("configure_writer"_L1).contains(u"PRAGMA synchronous = FULL"_s));
    QCOMPARE(SqlCatalog::split(u"-- c;\nA (1, -- first;\n 2);\nB;\n\nC"_s), QStringList({u"A (1, \n 2)"_s, u"B"_s, u"C"_s}));
}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (const QStringList part = childPart(argc, argv); !part.isEmpty())
        return openAndSay(part);
    TestStoreOpen test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_store_open.moc"
