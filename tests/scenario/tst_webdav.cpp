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
/// The example's own nginx.conf on a free port; empty if it no longer reads as is known here. `changes`: lines for others in it.
QString nginxConfiguration(QByteArray text, const QList<std::pair<QByteArray, QByteArray>> &changes = {})
{
    for (const auto &[line, other] : QList<std::pair<QByteArray, QByteArray>>{{"listen 127.0.0.1:8738;", "listen 127.0.0.1:@PORT@;"}} + changes) {
        if (text.count(line) != 1)
            return {};
        text.replace(line, other);
    }
    return QString::fromUtf8(text);
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
    QVERIFY(QDir(nginx.folder()).mkpath(QStringLiteral("dav")));
    QVERIFY2(nginx.start(nginxConfiguration(exampleFile(QStringLiteral("nginx.conf")))), qPrintable(nginx.error()));
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
    QVERIFY(QDir(nginx.folder() + QStringLiteral("/dav/") + id).exists());
}

void TestWebDav::goesOnAfterAKill()
{
    NginxServer nginx;
    QVERIFY(QDir(nginx.folder()).mkpath(QStringLiteral("dav")));
    const QString configuration = nginxConfiguration(exampleFile(QStringLiteral("nginx.conf")),
                                                     {{"access_log off;", "access_log @DIR@/logs/access.log;"},
                                                      {"gzip off;", "gzip off; limit_rate 2m;"}}); // which leaves time for a kill
    QVERIFY2(nginx.start(configuration), qPrintable(nginx.error()));
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
