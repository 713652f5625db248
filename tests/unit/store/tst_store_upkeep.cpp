#include "rawstore.h"
#include "sealedstore.h"

#include <QDir>

using namespace cairn;
using namespace storetesting;
using namespace Qt::StringLiterals;

namespace {

/// As the keychain is where nobody is logged in.
class ClosedVault final : public Vault
{
public:
    QString name() const override { return u"another vault"_s; }
    Result<SecretBytes> read(const QString &) const override
    {
        return failure(ErrorKind::Busy, u"it is locked"_s, name(), u"Unlock it"_s);
    }
    Result<void> write(const QString &, const SecretBytes &) override { return failure(ErrorKind::Busy, u"it is locked"_s); }
    Result<void> remove(const QString &) override { return failure(ErrorKind::Busy, u"it is locked"_s); }
};

/// Counts who asks, and never has anything.
class CountingVault final : public Vault
{
public:
    explicit CountingVault(ErrorKind how) : m_how(how) {}
    QString name() const override { return u"a command"_s; }
    Result<SecretBytes> read(const QString &) const override
    {
        ++asked;
        return failure(m_how, u"wrong PIN"_s, name());
    }
    Result<void> write(const QString &, const SecretBytes &) override { return failure(m_how, u"wrong PIN"_s); }
    Result<void> remove(const QString &) override { return failure(m_how, u"wrong PIN"_s); }

    mutable int asked = 0;

private:
    const ErrorKind m_how;
};

/// By its name, among those that a program knows of.
VaultByName knows(const std::shared_ptr<Vault> &vault)
{
    return [vault](const QString &name) { return name == vault->name() ? vault : nullptr; };
}

} // namespace

/// Keys are changed, payloads erased.
class TestStoreUpkeep : public QObject, private SealedStore
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void sealsAnOlderStore();
    void changesItsKey();
    void changesItsKeyThoughDamaged();
    void keepsOnlyTheKeysOfWhatIsDamaged();
    void takesInWhatWasSealedBefore();
    void movesItsKey();
    void findsItsKeyWhereItSays();
    void saysWhatOpensAClosedVault();
    void erases();
    void erasesNothingThatIsUsed();
    void asksItsVaultOnce();
    void keepsNobodyWaitingForItsVault();
    void saysHowMuchRoomItHas();
    void givesItsRoomBack();
};

void TestStoreUpkeep::sealsAnOlderStore()
{
    m_store.reset();
    m_folder.emplace();
    reopen(false);
    QVERIFY(!upkeep().encryption()->isOn());
    const RunId first = fill(1, 'a');
    const auto plainFiles = filesBelow(folder() + "/payloads"_L1);
    QVERIFY(contentOf(plainFiles.value(0)).contains(Planted));
    reopen();
    const auto begun = upkeep().encryption();
    VERIFY_OK(begun);
    QVERIFY(begun->isOn());
    QVERIFY(begun->change.has_value());
    VERIFY_OK(check(first, 'a'));
    const RunId second = fill(2, 'b');
    work();
    QVERIFY(!upkeep().encryption()->change);
    VERIFY_OK(check(first, 'a'));
    VERIFY_OK(check(second, 'b'));
    QVERIFY(!QFile::exists(plainFiles.value(0)));
    m_store.reset();
    for (const QString &file : filesBelow(folder()))
        QVERIFY2(!contentOf(file).contains(Planted), qPrintable(file));
}

void TestStoreUpkeep::changesItsKey()
{
    const RunId first = fill(1, 'a');
    const auto before = filesBelow(folder() + "/payloads"_L1);
    auto beside = opened(); // another program, which learns of it by itself
    QCOMPARE(upkeep().changeKey(u"ann"_s, u"yearly"_s, at(5'000)).value(), 2);
    COMPARE_ERROR(upkeep().changeKey(u"ann"_s, {}, at(5'000)), ErrorKind::Conflict);
    VERIFY_OK(check(first, 'a'));
    std::swap(m_store, beside);
    const RunId second = fill(2, 'b');
    std::swap(m_store, beside);
    work();
    const auto after = upkeep().encryption();
    VERIFY_OK(after);
    QVERIFY(!after->change);
    QCOMPARE(after->keys.size(), 2);
    QVERIFY(after->keys[0].retiredAt.has_value());
    QVERIFY(!after->keys[1].retiredAt.has_value());
    for (const QString &file : before)
        QVERIFY2(!QFile::exists(file), qPrintable(file));
    QCOMPARE(filesBelow(folder() + "/payloads"_L1).size(), 2);
    VERIFY_OK(check(first, 'a'));
    VERIFY_OK(check(second, 'b'));
    reopen();
    VERIFY_OK(check(first, 'a'));
    VERIFY_OK(check(second, 'b'));
}

/// The old key stays for what may be put back from a backup.
void TestStoreUpkeep::changesItsKeyThoughDamaged()
{
    const RunId first = fill(1, 'a');
    const QString file = filesBelow(folder() + "/payloads"_L1).value(0);
    const QByteArray content = contentOf(file);
    QVERIFY(QFile::resize(file, content.size() - 1));
    QVERIFY(upkeep().changeKey(u"ann"_s, {}, at(5'000)));
    work();
    const auto after = upkeep().encryption();
    VERIFY_OK(after);
    QVERIFY(!after->change);
    QVERIFY(!after->keys[0].retiredAt);
    COMPARE_ERROR(check(first, 'a'), ErrorKind::Damaged);
    QFile again(file);
    QVERIFY(again.open(QIODevice::WriteOnly));
    again.write(content);
    again.close();
    VERIFY_OK(check(first, 'a'));
}

/// A key that nothing needs may be the one that was stolen.
void TestStoreUpkeep::keepsOnlyTheKeysOfWhatIsDamaged()
{
    const auto rotate = [this](Timestamp now) {
        QVERIFY(upkeep().changeKey(u"ann"_s, {}, now));
        work();
    };
    fill(1, 'a');
    QVERIFY(QFile::resize(filesBelow(folder() + "/payloads"_L1).value(0), 10));
    rotate(at(5'000));
    rotate(at(6'000)); // what has key 2 is none of it
    fill(2, 'b');
    sql(u"UPDATE attempt SET request_headers = CAST(request_headers || X'00' AS BLOB) WHERE run_id = 2"_s);
    rotate(at(7'000));
    rotate(at(8'000));
    QList<int> left;
    const auto how = upkeep().encryption();
    VERIFY_OK(how);
    for (const StoreKey &key : how->keys) {
        if (!key.retiredAt)
            left.append(key.number);
    }
    QCOMPARE(left, QList<int>({1, 3, 5}));
}

/// A file was written before the key was changed, and its row comes after all else is sealed anew.
void TestStoreUpkeep::takesInWhatWasSealedBefore()
{
    auto staged = m_store->payloads().stage(large('a'));
    VERIFY_OK(staged);
    QVERIFY(upkeep().changeKey(u"ann"_s, {}, at(5'000)));
    work();
    VERIFY_OK(m_store->commitAndWait(Transaction(PutPayload{*staged})));
    const PayloadRef ref = staged->ref;
    staged = StagedPayload{};
    work();
    QCOMPARE(filesBelow(folder() + "/payloads"_L1).size(), 1);
    reopen();
    const auto device = storetesting::reader(*m_store)->openPayload(ref.digest);
    VERIFY_OK(device);
    VERIFY_OK(verifyPayload(**device, ref));
}

void TestStoreUpkeep::movesItsKey()
{
    const RunId run = fill(1, 'a');
    const auto other = std::make_shared<MemoryVault>();
    VERIFY_OK(upkeep().rewrap(*other, u"ann"_s, u"to the keychain"_s, at(5'000)));
    m_store.reset();
    COMPARE_ERROR(openSqliteStore({folder(), false, m_vault}), ErrorKind::Damaged);
    m_vault = other;
    reopen();
    VERIFY_OK(check(run, 'a'));
}

/// And only there; also when another program has moved it while this one had the store open.
void TestStoreUpkeep::findsItsKeyWhereItSays()
{
    const RunId run = fill(1, 'a');
    const auto other = std::make_shared<MemoryVault>(u"another vault"_s);
    VERIFY_OK(other->write(u"cairn-store-key"_s, SecretBytes::copyOf(QByteArray(32, 'k').toBase64() + '\n'))); // as people put it
    const auto reopened = [&] { return openSqliteStore({folder(), false, m_vault, {}, knows(other)}); };
    auto early = reopened();
    VERIFY_OK(early);
    VERIFY_OK(upkeep().rewrap(*other, u"ann"_s, u"to the keychain"_s, at(5'000)));
    // A program that knows no other vault keeps what it has read, and makes nothing that nobody could open.
    COMPARE_ERROR(upkeep().changeKey(u"ann"_s, {}, at(6'000)), ErrorKind::Damaged);
    VERIFY_OK(m_vault->remove(u"cairn-store-key"_s));
    QCOMPARE((*early)->upkeep()->changeKey(u"ann"_s, {}, at(6'000)).value(), 2);
    m_store = std::move(*early);
    work();
    m_store.reset();
    auto late = reopened();
    VERIFY_OK(late);
    m_store = std::move(*late);
    VERIFY_OK(check(run, 'a'));
    QCOMPARE(upkeep().encryption()->vault, other->name());
    QCOMPARE(upkeep().encryption()->keys.value(1).vault, other->name());
    m_store.reset();
    COMPARE_ERROR(openSqliteStore({folder(), false, m_vault}), ErrorKind::Io); // a program that knows no other
}

void TestStoreUpkeep::saysWhatOpensAClosedVault()
{
    fill(1, 'a');
    MemoryVault open(u"another vault"_s);
    VERIFY_OK(upkeep().rewrap(open, u"ann"_s, {}, at(5'000)));
    const auto closed = std::make_shared<ClosedVault>();
    COMPARE_ERROR(upkeep().rewrap(*closed, u"ann"_s, {}, at(5'000)), ErrorKind::Busy);
    m_store.reset();
    const auto opened = openSqliteStore({folder(), false, m_vault, {}, knows(closed)});
    COMPARE_ERROR(opened, ErrorKind::Busy);
    for (const auto choice : {"Unlock it;"_L1, "LoadCredential=cairn-store-key"_L1, "cairn store move-key file"_L1})
        QVERIFY2(opened.error().remedy.contains(choice), qPrintable(opened.error().remedy));
}

void TestStoreUpkeep::erases()
{
    const RunId run = fill(1, 'a');
    const RunId other = fill(2, 'b');
    QCOMPARE(upkeep().askErasure({run}, u"ann@host"_s, u"asked for"_s, at(5'000)).value(), 1);
    QCOMPARE(upkeep().askErasure({run}, u"bob"_s, {}, at(5'000)).value(), 0);
    work();
    QCOMPARE(upkeep().pendingErasures().value(), 0);
    const auto erased = upkeep().erasureOf(run);
    VERIFY_OK(erased);
    QCOMPARE((*erased)->payloads, 2);
    QCOMPARE((*erased)->bytes, large('a').size() + Planted.size() + 1);
    QCOMPARE(filesBelow(folder() + "/payloads"_L1).size(), 1);
    const auto reader = storetesting::reader(*m_store);
    for (const auto &gone : {reader->openPayload(Digest::of(large('a'))), reader->peekPayload(Digest::of(large('a')))}) {
        COMPARE_ERROR(gone, ErrorKind::NotFound);
        QVERIFY2(gone.error().detail.startsWith("Erased on "_L1) && gone.error().detail.contains("by ann@host: asked for"_L1),
                 qPrintable(gone.error().detail));
    }
    QVERIFY(reader->run(run));
    QCOMPARE(reader->history(run)->attempts.value(0).requestHeaders, QByteArray());
    QVERIFY(reader->payloads({}, 10)->size() == 2);
    const auto audit = reader->auditEntries(0, 100);
    const auto entries = std::count_if(audit->begin(), audit->end(), [&](const AuditEntry &entry) {
        return entry.subject == run.toString() && (entry.action == "run.erase"_L1 || entry.action == "run.erased"_L1);
    });
    QCOMPARE(entries, 2);
    VERIFY_OK(check(other, 'b'));
    recorded(large('a')); // it may come again
    QVERIFY(storetesting::reader(*m_store)->openPayload(Digest::of(large('a'))));
}

void TestStoreUpkeep::erasesNothingThatIsUsed()
{
    const RunId first = fill(1, 'a');
    const RunId second = fill(2, 'a'); // of the same input
    RunRecord running = runRecord(3, m_pipeline, RunState::Running);
    VERIFY_OK(m_store->commitAndWait(Transaction(InsertRun{running})));
    const RunId waiting = fill(4, 'a'); // it has a time at which it ended, and goes on when a person says so
    sql(u"UPDATE run SET state = 'blocked' WHERE id = 4"_s);
    QCOMPARE(upkeep().expired(u"intake"_s, at(0), at(100'000), 10)->size(), 2);
    QCOMPARE(upkeep().askErasure({first, running.id, waiting}, u"ann"_s, {}, at(5'000)).value(), 1);
    sql(u"UPDATE run SET state = 'succeeded' WHERE id = 4"_s);
    QCOMPARE(upkeep().askErasure({waiting}, u"ann"_s, {}, at(5'000)).value(), 1);
    work();
    QCOMPARE((*upkeep().erasureOf(first))->payloads, 0);
    QCOMPARE((*upkeep().erasureOf(first))->kept, 2);
    VERIFY_OK(check(second, 'a'));
    QVERIFY(upkeep().askErasure({second}, u"ann"_s, {}, at(6'000)));
    work();
    QCOMPARE((*upkeep().erasureOf(second))->payloads, 2);
    QCOMPARE(filesBelow(folder() + "/payloads"_L1).size(), 0);
}

/// Whatever it says: each look may ask a person, and count wrong answers.
void TestStoreUpkeep::asksItsVaultOnce()
{
    fill(1, 'a');
    m_store.reset();
    for (const ErrorKind how : {ErrorKind::NotFound, ErrorKind::Io}) {
        const auto vault = std::make_shared<CountingVault>(how);
        COMPARE_ERROR(openSqliteStore({folder(), false, vault}), ErrorKind::Io);
        QCOMPARE(vault->asked, 1);
    }
    const auto missing = openSqliteStore({folder(), false, std::make_shared<CountingVault>(ErrorKind::NotFound)});
    QVERIFY2(missing.error().detail.contains(m_vault->name()),
             qPrintable(missing.error().detail)); // where it is, as the store says
}

/// It may wait for a person: others write meanwhile.
void TestStoreUpkeep::keepsNobodyWaitingForItsVault()
{
    fill(1, 'a');
    const auto other = opened();
    QCOMPARE(upkeep().changeKey(u"ann"_s, {}, at(5'000)).value(), 2);
    int asked = 0;
    bool isFree = true;
    m_vault->whenAsked = [&] {
        ++asked;
        isFree = isFree && !cairn::testing::RawStore(folder()).refuses(u"BEGIN IMMEDIATE"_s);
    };
    VERIFY_OK(other->commitAndWait(Transaction(AddEvent{{0, at(6'000), u"test"_s, {}, {}}})));
    m_vault->whenAsked = {};
    QVERIFY(asked > 0);
    QVERIFY(isFree);
}

void TestStoreUpkeep::saysHowMuchRoomItHas()
{
    recorded(QByteArray(60'000, 'x'));
    const auto [free, all] = upkeep().room().value();
    sql(u"DELETE FROM payload"_s);
    const auto [freeThen, allThen] = upkeep().room().value();
    QVERIFY(freeThen >= free + 57'344);
    QCOMPARE(allThen, all);
}

/// Beside programs that have it open, and see no difference.
void TestStoreUpkeep::givesItsRoomBack()
{
    const RunId run = fill(1, 'a');
    for (char fill = 'b'; fill < 'z'; ++fill)
        recorded(QByteArray(60'000, fill));
    const auto beside = opened();
    const auto reader = storetesting::reader(*beside);
    VERIFY_OK(reader->run(run));
    sql(u"DELETE FROM payload WHERE size = 60000"_s);
    const auto lease = m_store->acquireLease();
    VERIFY_OK(lease);
    const auto room = upkeep().room();
    COMPARE_ERROR(upkeep().compact(u"ann"_s, {}, lease->fence - 1, at(5'000), [](qint64, qint64) {}), ErrorKind::LeaseLost);
    QCOMPARE(upkeep().room().value(), room.value());
    const auto done = upkeep().compact(u"ann"_s, u"spring"_s, lease->fence, at(5'000), [](qint64, qint64) {});
    VERIFY_OK(done);
    QCOMPARE(done->first, room->second);
    QVERIFY2(done->second <= done->first - 24 * 57'344, qPrintable(QString::number(done->second)));
    QCOMPARE(QFileInfo(folder() + "/store.sqlite"_L1).size(), done->second);
    QCOMPARE(upkeep().room()->first, 0);
    VERIFY_OK(check(run, 'a'));
    VERIFY_OK(reader->run(run));
    VERIFY_OK(beside->commitAndWait(Transaction(AddEvent{{0, at(6'000), u"test"_s, {}, {}}})));
    VERIFY_OK(m_store->commitAndWait(Transaction(AddEvent{{0, at(6'000), u"test"_s, {}, {}}})));
    QCOMPARE(storetesting::reader(*m_store)->checkIntegrity().value(), QStringList());
    QCOMPARE(storetesting::reader(*m_store)->lastAuditEntry().value()->action, u"store.compacted"_s);
}

QTEST_GUILESS_MAIN(TestStoreUpkeep)
#include "tst_store_upkeep.moc"
