#include "control/audit.h"
#include "rawstore.h"
#include "store/auditchain.h"
#include "storetesting.h"

using namespace cairn;
using namespace cairn::testing;
using namespace storetesting;
using namespace Qt::StringLiterals;

/// The audit's chain: what is recorded of commands, and that whatever is done to the record afterwards is found and named.
class TestAudit : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void encodingTellsFieldsApart();
    void commandsAreRecordedWithTheirEnds();
    void databaseRefusesChanges();
    void tampering_data();
    void tampering();
    void sealsHoldTheKey();
    void aWholeNewChainIsFound();
    void aNewKeyIsTold();
    void oddTextsVerify_data();
    void oddTextsVerify();
    void onlyWhatWasNew();
    void keyFile();
    void longChain();

private:
    static void addCommands(Fixture &fixture, int count);
    static void seal(Fixture &fixture, const SigningKey &key);
    static SigningKey key(const QString &name);
    /// Runs SQL behind the store's back; false if it is refused.
    static AuditVerdict verdict(Fixture &fixture, const QByteArray &key = {});

    inline static QTemporaryDir *s_keys = nullptr;
};

void TestAudit::addCommands(Fixture &fixture, int count)
{
    for (int i = 0; i < count; ++i) {
        Command command;
        command.kind = i % 2 ? CommandKind::Retry : CommandKind::Skip;
        command.run = RunId(1);
        command.step = StepId(u"scan"_s);
        command.actor = u"ann"_s;
        command.reason = u"reason %1"_s.arg(i);
        command.createdAt = at(1'000 + i);
        const auto given = fixture.store().commitAndWait(Transaction(AddCommand{command}));
        VERIFY_OK(given);
        VERIFY_OK(fixture.store().commitAndWait(
            Transaction(FinishCommand{given->commands.last(), i % 3 != 0, u"told"_s, at(2'000 + i)})));
    }
}

void TestAudit::seal(Fixture &fixture, const SigningKey &key)
{
    VERIFY_OK(sealAudit(fixture.store(), fixture.reader(), key, at(5'000)));
    VERIFY_OK(fixture.store().commitAndWait({})); // the seal's commit lies before this one
}

SigningKey TestAudit::key(const QString &name)
{
    if (!s_keys)
        s_keys = new QTemporaryDir;
    auto key = SigningKey::openOrCreate(s_keys->filePath(name));
    if (!key)
        qFatal("%s", qPrintable(describe(key.error())));
    return std::move(*key);
}

AuditVerdict TestAudit::verdict(Fixture &fixture, const QByteArray &key)
{
    const auto verified = verifyAudit(fixture.reader(), key);
    if (!verified)
        qFatal("%s", qPrintable(describe(verified.error())));
    return *verified;
}

void TestAudit::encodingTellsFieldsApart()
{
    AuditEntry one;
    one.seq = 1;
    one.previous = auditOrigin();
    one.actor = u"ab"_s;
    one.action = u"c"_s;
    AuditEntry other = one;
    other.actor = u"a"_s;
    other.action = u"bc"_s;
    QVERIFY(auditHash(one) != auditHash(other));
    other = one;
    other.after = "x";
    AuditEntry third = one;
    third.before = "x";
    QVERIFY(auditHash(other) != auditHash(third));
}

void TestAudit::commandsAreRecordedWithTheirEnds()
{
    Fixture fixture;
    fixture.addRun(1);
    addCommands(fixture, 2);
    const auto entries = fixture.reader().auditEntries(0, 10);
    VERIFY_OK(entries);
    QCOMPARE(entries->size(), 4);
    const AuditEntry &first = entries->first();
    QCOMPARE(first.seq, 1);
    QCOMPARE(first.actor, u"ann"_s);
    QCOMPARE(first.action, u"command.skip"_s);
    QCOMPARE(first.subject, RunId(1).toString() + u"/scan"_s);
    QCOMPARE(first.reason, u"reason 0"_s);
    QCOMPARE(first.previous, auditOrigin());
    QCOMPARE(entries->at(1).action, u"command.skip.refused"_s);
    QCOMPARE(entries->at(1).actor, u"runner"_s);
    QCOMPARE(entries->at(3).action, u"command.retry.done"_s);
    QCOMPARE(entries->at(3).previous, entries->at(2).hash);
    QVERIFY(verdict(fixture).isSound());
    QCOMPARE(verdict(fixture).entries, 4);
    COMPARE_ERROR(fixture.store().commitAndWait(Transaction(FinishCommand{1, true, {}, at(9)})), ErrorKind::Conflict);
    QCOMPARE(fixture.reader().auditEntries(0, 10)->size(), 4); // what was refused left no trace
}

void TestAudit::databaseRefusesChanges()
{
    Fixture fixture;
    fixture.addRun(1);
    addCommands(fixture, 1);
    seal(fixture, key(u"a"_s));
    for (const QString &statement : {u"UPDATE audit SET reason = 'another'"_s, u"DELETE FROM audit WHERE seq = 1"_s,
                                     u"UPDATE audit_seal SET at = 1"_s, u"DELETE FROM audit_seal"_s})
        QVERIFY(RawStore(fixture.folder()).refuses(statement));
    QVERIFY(verdict(fixture).isSound());
}

void TestAudit::tampering_data()
{
    QTest::addColumn<QStringList>("statements");
    QTest::addColumn<AuditFlaw::Kind>("kind");
    QTest::addColumn<qint64>("seq");
    const QStringList free{u"DROP TRIGGER audit_is_not_changed"_s, u"DROP TRIGGER audit_is_not_deleted"_s,
                           u"DROP TRIGGER audit_seal_is_not_changed"_s, u"DROP TRIGGER audit_seal_is_not_deleted"_s};
    const auto row = [&](const char *name, const QStringList &statements, AuditFlaw::Kind kind, qint64 seq) {
        QTest::newRow(name) << free + statements << kind << seq;
    };
    row("another reason", {u"UPDATE audit SET reason = 'another' WHERE seq = 3"_s}, AuditFlaw::Changed, 3);
    row("another actor", {u"UPDATE audit SET actor = 'bob' WHERE seq = 5"_s}, AuditFlaw::Changed, 5);
    row("another time", {u"UPDATE audit SET at = at + 1 WHERE seq = 1"_s}, AuditFlaw::Changed, 1);
    row("an entry taken out", {u"DELETE FROM audit WHERE seq = 4"_s}, AuditFlaw::Missing, 4);
    row("the first taken out", {u"DELETE FROM audit WHERE seq = 1"_s}, AuditFlaw::Missing, 1);
    row("two exchanged",
        {u"UPDATE audit SET seq = 99 WHERE seq = 3"_s, u"UPDATE audit SET seq = 3 WHERE seq = 4"_s,
         u"UPDATE audit SET seq = 4 WHERE seq = 99"_s},
        AuditFlaw::Reordered, 3);
    row("the end cut off", {u"DELETE FROM audit WHERE seq >= 7"_s}, AuditFlaw::CutOff, 8);
    row("another seal", {u"UPDATE audit_seal SET at = at + 1"_s}, AuditFlaw::BadSeal, 8);
    row("a short signature", {u"UPDATE audit_seal SET signature = x'00'"_s}, AuditFlaw::BadSeal, 8);
}

void TestAudit::tampering()
{
    QFETCH(const QStringList, statements);
    QFETCH(const AuditFlaw::Kind, kind);
    QFETCH(const qint64, seq);
    Fixture fixture;
    fixture.addRun(1);
    addCommands(fixture, 4);
    seal(fixture, key(u"a"_s));
    QVERIFY(verdict(fixture).isSound());
    QCOMPARE(verdict(fixture).sealedUpTo, 8);
    RawStore(fixture.folder()).run(statements);
    const AuditVerdict found = verdict(fixture);
    QVERIFY(!found.isSound());
    QCOMPARE(word(found.flaws.first().kind), word(kind));
    QCOMPARE(found.flaws.first().seq, seq);
}

void TestAudit::sealsHoldTheKey()
{
    Fixture fixture;
    fixture.addRun(1);
    addCommands(fixture, 1);
    const SigningKey first = key(u"a"_s);
    seal(fixture, first);
    seal(fixture, first); // nothing new: no second seal
    QCOMPARE(verdict(fixture).seals, 1);
    addCommands(fixture, 1);
    seal(fixture, key(u"b"_s));
    const AuditVerdict found = verdict(fixture);
    QCOMPARE(found.flaws.size(), 1);
    QCOMPARE(word(found.flaws.first().kind), u"bad_seal"_s);
    QCOMPARE(found.sealedUpTo, 2);
    QVERIFY(!verdict(fixture, key(u"b"_s).publicKey()).isSound()); // the first is not of that one
}

/// Whoever may write the file can recompute every hash, but not sign it.
void TestAudit::aWholeNewChainIsFound()
{
    Fixture fixture;
    fixture.addRun(1);
    addCommands(fixture, 2);
    seal(fixture, key(u"a"_s));
    auto entries = *fixture.reader().auditEntries(0, 10);
    QStringList statements{u"DROP TRIGGER audit_is_not_changed"_s};
    Digest previous = auditOrigin();
    for (AuditEntry &entry : entries) {
        entry.actor = u"bob"_s;
        entry.previous = previous;
        entry.hash = auditHash(entry);
        previous = entry.hash;
        statements.append(u"UPDATE audit SET actor = 'bob', previous = x'%1', hash = x'%2' WHERE seq = %3"_s.arg(
            entry.previous.toHex(), entry.hash.toHex(), QString::number(entry.seq)));
    }
    RawStore(fixture.folder()).run(statements);
    const AuditVerdict found = verdict(fixture);
    QCOMPARE(found.flaws.size(), 1);
    QCOMPARE(word(found.flaws.first().kind), u"bad_seal"_s);
}

/// A store that lost its key goes on, says so, and verifies; with the old key asked for it does not.
void TestAudit::aNewKeyIsTold()
{
    Fixture fixture;
    fixture.addRun(1);
    addCommands(fixture, 1);
    const SigningKey first = key(u"a"_s);
    const SigningKey second = key(u"b"_s);
    QCOMPARE(*noteKeyChange(fixture.store(), fixture.reader(), first, at(5'000)), false); // nothing is sealed yet
    seal(fixture, first);
    QCOMPARE(*noteKeyChange(fixture.store(), fixture.reader(), first, at(5'000)), false);
    QCOMPARE(*noteKeyChange(fixture.store(), fixture.reader(), second, at(5'000)), true);
    VERIFY_OK(fixture.store().commitAndWait({}));
    seal(fixture, second);
    const AuditVerdict found = verdict(fixture);
    QVERIFY(found.isSound());
    QCOMPARE(found.keyChanges, QList<qint64>{3});
    QCOMPARE(found.key, second.publicKey());
    QVERIFY(!verdict(fixture, first.publicKey()).isSound());
    QVERIFY(!verdict(fixture, second.publicKey()).isSound());
}

void TestAudit::oddTextsVerify_data()
{
    QTest::addColumn<QString>("reason");
    QTest::newRow("byte order mark") << QString(QChar::ByteOrderMark) + u"pasted"_s;
    QTest::newRow("half a pair") << u"cut"_s + QChar(0xd83d);
    QTest::newRow("null") << u"a"_s + QChar::Null + u"b"_s;
    QTest::newRow("emoji") << QString::fromUtf8("\xf0\x9f\xaa\xa8 stones");
    QTest::newRow("very long") << QString(100'000, u'x');
}

void TestAudit::oddTextsVerify()
{
    QFETCH(const QString, reason);
    Fixture fixture;
    VERIFY_OK(fixture.store().commitAndWait(Transaction(AddAudit{{0, at(1), reason, u"note"_s, reason, reason}})));
    QVERIFY(verdict(fixture).isSound());
}

void TestAudit::onlyWhatWasNew()
{
    Fixture fixture;
    const auto put = [&](const QString &variant) {
        return fixture.store().commitAndWait(
            Transaction(PutServiceRevision{serviceRevision(u"geo"_s, variant), at(1), u"ann"_s, {}},
                        audited(at(1), u"ann"_s, u"service.revised"_s, u"geo"_s, {}, {}, {}, true)));
    };
    VERIFY_OK(put(u"one"_s));
    VERIFY_OK(put(u"one"_s)); // the same again is no deed
    QCOMPARE(verdict(fixture).entries, 1);
    VERIFY_OK(put(u"two"_s));
    QCOMPARE(verdict(fixture).entries, 2);
}

void TestAudit::keyFile()
{
    const QByteArray made = key(u"c"_s).publicKey();
    QCOMPARE(key(u"c"_s).publicKey(), made); // read back
    const QString path = s_keys->filePath(u"c"_s);
    QCOMPARE(QFile::permissions(path) & QFileDevice::Permissions(0x0077), QFileDevice::Permissions());
    QVERIFY(QFile::setPermissions(path, QFileDevice::ReadOwner | QFileDevice::ReadOther));
    COMPARE_ERROR(SigningKey::openOrCreate(path), ErrorKind::Usage);
    QVERIFY(QFile::setPermissions(path, QFileDevice::ReadOwner | QFileDevice::WriteOwner));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("short") == 5);
    file.close();
    COMPARE_ERROR(SigningKey::openOrCreate(path), ErrorKind::Damaged);
    COMPARE_ERROR(SigningKey::openOrCreate(u"/nowhere/at/all"_s), ErrorKind::Io);
    QVERIFY(!SigningKey::verify("m", key(u"a"_s).sign("n"), key(u"a"_s).publicKey()));
    QVERIFY(SigningKey::verify("m", key(u"a"_s).sign("m"), key(u"a"_s).publicKey()));
}

void TestAudit::longChain()
{
    Fixture fixture;
    Transaction many;
    for (int i = 0; i < 2'500; ++i) // several pages
        many.add(AddAudit{{0, at(i), u"ann"_s, u"note"_s, u"%1"_s.arg(i), {}}});
    VERIFY_OK(fixture.store().commitAndWait(std::move(many)));
    seal(fixture, key(u"a"_s));
    QCOMPARE(verdict(fixture).entries, 2'500);
    QVERIFY(verdict(fixture).isSound());
    COMPARE_ERROR(verifyAudit(fixture.reader(), {}, [](qint64 done) { return done < 2'000; }), ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(TestAudit)
#include "tst_audit.moc"
