#include "security/dsse.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// Envelopes that others can verify, and that say when they were changed.
class TestDsse : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void encoding();
    void opensAgain();
    void changes_data();
    void changes();
    void opensslAgrees();

private:
    QByteArray envelope() const { return QJsonDocument(sealEnvelope("{\"a\":1}", InTotoPayloadType, *m_key)).toJson(); }

    QTemporaryDir m_folder;
    std::optional<SigningKey> m_key;
};

void TestDsse::initTestCase()
{
    m_key.emplace(std::move(SigningKey::openOrCreate(m_folder.filePath(u"key"_s)).value()));
}

/// The example of DSSE's own specification (protocol.md).
void TestDsse::encoding()
{
    QCOMPARE(dsseMessage(u"http://example.com/HelloWorld"_s, "hello world"),
             QByteArray("DSSEv1 29 http://example.com/HelloWorld 11 hello world"));
}

void TestDsse::opensAgain()
{
    for (const QByteArray &key : {QByteArray(), m_key->publicKey()}) {
        const auto opened = openEnvelope(envelope(), key);
        QVERIFY(opened);
        QCOMPARE(opened->payload, QByteArray("{\"a\":1}"));
        QCOMPARE(opened->payloadType, InTotoPayloadType);
        QCOMPARE(opened->key, m_key->publicKey());
    }
    auto other = SigningKey::openOrCreate(m_folder.filePath(u"other"_s));
    QVERIFY(other && !openEnvelope(envelope(), other->publicKey()));
}

void TestDsse::changes_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("value");
    QTest::newRow("payload") << u"payload"_s << u"eyJhIjoyfQ=="_s;
    QTest::newRow("type") << u"payloadType"_s << u"text/plain"_s;
    QTest::newRow("no base64") << u"payload"_s << u"%%"_s;
}

void TestDsse::changes()
{
    QFETCH(QString, field);
    QFETCH(QString, value);
    QJsonObject changed = QJsonDocument::fromJson(envelope()).object();
    changed.insert(field, value);
    const auto opened = openEnvelope(QJsonDocument(changed).toJson());
    QVERIFY(!opened && opened.error().kind == ErrorKind::Damaged);
    QVERIFY(!openEnvelope("[]") && !openEnvelope("no json"));
}

/// Code that is not ours, from another library, finds the signature right.
void TestDsse::opensslAgrees()
{
    const auto write = [&](const QString &name, const QByteArray &content) {
        QFile file(m_folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    };
    const QJsonObject sealed = QJsonDocument::fromJson(envelope()).object();
    const QByteArray payload = QByteArray::fromBase64(sealed[u"payload"_s].toString().toLatin1());
    const QByteArray type = sealed[u"payloadType"_s].toString().toUtf8();
    write(u"message"_s,
          "DSSEv1 " + QByteArray::number(type.size()) + ' ' + type + ' ' + QByteArray::number(payload.size()) + ' ' + payload);
    write(u"signature"_s, QByteArray::fromBase64(sealed[u"signatures"_s].toArray().first()[u"sig"_s].toString().toLatin1()));
    // SubjectPublicKeyInfo of Ed25519 (RFC 8410)
    const QByteArray spki = QByteArray::fromHex("302a300506032b6570032100") + m_key->publicKey();
    write(u"public.pem"_s, "-----BEGIN PUBLIC KEY-----\n" + spki.toBase64() + "\n-----END PUBLIC KEY-----\n");
    QProcess openssl;
    openssl.setWorkingDirectory(m_folder.path());
    openssl.start(u"openssl"_s, {u"pkeyutl"_s, u"-verify"_s, u"-pubin"_s, u"-inkey"_s, u"public.pem"_s, u"-rawin"_s, u"-in"_s,
                                 u"message"_s, u"-sigfile"_s, u"signature"_s});
    QVERIFY(openssl.waitForFinished());
    QVERIFY2(openssl.exitCode() == 0, openssl.readAll().constData());
}

QTEST_GUILESS_MAIN(TestDsse)
#include "tst_dsse.moc"
