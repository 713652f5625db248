#include "cairnprogram.h"
#include "nginxserver.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace cairn::testing;

/// The shipped webdav example against Debian's nginx with its WebDAV module, through the real programs.
class TestWebDav : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void archivesAndDelivers();
    void goesOnAfterAKill();

private:
    static QString example() { return qEnvironmentVariable("CAIRN_SOURCE") + u"/resources/examples/webdav/"_s; }
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
    for (const auto &[line, other] :
         QList<std::pair<QByteArray, QByteArray>>{{"listen 127.0.0.1:8738;", "listen 127.0.0.1:@PORT@;"}} + changes) {
        if (text.count(line) != 1)
            return {};
        text.replace(line, other);
    }
    return QString::fromUtf8(text);
}
} // namespace

void TestWebDav::prepare(const CairnProgram &cairn, quint16 port)
{
    QVERIFY(!exampleFile(u"pipelines/archive.yaml"_s).isEmpty());
    cairn.write(u"cairn.yaml"_s, exampleFile(u"cairn.yaml"_s));
    cairn.write(u"pipelines/archive.yaml"_s, exampleFile(u"pipelines/archive.yaml"_s));
    cairn.write(u"services/archive.yaml"_s,
                exampleFile(u"services/archive.yaml"_s).replace("127.0.0.1:8738", "127.0.0.1:" + QByteArray::number(port)));
}

void TestWebDav::archivesAndDelivers()
{
    NginxServer nginx;
    QVERIFY(QDir(nginx.folder()).mkpath(u"dav"_s));
    QVERIFY2(nginx.start(nginxConfiguration(exampleFile(u"nginx.conf"_s))), qPrintable(nginx.error()));
    const CairnProgram cairn;
    prepare(cairn, nginx.port());
    QByteArray content;
    for (int i = 0; content.size() < 3'000'000; ++i)
        content += QByteArray::number(qint64(i) * 7919) + '\n';
    cairn.write(u"report 1.txt"_s, content);
    const Outcome run = cairn.run({u"run"_s, u"archive"_s, cairn.path(u"report 1.txt"_s), u"--json"_s});
    QVERIFY2(run.exitCode == 0, (run.errors + run.output).constData());
    QCOMPARE(run.json().value(0).value(u"state"_s).toString(), u"succeeded"_s);
    QCOMPARE(cairn.read(u"outbox/report 1.txt"_s), content);
    const QString id = run.json().value(0).value(u"id"_s).toString();
    QVERIFY(QDir(nginx.folder() + u"/dav/"_s + id).exists());
}

void TestWebDav::goesOnAfterAKill()
{
    NginxServer nginx;
    QVERIFY(QDir(nginx.folder()).mkpath(u"dav"_s));
    const QString configuration = nginxConfiguration(exampleFile(u"nginx.conf"_s),
                                                     {{"access_log off;", "access_log @DIR@/logs/access.log;"},
                                                      {"gzip off;", "gzip off; limit_rate 1m;"}}); // which leaves time for a kill
    QVERIFY2(nginx.start(configuration), qPrintable(nginx.error()));
    const CairnProgram cairn;
    prepare(cairn, nginx.port());
    const QByteArray content(8'000'000, 'w');
    cairn.write(u"large.txt"_s, content);
    const auto first = cairn.start({u"run"_s, u"archive"_s, cairn.path(u"large.txt"_s)});
    QVERIFY(first->waitForStarted());
    // killed while the file comes back: by then MKCOL, PUT and COPY are in nginx's log
    const auto logged = [&] {
        QFile log(nginx.folder() + u"/logs/access.log"_s);
        return log.open(QIODevice::ReadOnly) ? log.readAll() : QByteArray();
    };
    QTRY_VERIFY_WITH_TIMEOUT(logged().contains("COPY"), 20'000);
    const QString id = cairn.run({u"runs"_s, u"--json"_s}).json().value(0).value(u"id"_s).toString();
    const auto isCopied = [&] { // and that is written down
        const QJsonArray steps = cairn.run({u"show"_s, id, u"--json"_s}).json().value(0).value(u"steps"_s).toArray();
        return std::any_of(steps.begin(), steps.end(), [](const QJsonValue &step) {
            return step[u"id"_s] == "copy"_L1 && step[u"state"_s] == "succeeded"_L1;
        });
    };
    QTRY_VERIFY_WITH_TIMEOUT(isCopied(), 20'000);
    QCOMPARE(first->state(), QProcess::Running);
    ::kill(pid_t(first->processId()), SIGKILL);
    QVERIFY(first->waitForFinished(20'000));
    QVERIFY(!QFile::exists(cairn.path(u"outbox/large.txt"_s)));

    const Outcome rest = cairn.run({u"runner"_s, u"--drain"_s});
    QVERIFY2(rest.exitCode == 0, rest.errors.constData());
    QCOMPARE(cairn.read(u"outbox/large.txt"_s), content);
    const QByteArray log = logged();
    QCOMPARE(log.count("\"MKCOL"), 1);
    QCOMPARE(log.count("\"PUT"), 1);
    QCOMPARE(log.count("\"COPY"), 1);
}

QTEST_GUILESS_MAIN(TestWebDav)
#include "tst_webdav.moc"
