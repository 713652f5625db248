#include "security/minisign.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// Signatures that the real minisign made are right, and nothing else is.
class TestMinisign : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void right_data();
    void right();
    void changed();
    void otherKey();
    void noSignature_data();
    void noSignature();
    void noKey();

private:
    QString path(const QString &name) const { return m_folder.filePath(name); }
    void write(const QString &name, const QByteArray &content) const;
    QByteArray read(const QString &name) const;
    bool minisign(const QStringList &words) const;
    MinisignKey key(const QString &name) const;
    static Result<void> verify(const QByteArray &signature, const QByteArray &content, const MinisignKey &key);

    QTemporaryDir m_folder;
};

void TestMinisign::write(const QString &name, const QByteArray &content) const
{
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

QByteArray TestMinisign::read(const QString &name) const
{
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool TestMinisign::minisign(const QStringList &words) const
{
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    process.start(u"minisign"_s, words);
    if (!process.waitForStarted())
        return false;
    process.closeWriteChannel();
    return process.waitForFinished() && process.exitCode() == 0;
}

MinisignKey TestMinisign::key(const QString &name) const
{
    return MinisignKey::fromText(QString::fromUtf8(read(name).split('\n').value(1))).value();
}

Result<void> TestMinisign::verify(const QByteArray &signature, const QByteArray &content, const MinisignKey &key)
{
    auto parsed = MinisignSignature::fromFile(signature);
    if (!parsed)
        return tl::unexpected(parsed.error());
    MinisignVerifier verifier(*parsed);
    for (qsizetype at = 0; at < content.size(); at += 1'000) {
        if (auto added = verifier.add(QByteArrayView(content).sliced(at, std::min<qsizetype>(1'000, content.size() - at)));
            !added)
            return added;
    }
    return verifier.verify(key);
}

void TestMinisign::initTestCase()
{
    QVERIFY2(minisign({u"-G"_s, u"-W"_s, u"-p"_s, u"a.pub"_s, u"-s"_s, u"a.key"_s}), "minisign must be installed");
    QVERIFY(minisign({u"-G"_s, u"-W"_s, u"-p"_s, u"b.pub"_s, u"-s"_s, u"b.key"_s}));
    write(u"data"_s, QByteArray("invoice\n").repeated(5'000));
    write(u"empty"_s, {});
    QVERIFY(minisign({u"-S"_s, u"-s"_s, u"a.key"_s, u"-m"_s, u"data"_s, u"-t"_s, u"from the vendor"_s}));
    QVERIFY(minisign({u"-S"_s, u"-s"_s, u"a.key"_s, u"-m"_s, u"empty"_s}));
    QVERIFY(minisign({u"-S"_s, u"-l"_s, u"-s"_s, u"a.key"_s, u"-m"_s, u"data"_s, u"-x"_s, u"legacy"_s, u"-t"_s, u"old form"_s}));
}

void TestMinisign::right_data()
{
    QTest::addColumn<QString>("signature");
    QTest::addColumn<QString>("file");
    QTest::addColumn<bool>("prehashed");
    QTest::addColumn<QByteArray>("comment");
    QTest::newRow("today's form") << u"data.minisig"_s << u"data"_s << true << QByteArray("from the vendor");
    QTest::newRow("old form") << u"legacy"_s << u"data"_s << false << QByteArray("old form");
    QTest::newRow("empty file") << u"empty.minisig"_s << u"empty"_s << true << QByteArray();
}

void TestMinisign::right()
{
    QFETCH(QString, signature);
    QFETCH(QString, file);
    QFETCH(bool, prehashed);
    QFETCH(QByteArray, comment);
    const auto parsed = MinisignSignature::fromFile(read(signature));
    QVERIFY(parsed);
    QCOMPARE(parsed->prehashed, prehashed);
    if (!comment.isEmpty())
        QCOMPARE(parsed->comment, comment);
    QVERIFY(verify(read(signature), read(file), key(u"a.pub"_s)));
    // minisign itself names the key so
    QVERIFY(read(u"a.pub"_s).contains(MinisignKey::idText(parsed->keyId).toLatin1()));
}

void TestMinisign::changed()
{
    for (const QString &name : {u"data.minisig"_s, u"legacy"_s}) {
        QByteArray content = read(u"data"_s);
        content[4'321] = char(content[4'321] ^ 1);
        const auto file = verify(read(name), content, key(u"a.pub"_s));
        QVERIFY(!file && file.error().kind == ErrorKind::Damaged);
        const auto comment = verify(
            read(name).replace("trusted comment: f", "trusted comment: F").replace("trusted comment: o", "trusted comment: O"),
            read(u"data"_s), key(u"a.pub"_s));
        QVERIFY(!comment && comment.error().kind == ErrorKind::Damaged);
    }
}

void TestMinisign::otherKey()
{
    const auto other = verify(read(u"data.minisig"_s), read(u"data"_s), key(u"b.pub"_s));
    QVERIFY(!other && other.error().kind == ErrorKind::Usage);
    MinisignKey forged = key(u"b.pub"_s);
    forged.id = key(u"a.pub"_s).id; // the id alone proves nothing
    const auto claimed = verify(read(u"data.minisig"_s), read(u"data"_s), forged);
    QVERIFY(!claimed && claimed.error().kind == ErrorKind::Damaged);
}

void TestMinisign::noSignature_data()
{
    QTest::addColumn<QByteArray>("contents");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text") << QByteArray("untrusted comment: x\nnot base64!\ntrusted comment: y\nneither\n");
    QTest::newRow("too short") << QByteArray("untrusted comment: x\nRUQ=\ntrusted comment: y\nRUQ=\n");
    QTest::newRow("two lines") << QByteArray("untrusted comment: x\nRUQ=\n");
}

void TestMinisign::noSignature()
{
    QFETCH(QByteArray, contents);
    const auto parsed = MinisignSignature::fromFile(contents);
    QVERIFY(!parsed && parsed.error().kind == ErrorKind::Damaged);
}

void TestMinisign::noKey()
{
    for (const char *text :
         {"", "RWQ", "untrusted comment: minisign public key", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
        QVERIFY(!MinisignKey::fromText(QString::fromLatin1(text)));
}

QTEST_GUILESS_MAIN(TestMinisign)
#include "tst_minisign.moc"
