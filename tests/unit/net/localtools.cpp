#include "localtools.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTcpSocket>
#include <QThread>

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

Nginx::Nginx(QByteArray servers)
{
    const QString program = QStringLiteral(CAIRN_NGINX);
    if (program.isEmpty() || program.endsWith("NOTFOUND"_L1)) {
        m_problem = "nginx is missing: the HTTP/2 tests need it (script/bootstrap installs it; apt-get install nginx-light)";
        return;
    }
    const QByteArray folder = m_folder.path().toUtf8();
    QByteArray paths;
    for (const char *kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
        paths += QByteArray(kind) + "_temp_path " + folder + "/" + kind + ";\n";
    // One process, in the foreground: to be ended with its id, and killable in mid-exchange.
    const QByteArray text =
        "daemon off;\nmaster_process off;\npid " + folder + "/pid;\nerror_log " + folder +
        "/error.log warn;\nevents { worker_connections 512; }\nhttp {\naccess_log off;\nclient_max_body_size 0;\n" + paths +
        servers.replace("FOLDER", folder) + "\n}\n";
    QFile file(m_folder.filePath(u"nginx.conf"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) {
        m_problem = "the nginx configuration cannot be written";
        return;
    }
    file.close();
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.start(program, {u"-p"_s, m_folder.path(), u"-c"_s, file.fileName()});
    QElapsedTimer timer;
    timer.start();
    // The pid file is written once the sockets listen.
    while (!QFile::exists(m_folder.filePath(u"pid"_s))) {
        if (m_process.waitForFinished(20) || m_process.state() == QProcess::NotRunning || timer.elapsed() > 30'000) {
            m_problem = "nginx did not start: " + m_process.readAll();
            return;
        }
    }
}

Nginx::~Nginx()
{
    m_process.kill();
    m_process.waitForFinished();
}

KeyPair CertificateMaker::selfSigned(const QString &name, const QString &altName, int days)
{
    return make(name, altName, days, {});
}

KeyPair CertificateMaker::signedBy(const KeyPair &authority, const QString &name, const QString &altName)
{
    return make(name, altName, 2,
                {u"-CA"_s, authority.certificateFile, u"-CAkey"_s, authority.keyFile, u"-addext"_s,
                 u"basicConstraints=critical,CA:FALSE"_s});
}

KeyPair CertificateMaker::make(const QString &name, const QString &altName, int days, const QStringList &more)
{
    KeyPair made;
    made.keyFile = m_folder.filePath(name + u".key"_s);
    made.certificateFile = m_folder.filePath(name + u".crt"_s);
    QProcess openssl;
    openssl.start(QStringLiteral(CAIRN_OPENSSL),
                  QStringList{u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:prime256v1"_s,
                              u"-nodes"_s, u"-days"_s, QString::number(days), u"-subj"_s, u"/CN="_s + name, u"-addext"_s,
                              u"subjectAltName="_s + altName, u"-keyout"_s, made.keyFile, u"-out"_s, made.certificateFile} +
                      more);
    if (!openssl.waitForFinished(30'000) || openssl.exitCode() != 0)
        qWarning("openssl failed: %s", openssl.readAllStandardError().constData());
    QFile key(made.keyFile);
    if (key.open(QIODevice::ReadOnly))
        made.key = QSslKey(&key, QSsl::Ec);
    const QList<QSslCertificate> certificates = QSslCertificate::fromPath(made.certificateFile);
    if (!certificates.isEmpty())
        made.certificate = certificates.first();
    return made;
}

DeafPort::DeafPort()
{
    m_listener = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    bind(m_listener, reinterpret_cast<sockaddr *>(&address), sizeof address);
    listen(m_listener, 0);
    socklen_t length = sizeof address;
    getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &length);
    m_port = ntohs(address.sin_port);
    for (int i = 0; i < 4; ++i) {
        const int filler = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
        connect(filler, reinterpret_cast<sockaddr *>(&address), sizeof address);
        m_fillers.append(filler);
    }
    QThread::msleep(20); // until the kernel has queued them
}

void DeafPort::open()
{
    fcntl(m_listener, F_SETFL, O_NONBLOCK);
    for (int accepted = 0; accepted >= 0;) {
        accepted = accept(m_listener, nullptr, nullptr);
        if (accepted >= 0)
            close(accepted);
    }
}

DeafPort::~DeafPort()
{
    for (const int filler : m_fillers)
        close(filler);
    close(m_listener);
}
