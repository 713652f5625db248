#include "net/listener.h"

#include "base/logging.h"
#include "net/connectiongate.h"

#include <QAbstractHttpServer>
#include <QDateTime>
#include <QDeadlineTimer>
#include <QFile>
#include <QFileInfo>
#include <QHttpServerRequest>
#include <QHttpServerResponder>
#include <QSslCertificate>
#include <QSslKey>

#include <openssl/pem.h>
#include <openssl/x509.h>

namespace cairn {

using namespace Qt::StringLiterals;

/// Fulfils or settles what is owed to the peer.
class Responder::Duty
{
public:
    explicit Duty(Send send) : m_send(std::move(send)) {}
    ~Duty() { m_send(500, std::nullopt); } // unless it was answered
    Q_DISABLE_COPY_MOVE(Duty)

    void answer(int status, const std::optional<QJsonObject> &body) { m_send(status, body); }

private:
    const Send m_send;
};

Responder::Responder(Send send) : m_duty(std::make_shared<Duty>(std::move(send))) {}

void Responder::answer(int status, const std::optional<QJsonObject> &body) const
{
    m_duty->answer(status, body);
}

/// QtHttpServer's part: it parses. It is not asked to answer: its responder keeps a bare pointer to a socket that is deleted
/// as soon as the peer leaves.
class CallbackServer : public QAbstractHttpServer
{
public:
    CallbackServer(const Listener::Handler &handler, std::unique_ptr<ConnectionGate> gate) : m_handler(handler)
    {
        bind(gate.release()); // it belongs to us now
    }

protected:
    bool handleRequest(const QHttpServerRequest &request, QTcpSocket *socket) override;
    void missingHandler(const QHttpServerRequest &, QTcpSocket *) override {}

private:
    Listener::Handler m_handler;
};

bool CallbackServer::handleRequest(const QHttpServerRequest &request, QTcpSocket *socket)
{
    auto *connection = socket->findChild<IncomingConnection *>(QString(), Qt::FindDirectChildrenOnly);
    if (!connection || request.method() != QHttpServerRequest::Method::Post)
        return false;
    ListenerRequest received;
    received.method = "POST"_ba;
    received.path = request.url().path(QUrl::FullyEncoded);
    received.query = request.query();
    for (const auto &[name, value] : request.headers())
        received.headers.append({name.toLower(), value});
    received.body = request.body();
    received.peer = request.remoteAddress();
    m_handler(std::move(received),
              Responder([link = connection->awaitAnswer()](int status, const std::optional<QJsonObject> &body) {
                  link->send(status, body);
              }));
    return true;
}

namespace {

Result<QByteArray> readPem(const QString &path, const QString &what)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Io, u"the listener's %1 cannot be read: %2"_s.arg(what, file.errorString()), path,
                       u"Name a PEM file that this user may read"_s);
    return file.readAll();
}

/// Qt does not say whether they belong together; every handshake would fail.
bool belongTogether(const QByteArray &certificatePem, const QByteArray &keyPem)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> certificateText(
        BIO_new_mem_buf(certificatePem.data(), int(certificatePem.size())), &BIO_free);
    const std::unique_ptr<BIO, decltype(&BIO_free)> keyText(BIO_new_mem_buf(keyPem.data(), int(keyPem.size())), &BIO_free);
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(
        PEM_read_bio_X509(certificateText.get(), nullptr, nullptr, nullptr), &X509_free);
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
        PEM_read_bio_PrivateKey(keyText.get(), nullptr, nullptr, nullptr), &EVP_PKEY_free);
    return certificate && key && X509_check_private_key(certificate.get(), key.get()) == 1;
}

QSslKey privateKey(const QByteArray &pem)
{
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Ec, QSsl::Rsa}) {
        if (const QSslKey key(pem, algorithm); !key.isNull())
            return key;
    }
    return {};
}

Result<std::optional<QSslConfiguration>> tlsOf(const ListenerOptions &options)
{
    if (options.certificateFile.isEmpty() && options.keyFile.isEmpty())
        return std::nullopt;
    if (options.certificateFile.isEmpty() || options.keyFile.isEmpty())
        return failure(ErrorKind::Usage, u"the listener has a certificate without a key, or a key without a certificate"_s, {},
                       u"Name both files, or neither"_s);
    const Result<QByteArray> certificatePem = readPem(options.certificateFile, u"certificate"_s);
    if (!certificatePem)
        return tl::unexpected(certificatePem.error());
    const Result<QByteArray> keyPem = readPem(options.keyFile, u"key"_s);
    if (!keyPem)
        return tl::unexpected(keyPem.error());
    const QList<QSslCertificate> chain = QSslCertificate::fromData(*certificatePem);
    if (chain.isEmpty())
        return failure(ErrorKind::Io, u"there is no certificate in the file"_s, options.certificateFile,
                       u"Name a PEM file with the server's certificate first"_s);
    const QSslKey key = privateKey(*keyPem);
    if (key.isNull())
        return failure(ErrorKind::Io, u"there is no private key in the file, or it is encrypted"_s, options.keyFile,
                       u"Name a PEM file with an RSA or elliptic-curve key without a passphrase"_s);
    if (!belongTogether(*certificatePem, *keyPem))
        return failure(ErrorKind::Io, u"the key does not belong to the certificate"_s, options.keyFile,
                       u"Name the key that %1 was made with"_s.arg(options.certificateFile));
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificateChain(chain);
    tls.setPrivateKey(key);
    tls.setPeerVerifyMode(QSslSocket::VerifyNone); // callers prove themselves by their signatures
    return tls;
}

/// The certificate as its files have it. What does not fit, as between the replacing of one and of the other, changes nothing.
class RenewedTls
{
public:
    RenewedTls(const ListenerOptions &options, const QSslConfiguration &tls)
        : m_options(options), m_tls(tls), m_seen(stampOf(options)), m_next(options.certificateAge)
    {
    }

    const QSslConfiguration &now()
    {
        if (!m_next.hasExpired())
            return m_tls;
        m_next = QDeadlineTimer(m_options.certificateAge);
        const Stamp stamp = stampOf(m_options);
        if (stamp == m_seen)
            return m_tls;
        if (const auto tls = tlsOf(m_options); tls && *tls) {
            m_tls = **tls;
            m_seen = stamp;
        } else if (!tls) {
            warn(describe(tls.error()));
        }
        return m_tls;
    }

private:
    using Stamp = QList<std::pair<QDateTime, qint64>>;

    /// Each time that it is another reason: it is looked again until it can be read, which changes neither time nor size.
    void warn(const QString &why)
    {
        if (why != std::exchange(m_warned, why))
            qCWarning(lcNet).noquote() << "the listener goes on with the certificate it had:" << why;
    }

    static Stamp stampOf(const ListenerOptions &options)
    {
        Stamp stamp;
        for (const QString &path : {options.certificateFile, options.keyFile}) {
            const QFileInfo file(path);
            stamp.append({file.lastModified(), file.size()});
        }
        return stamp;
    }

    const ListenerOptions m_options;
    QSslConfiguration m_tls;
    Stamp m_seen; ///< of the files that m_tls was made of
    QString m_warned;
    QDeadlineTimer m_next;
};

tl::unexpected<Error> listenFailure(const QTcpServer &server, const ListenerOptions &options)
{
    const QString where = u"%1 port %2"_s.arg(options.address.toString()).arg(options.port);
    switch (server.serverError()) {
    case QAbstractSocket::AddressInUseError:
        return failure(ErrorKind::Busy, u"another program listens there already"_s, where,
                       u"Stop it, or give the listener another port"_s);
    case QAbstractSocket::SocketAddressNotAvailableError:
        return failure(ErrorKind::NotFound, u"this machine has no such address"_s, where,
                       u"Use an address of this machine, or 0.0.0.0 for all of them"_s);
    case QAbstractSocket::SocketAccessError:
        return failure(ErrorKind::Io, u"this user may not listen there"_s, where, u"Use a port of 1024 or above"_s);
    default:
        return failure(ErrorKind::Io, u"listening failed: %1"_s.arg(server.errorString()), where,
                       u"Check the listener's address and port"_s);
    }
}

QString reachableHost(const QHostAddress &address)
{
    if (address == QHostAddress(QHostAddress::Any) || address == QHostAddress(QHostAddress::AnyIPv4))
        return QHostAddress(QHostAddress::LocalHost).toString();
    if (address == QHostAddress(QHostAddress::AnyIPv6))
        return QHostAddress(QHostAddress::LocalHostIPv6).toString();
    return address.toString();
}

} // namespace

Listener::Listener(Handler handler, QObject *parent) : QObject(parent), m_handler(std::move(handler)) {}

Listener::~Listener() = default;

Result<void> Listener::start(const ListenerOptions &options)
{
    stop();
    const Result<std::optional<QSslConfiguration>> tls = tlsOf(options);
    if (!tls)
        return tl::unexpected(tls.error());
    if (!*tls && !options.address.isLoopback())
        return failure(ErrorKind::Usage, u"the listener would take plain HTTP from beyond this machine"_s,
                       options.address.toString(),
                       u"Give it a certificate and a key, or let it listen on 127.0.0.1 behind a proxy that has them"_s);
    const GateLimits limits{
        {options.maxHeader, options.maxBody}, options.requestTimeout, options.answerTimeout, options.maxConnections};
    ConnectionGate::Tls newest;
    if (*tls)
        newest = [files = std::make_shared<RenewedTls>(options, **tls)] { return files->now(); };
    auto gate = std::make_unique<ConnectionGate>(limits, newest);
    if (!gate->listen(options.address, options.port))
        return listenFailure(*gate, options);
    m_url = QUrl();
    m_url.setScheme(*tls ? u"https"_s : u"http"_s);
    m_url.setHost(reachableHost(options.address));
    m_url.setPort(gate->serverPort());
    m_server = std::make_unique<CallbackServer>(m_handler, std::move(gate));
    return {};
}

void Listener::stop()
{
    m_server.reset();
    m_url.clear();
}

} // namespace cairn
