#include "call.h"

#include "net/secretcover.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// What a service sends back of the secret it was shown.
class TestSecretCover : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void formsAreThoseOfTheWire();
    void whatIsNeverSentHasNone();
    void unmistakable_data();
    void unmistakable();
    void coversWhereverBlocksEnd();
    void leavesTheRestAsItCame();
    void aFailureBehindIsPassedOn();
};

namespace {

CredentialRule ruleOf(CredentialKind kind)
{
    CredentialRule rule;
    rule.kind = kind;
    rule.user = u"ann"_s;
    return rule;
}

} // namespace

void TestSecretCover::formsAreThoseOfTheWire()
{
    const QByteArray secret = "a/b\"c+d and so on";
    const QList<QByteArray> forms = quotableForms(ruleOf(CredentialKind::Basic), secret);
    for (const QByteArray &form : {secret, QByteArray("a%2Fb%22c%2Bd%20and%20so%20on"), QByteArray("a/b\\\"c+d and so on"),
                                   QByteArray("a\\/b\\\"c+d and so on"), QByteArray("ann:" + secret).toBase64()})
        QVERIFY2(forms.contains(form), form.constData());
    for (qsizetype i = 1; i < forms.size(); ++i)
        QVERIFY(forms.at(i - 1).size() >= forms.at(i).size());
    QCOMPARE(quotableForms(ruleOf(CredentialKind::Bearer), "plain-token-0815"), QList<QByteArray>{"plain-token-0815"});
}

void TestSecretCover::whatIsNeverSentHasNone()
{
    for (const CredentialKind kind : {CredentialKind::None, CredentialKind::Mtls, CredentialKind::Hmac})
        QVERIFY(quotableForms(ruleOf(kind), "a-secret-of-some-length").isEmpty());
    QVERIFY(quotableForms(ruleOf(CredentialKind::Bearer), "abc").isEmpty()); // would be found everywhere
}

void TestSecretCover::unmistakable_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("is");
    QTest::newRow("word") << QByteArray("password") << false;
    QTest::newRow("day") << QByteArray("2026-11-27") << false;
    QTest::newRow("short") << QByteArray("a1b2c3d") << false;
    QTest::newRow("mixed") << QByteArray("a1b2c3d4") << true;
    QTest::newRow("long") << QByteArray("correct horse bat") << true;
}

void TestSecretCover::unmistakable()
{
    QFETCH(QByteArray, text);
    QTEST(isUnmistakable(text), "is");
}

void TestSecretCover::coversWhereverBlocksEnd()
{
    const QByteArray secret = "s3cret-of-this-test";
    const QByteArray text = "x" + secret + secret + " then s3cret-of-this and " + secret;
    const QByteArray stars(secret.size(), '*');
    const QByteArray wanted = "x" + stars + stars + " then s3cret-of-this and " + stars;
    for (qsizetype block = 1; block <= text.size(); ++block) {
        MemorySink behind;
        SecretCover cover(behind);
        cover.setForms({secret});
        for (qsizetype at = 0; at < text.size(); at += block)
            QVERIFY(cover.accept(QByteArrayView(text).sliced(at, std::min(block, text.size() - at))));
        QVERIFY(cover.finish());
        QCOMPARE(behind.bytes, wanted);
        QVERIFY(cover.hasCovered());
    }
}

void TestSecretCover::leavesTheRestAsItCame()
{
    MemorySink behind;
    SecretCover cover(behind);
    cover.setForms({"password", "s3cret-of-this-test"}); // of which the first may be anybody's word
    QVERIFY(cover.accept("{\"password\": \"none\", "));
    QVERIFY(cover.accept("\"of\": \"s3cret-of-this"));
    QVERIFY(cover.accept("-day\"}"));
    QVERIFY(cover.finish());
    QCOMPARE(behind.bytes, QByteArray("{\"password\": \"none\", \"of\": \"s3cret-of-this-day\"}"));
    QVERIFY(!cover.hasCovered());
}

void TestSecretCover::aFailureBehindIsPassedOn()
{
    MemorySink behind;
    behind.onAccept = []() -> Result<void> { return failure(ErrorKind::DiskFull, u"no room"_s); };
    SecretCover cover(behind);
    cover.setForms({"s3cret-of-this-test"});
    QVERIFY(cover.accept("few"));
    QVERIFY(!cover.finish());
}

QTEST_GUILESS_MAIN(TestSecretCover)
#include "tst_net_secretcover.moc"
