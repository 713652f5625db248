#include "net/faults.h"

#include <QMetaEnum>
#include <QtTest>

using namespace cairn;
using QtError = QNetworkReply::NetworkError;
using Fault = TransportFault;
Q_DECLARE_METATYPE(cairn::TransportFault)

/// Each error of Qt's, at each stage, against the fault it means.
class TestFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyErrorIsMapped_data();
    void everyErrorIsMapped();
    void tableIsComplete();
    void onlyErrorsOfTheConnectionAttemptEndBeforeSending();

private:
    struct Row
    {
        QtError error;
        Fault nothingSent;
        Fault maybeSent;
        Fault goodStatus;
        Fault badStatus;
    };
    static QList<Row> rows();
};

QList<TestFaults::Row> TestFaults::rows()
{
    const auto lost = [](QtError error) {
        return Row{error, Fault::ConnectionClosed, Fault::ConnectionClosed, Fault::TruncatedBody, Fault::TruncatedBody};
    };
    const auto status = [](QtError error) {
        return Row{error, Fault::ConnectionClosed, Fault::ConnectionClosed, Fault::TruncatedBody, Fault::None};
    };
    const auto always = [](QtError error, Fault fault) { return Row{error, fault, fault, fault, fault}; };
    using R = QNetworkReply;
    return {
        always(R::NoError, Fault::None),
        {R::ConnectionRefusedError, Fault::ConnectionRefused, Fault::ConnectionClosed, Fault::TruncatedBody,
         Fault::TruncatedBody},
        {R::HostNotFoundError, Fault::HostNotFound, Fault::ConnectionClosed, Fault::TruncatedBody, Fault::TruncatedBody},
        {R::TimeoutError, Fault::ConnectTimeout, Fault::ConnectionClosed, Fault::TruncatedBody, Fault::TruncatedBody},
        {R::SslHandshakeFailedError, Fault::TlsFailed, Fault::TlsFailed, Fault::TruncatedBody, Fault::TruncatedBody},
        always(R::OperationCanceledError, Fault::Cancelled),
        lost(R::RemoteHostClosedError),
        lost(R::TemporaryNetworkFailureError),
        lost(R::NetworkSessionFailedError),
        lost(R::BackgroundRequestNotAllowedError),
        lost(R::UnknownNetworkError),
        lost(R::ProxyConnectionRefusedError),
        lost(R::ProxyConnectionClosedError),
        lost(R::ProxyNotFoundError),
        lost(R::ProxyTimeoutError),
        lost(R::UnknownProxyError),
        lost(R::ProtocolFailure),
        lost(R::ContentReSendError),
        always(R::TooManyRedirectsError, Fault::Redirected),
        always(R::InsecureRedirectError, Fault::Redirected),
        lost(R::ProtocolUnknownError),
        status(R::ProxyAuthenticationRequiredError),
        status(R::ContentAccessDenied),
        status(R::ContentOperationNotPermittedError),
        status(R::ContentNotFoundError),
        status(R::AuthenticationRequiredError),
        status(R::ContentConflictError),
        status(R::ContentGoneError),
        status(R::UnknownContentError),
        status(R::ProtocolInvalidOperationError),
        status(R::InternalServerError),
        status(R::OperationNotImplementedError),
        status(R::ServiceUnavailableError),
        status(R::UnknownServerError),
    };
}

void TestFaults::everyErrorIsMapped_data()
{
    QTest::addColumn<int>("error");
    QTest::addColumn<int>("progress");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("fault");
    const QMetaEnum names = QMetaEnum::fromType<QtError>();
    for (const Row &row : rows()) {
        const char *name = names.valueToKey(row.error);
        QTest::addRow("%s, nothing sent", name) << int(row.error) << int(Progress::NothingSent) << 0 << int(row.nothingSent);
        QTest::addRow("%s, maybe sent", name) << int(row.error) << int(Progress::MaybeSent) << 0 << int(row.maybeSent);
        for (const int good : {200, 302})
            QTest::addRow("%s, %d", name, good) << int(row.error) << int(Progress::HeadersSeen) << good << int(row.goodStatus);
        QTest::addRow("%s, 500", name) << int(row.error) << int(Progress::HeadersSeen) << 500 << int(row.badStatus);
    }
}

void TestFaults::everyErrorIsMapped()
{
    QFETCH(int, error);
    QFETCH(int, progress);
    QFETCH(int, status);
    QFETCH(int, fault);
    QCOMPARE(int(faultOf(QtError(error), Progress(progress), status)), fault);
}

void TestFaults::tableIsComplete()
{
    const QMetaEnum names = QMetaEnum::fromType<QtError>();
    const QList<Row> all = rows();
    for (int i = 0; i < names.keyCount(); ++i) {
        const bool isListed =
            std::any_of(all.begin(), all.end(), [&](const Row &row) { return int(row.error) == names.value(i); });
        QVERIFY2(isListed, names.key(i));
    }
}

void TestFaults::onlyErrorsOfTheConnectionAttemptEndBeforeSending()
{
    QVERIFY(endsBeforeSending(QNetworkReply::ConnectionRefusedError));
    QVERIFY(endsBeforeSending(QNetworkReply::HostNotFoundError));
    QVERIFY(endsBeforeSending(QNetworkReply::SslHandshakeFailedError));
    QVERIFY(!endsBeforeSending(QNetworkReply::RemoteHostClosedError));
    QVERIFY(!endsBeforeSending(QNetworkReply::ContentReSendError));
    QVERIFY(!endsBeforeSending(QNetworkReply::UnknownNetworkError));
    QVERIFY(!endsBeforeSending(QNetworkReply::TimeoutError));
}

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_net_faults.moc"
