#include "credentialsetup.h"
#include "rawserver.h"

#include <QBuffer>
#include <QTest>

using namespace cairn;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// What changes while requests wait for what they are to be shown with: the service, its vault, the transport itself.
class TestChanges : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aMovedServiceShowsItsOldAddressNothing_data();
    void aMovedServiceShowsItsOldAddressNothing();
    void aBusyVaultIsAskedAnotherTime();
    void aVaultThatIsBusyAfterARefusalIsAskedAnotherTime();
    void aTransportThatGoesLeavesWhatItSignsBehind();

private:
    /// A vault that gives "token", but is busy as long as there is a file of that name.
    static Credentials credentialsOf(const CredentialSetup &setup);
    static void setBusy(const CredentialSetup &setup, bool isBusy);
};

Credentials TestChanges::credentialsOf(const CredentialSetup &setup)
{
    return Credentials(setup.folder.path(), {u"sh"_s, u"-c"_s, u"test -e busy && exec yes; echo token"_s});
}

void TestChanges::setBusy(const CredentialSetup &setup, bool isBusy)
{
    QFile file(setup.folder.filePath(u"busy"_s));
    QVERIFY(isBusy ? file.open(QIODevice::WriteOnly) : file.remove());
}

void TestChanges::aMovedServiceShowsItsOldAddressNothing_data()
{
    QTest::addColumn<QString>("key");
    QTest::newRow("with another secret") << u"other"_s;
    QTest::newRow("with the same secret") << u"token"_s;
}

/// The definition changes while the vault is being asked for a request that is addressed already.
void TestChanges::aMovedServiceShowsItsOldAddressNothing()
{
    QFETCH(QString, key);
    RawServer before(answering());
    RawServer after(answering());
    CredentialSetup setup(before.url(), {CredentialKind::Bearer, u"token"_s});
    setup.put(u"token"_s, "planted-old");
    setup.put(u"other"_s, "planted-new");
    Call waiting(setup.transport(), requestTo(before.url(), "POST", "body"));
    setup.service.baseUrl = after.url();
    setup.service.credential.key = key;
    setup.transport().setService(setup.service);
    QVERIFY(waiting.wait());
    QCOMPARE(waiting.fault(), TransportFault::CredentialUnavailable); // and so it is built anew, for the new address
    QVERIFY(!waiting.exchange().maybeSent);
    QCOMPARE(before.connections(), 0);
    QCOMPARE(after.connections(), 0);

    Call next(setup.transport(), requestTo(after.url(), "POST", "body"));
    QVERIFY(next.wait());
    QCOMPARE(next.exchange().status, 200);
    QCOMPARE(after.requests().value(0).header("authorization"),
             QByteArray(key == u"token"_s ? "Bearer planted-old" : "Bearer planted-new"));
}

void TestChanges::aBusyVaultIsAskedAnotherTime()
{
    RawServer server(answering());
    CredentialSetup setup(server.url(), {CredentialKind::Bearer, u"token"_s});
    AuthorizedTransport transport(setup.service, credentialsOf(setup), setup.folder.path(), setup.clock);
    setBusy(setup, true);
    Call call(transport, requestTo(server.url()));
    QVERIFY(call.wait());
    QCOMPARE(call.fault(), TransportFault::CredentialUnavailable);
    QVERIFY2(call.exchange().detail.contains(u"the vault's command gave no secret"_s), qPrintable(call.exchange().detail));
    QCOMPARE(server.connections(), 0);
    setBusy(setup, false);
    Call again(transport, requestTo(server.url()));
    QVERIFY(again.wait());
    QCOMPARE(again.exchange().status, 200);
}

void TestChanges::aVaultThatIsBusyAfterARefusalIsAskedAnotherTime()
{
    RawServer server(answering("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n"));
    CredentialSetup setup(server.url(), {CredentialKind::Bearer, u"token"_s});
    AuthorizedTransport transport(setup.service, credentialsOf(setup), setup.folder.path(), setup.clock);
    for (int i = 0; i < 2; ++i) {
        Call refused(transport, requestTo(server.url()));
        QVERIFY(refused.wait());
        QCOMPARE(refused.exchange().status, 401);
        setup.clock.pass(10s); // what was read just now would not be read again
    }
    setBusy(setup, true);
    Call call(transport, requestTo(server.url()));
    QVERIFY(call.wait());
    QCOMPARE(call.fault(), TransportFault::CredentialUnavailable);
    QCOMPARE(server.requestCount(), 2);
}

/// Digesting a large body takes several turns of the event loop.
void TestChanges::aTransportThatGoesLeavesWhatItSignsBehind()
{
    RawServer server(answering());
    CredentialSetup setup(server.url(), {CredentialKind::Hmac, u"token"_s});
    setup.put(u"token"_s, "planted");
    auto transport =
        std::make_unique<AuthorizedTransport>(setup.service, Credentials(setup.folder.path()), setup.folder.path(), setup.clock);
    Call first(*transport, requestTo(server.url(), "POST", "small"));
    QVERIFY(first.wait());
    QCOMPARE(first.exchange().status, 200);
    const QByteArray body(5 << 20, 'x');
    HttpRequest request = requestTo(server.url(), "POST");
    request.body = OutgoingBody::ofDevice(
        [body]() -> Result<std::unique_ptr<QIODevice>> {
            auto buffer = std::make_unique<QBuffer>();
            buffer->setData(body);
            buffer->open(QIODevice::ReadOnly);
            return buffer;
        },
        body.size());
    Call large(*transport, request);
    transport.reset();
    QVERIFY(large.wait());
    QCOMPARE(large.fault(), TransportFault::Cancelled);
    QVERIFY(!large.exchange().maybeSent);
    QCOMPARE(server.requestCount(), 1);
}

QTEST_GUILESS_MAIN(TestChanges)
#include "tst_net_changes.moc"
