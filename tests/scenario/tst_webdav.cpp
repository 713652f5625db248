#include "cairnprogram.h"
#include "nginxserver.h"

#include <QDir>
#include <QFile>
#include <QTest>
#include <QThread>

#include <csignal>

using namespace cairn::testing;

/// The shipped webdav example against Debian's nginx with its WebDAV module, through the real programs.
class TestWebDav : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void archivesAndDelivers();
    void goesOnAfterAKill();

private:
    static QString example() { return qEnvironmentVariable("CAIRN_SOURCE") + QStringLiteral("/resources/examples/webdav/"); }
    static QByteArray exampleFile(const QString &name)
    {
        QFile file(example() + name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static void prepare(const CairnProgram &cairn, quint16 port);
};

namespace {
/// As the example's nginx.conf, with free ports and a bandwidth that leaves time for a kill.
const QString Configuration = QStringLiteral(R"(
daemon off; worker_processes 1; error_log stderr error; pid @DIR@/nginx.pid;
events { worker_connections 64; }
http { access_log @DIR@/logs/access.log; client_max_body_size 0; client_body_temp_path @DIR@/temp;
  server { listen 127.0.0.1:@PORT@; listen 127.0.0.1:@PORT2@ http2;
    location /dav/ { root @DIR@/data; dav_methods PUT DELETE MKCOL COPY MOVE; create_full_put_path off; limit_rate %1; } } })");

QString nginxConfiguration(const QString &rate)
{
    return Configuration.arg(rate);
}
} // namespace

void TestWebDav::prepare(const CairnProgram &cairn, quint16 port)
{
    QVERIFY(!exampleFile(QStringLiteral("pipelines/archive.yaml")).isEmpty());
    cairn.write(QStringLiteral("cairn.yaml"), exampleFile(QStringLiteral("cairn.yaml")));
    cairn.write(QStringLiteral("pipelines/archive.yaml"), exampleFile(QStringLiteral("pipelines/archive.yaml")));
    cairn.write(
        QStringLiteral("services/archive.yaml"),
        exampleFile(QStringLiteral("services/archive.yaml")).replace("127.0.0.1:8738", "127.0.0.1:" + QByteArray::number(port)));
}

void TestWebDav::archivesAndDelivers()
{
    NginxServer nginx;
    QVERIFY2(nginx.start(nginxConfiguration(QStringLiteral("0"))), qPrintable(nginx.error()));
    QDir(nginx.folder()).mkpath(QStringLiteral("data/dav"));
    QFile::setPermissions(nginx.folder() + QStringLiteral("/data/dav"), QFile::Permissions(0x7777));
    const CairnProgram cairn;
    prepare(cairn, nginx.port());
    QByteArray content;
    for (int i = 0; content.size() < 3'000'000; ++i)
        content += QByteArray::number(qint64(i) * 7919) + '\n';
    cairn.write(QStringLiteral("report 1.txt"), content);
    const Outcome run = cairn.run(
        {QStringLiteral("run"), QStringLiteral("archive"), cairn.path(QStringLiteral("report 1.txt")), QStringLiteral("--json")});
    QVERIFY2(run.exitCode == 0, (run.errors + run.output).constData());
    QCOMPARE(run.json().value(0).value(QStringLiteral("state")).toString(), QStringLiteral("succeeded"));
    QCOMPARE(cairn.read(QStringLiteral("outbox/report 1.txt")), content);
    const QString id = run.json().value(0).value(QStringLiteral("id")).toString();
    QVERIFY(QDir(nginx.folder() + QStringLiteral("/data/dav/") + id).exists());
}

void TestWebDav::goesOnAfterAKill()
{
    NginxServer nginx;
    QVERIFY2(nginx.start(nginxConfiguration(QStringLiteral("2m"))), qPrintable(nginx.error()));
    QDir(nginx.folder()).mkpath(QStringLiteral("data/dav"));
    QFile::setPermissions(nginx.folder() + QStringLiteral("/data/dav"), QFile::Permissions(0x7777));
    const CairnProgram cairn;
    prepare(cairn, nginx.port());
    const QByteArray content(8'000'000, 'w');
    cairn.write(QStringLiteral("large.txt"), content);
    const auto first = cairn.start({QStringLiteral("run"), QStringLiteral("archive"), cairn.path(QStringLiteral("large.txt"))});
    QVERIFY(first->waitForStarted());
    // killed while the file comes back: by then MKCOL, PUT and COPY are in nginx's log
    const auto logged = [&] {
        QFile log(nginx.folder() + QStringLiteral("/logs/access.log"));
        return log.open(QIODevice::ReadOnly) ? log.readAll() : QByteArray();
    };
    QTRY_VERIFY_WITH_TIMEOUT(logged().contains("COPY"), 20'000);
    QThread::msleep(300);
    QCOMPARE(first->state(), QProcess::Running);
    ::kill(pid_t(first->processId()), SIGKILL);
    QVERIFY(first->waitForFinished(5'000));
    QVERIFY(!QFile::exists(cairn.path(QStringLiteral("outbox/large.txt"))));

    const Outcome rest = cairn.run({QStringLiteral("runner"), QStringLiteral("--drain")});
    QVERIFY2(rest.exitCode == 0, rest.errors.constData());
    QCOMPARE(cairn.read(QStringLiteral("outbox/large.txt")), content);
    const QByteArray log = logged();
    QCOMPARE(log.count("\"MKCOL"), 1);
    QCOMPARE(log.count("\"PUT"), 1);
    QCOMPARE(log.count("\"COPY"), 1);
}

QTEST_GUILESS_MAIN(TestWebDav)
#include "tst_webdav.moc"
