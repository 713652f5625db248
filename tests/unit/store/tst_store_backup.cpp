#include "sealedstore.h"

#include <QDir>

using namespace cairn;
using namespace storetesting;
using namespace Qt::StringLiterals;

/// Copies are made of a store, whatever happens to it meanwhile or before, and put back.
class TestStoreBackup : public QObject, private SealedStore
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void backsUp();
    void replacesEarlierBackupsOnly();
    void backsUpWhatIsDamaged();
    void backsUpWhatWasDamagedBeforeItWasSealed();
    void backsUpWhileItsKeyIsChanged();
    void unpacksNothingElse();
    void knowsWhatWasAltered();

private:
    /// What is in a backup, in place of what is there.
    Result<bool> putBack(const QString &backup);
};

void TestStoreBackup::backsUp()
{
    const RunId run = fill(1, 'a');
    const QString file = m_folder->filePath(u"store.backup"_s);
    VERIFY_OK(upkeep().backUp(file, u"ann"_s, u"weekly"_s, at(5'000), {}));
    QVERIFY(!contentOf(file).isEmpty());
    COMPARE_ERROR(
        upkeep().backUp(m_folder->filePath(u"stopped"_s), u"ben"_s, {}, at(6'000), [](qint64, qint64) { return false; }),
        ErrorKind::Cancelled);
    QVERIFY(!QFile::exists(m_folder->filePath(u"stopped"_s)));
    QStringList told;
    const auto audit = storetesting::reader(*m_store)->auditEntries(0, 100);
    for (const AuditEntry &entry : *audit)
        told.append(QStringList{entry.action, entry.actor, entry.reason}.join(u' '));
    QCOMPARE(told.mid(told.size() - 3),
             (QStringList{u"store.backed_up ann weekly"_s, u"store.backed_up ben "_s, u"store.backup_failed ben "_s}));
    fill(2, 'b');
    m_store.reset();
    QVERIFY(QDir(folder()).removeRecursively());
    VERIFY_OK(unpackBackup(file, folder(), {}));
    COMPARE_ERROR(unpackBackup(file, folder(), {}), ErrorKind::Conflict);
    for (const QString &unpacked : filesBelow(folder()))
        QVERIFY2(!contentOf(unpacked).contains(Planted), qPrintable(unpacked));
    reopen();
    VERIFY_OK(check(run, 'a'));
    QCOMPARE(storetesting::reader(*m_store)->countRuns({}).value(), 1);
}

void TestStoreBackup::replacesEarlierBackupsOnly()
{
    const auto backedUp = [this](const QString &file) { return upkeep().backUp(file, u"ann"_s, {}, at(5'000), {}); };
    const QString file = m_folder->filePath(u"store.backup"_s);
    VERIFY_OK(backedUp(file));
    const QByteArray first = contentOf(file);
    fill(1, 'a');
    VERIFY_OK(backedUp(file));
    QVERIFY(contentOf(file) != first);
    const QString mine = m_folder->filePath(u"precious.txt"_s);
    QFile precious(mine);
    QVERIFY(precious.open(QIODevice::WriteOnly) && precious.write("what I wrote") == 12);
    precious.close();
    const QString link = m_folder->filePath(u"link"_s);
    QVERIFY(QFile::link(folder() + "/store.sqlite"_L1, link));
    const QByteArray database = contentOf(link);
    for (const QString &other : {mine, link, folder() + "/store.sqlite"_L1, folder() + "/new"_L1})
        COMPARE_ERROR(backedUp(other), ErrorKind::Usage);
    QCOMPARE(contentOf(mine), QByteArray("what I wrote"));
    QCOMPARE(contentOf(link), database);
}

void TestStoreBackup::unpacksNothingElse()
{
    fill(1, 'a');
    const QString file = m_folder->filePath(u"store.backup"_s);
    VERIFY_OK(upkeep().backUp(file, u"ann"_s, u"weekly"_s, at(5'000), {}));
    const QByteArray whole = contentOf(file);
    const QString target = m_folder->filePath(u"unpacked"_s);
    for (const qsizetype size : {qsizetype(0), qsizetype(10), whole.size() / 2, whole.size() - 20}) {
        QFile cut(m_folder->filePath(u"cut"_s));
        QVERIFY(cut.open(QIODevice::WriteOnly));
        cut.write(whole.left(size));
        cut.close();
        COMPARE_ERROR(unpackBackup(cut.fileName(), target, {}), ErrorKind::Damaged);
        QVERIFY(!QFileInfo::exists(target));
    }
    COMPARE_ERROR(unpackBackup(m_folder->filePath(u"none"_s), target, {}), ErrorKind::NotFound);
}

Result<bool> TestStoreBackup::putBack(const QString &backup)
{
    m_store.reset();
    QDir(folder()).removeRecursively();
    const auto unpacked = unpackBackup(backup, folder(), {});
    if (unpacked)
        reopen();
    return unpacked;
}

void TestStoreBackup::backsUpWhatIsDamaged()
{
    fill(1, 'a');
    const QString lost = filesBelow(folder() + "/payloads"_L1).value(0);
    QVERIFY(QFile::remove(lost));
    fill(2, 'b');
    const QString cut = filesBelow(folder() + "/payloads"_L1).value(0);
    QVERIFY(QFile::resize(cut, QFileInfo(cut).size() - 1));
    const RunId sound = fill(3, 'c');
    const QString backup = m_folder->filePath(u"store.backup"_s);
    const auto damage = upkeep().backUp(backup, u"ann"_s, {}, at(5'000), {});
    VERIFY_OK(damage);
    QCOMPARE(*damage, QStringList{u"payload %1: its file is lost"_s.arg(Digest::of(large('a')).brief())});
    QVERIFY(putBack(backup).value());
    COMPARE_ERROR(check(RunId(1), 'a'), ErrorKind::Damaged);
    COMPARE_ERROR(check(RunId(2), 'b'), ErrorKind::Damaged);
    VERIFY_OK(check(sound, 'c'));
}

void TestStoreBackup::backsUpWhatWasDamagedBeforeItWasSealed()
{
    m_store.reset();
    m_folder.emplace();
    reopen(false);
    fill(1, 'a');
    const QString cut = filesBelow(folder() + "/payloads"_L1).value(0);
    QVERIFY(QFile::resize(cut, QFileInfo(cut).size() - 1));
    const RunId sound = fill(2, 'b');
    reopen();
    work();
    QVERIFY(!upkeep().encryption()->change);
    const QString backup = m_folder->filePath(u"store.backup"_s);
    QCOMPARE(upkeep().backUp(backup, u"ann"_s, {}, at(5'000), {}).value().size(), 1);
    work(at(100'000)); // looks through the files; what is damaged keeps it from nothing
    work(at(200'000));
    QVERIFY(QFile::exists(cut));
    QVERIFY(putBack(backup).value());
    VERIFY_OK(check(sound, 'b'));
}

/// What is put once more goes to the new key at once; the copy of the database still says the old one.
void TestStoreBackup::backsUpWhileItsKeyIsChanged()
{
    const RunId run = fill(1, 'a');
    const QString backup = m_folder->filePath(u"store.backup"_s);
    const auto change = [&, done = false](qint64, qint64) mutable {
        if (!std::exchange(done, true)) {
            if (!upkeep().changeKey(u"ann"_s, {}, at(6'000)))
                qFatal("no new key");
            recorded(large('a'));
        }
        return true;
    };
    QCOMPARE(upkeep().backUp(backup, u"ann"_s, {}, at(5'000), change).value(), QStringList());
    QCOMPARE(upkeep().encryption()->keys.size(), 2);
    VERIFY_OK(check(run, 'a'));
    QVERIFY(putBack(backup).value());
    QCOMPARE(upkeep().encryption()->keys.size(), 1);
    VERIFY_OK(check(run, 'a'));
}

void TestStoreBackup::knowsWhatWasAltered()
{
    fill(1, 'a');
    const QString backup = m_folder->filePath(u"store.backup"_s);
    VERIFY_OK(upkeep().backUp(backup, u"ann"_s, {}, at(5'000), {}));
    const QByteArray file = contentOf(filesBelow(folder() + "/payloads"_L1).value(0));
    QByteArray altered = contentOf(backup);
    const qsizetype place = altered.indexOf(file.mid(80'000, 100)); // what is sealed is not made smaller
    QVERIFY(place > 0);
    altered[place] = char(~altered[place]);
    QFile other(m_folder->filePath(u"other.backup"_s));
    QVERIFY(other.open(QIODevice::WriteOnly));
    other.write(altered);
    other.close();
    QCOMPARE(putBack(backup).value(), true);
    QCOMPARE(putBack(other.fileName()).value(), false);
    COMPARE_ERROR(check(RunId(1), 'a'), ErrorKind::Damaged);
}

QTEST_GUILESS_MAIN(TestStoreBackup)
#include "tst_store_backup.moc"
