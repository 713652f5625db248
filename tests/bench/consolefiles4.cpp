#include "consolescenarios.h"

#include "consolewindow.h"
#include "measured.h"
#include "nginxserver.h"
#include "runnerthread.h"
#include "uiwatchdog.h"

#include "control/submission.h"
#include "ui/parts/whendone.h"

#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTimer>

#include <unistd.h>

namespace cairn::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int Rounds = 3;
constexpr int Files = 2'000;
constexpr int Steps = 4;
constexpr int FileBytes = 4'096;

const QString AnsweringNginx = uR"(
daemon off; worker_processes 1; error_log stderr error; pid @DIR@/nginx.pid;
events { worker_connections 4096; }
http {
  access_log off; keepalive_requests 100000000; client_max_body_size 0; client_body_buffer_size 64k;
  client_body_temp_path @DIR@/temp;
  server { listen 127.0.0.1:@PORT@; default_type application/json; location / { return 200 '{"ok":true,"id":"$request_id"}'; } }
})"_s;

void write(const QString &path, const QByteArray &content)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(path));
}

void copyFolder(const QString &from, const QString &to)
{
    QDirIterator it(from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString path = it.next();
        const QString target = QDir(to).filePath(QDir(from).relativeFilePath(path));
        QDir().mkpath(QFileInfo(target).absolutePath());
        if (!QFile::copy(path, target))
            qFatal("cannot copy %s", qPrintable(path));
    }
}

/// The large store, copied, and a pipeline of four steps to a service that answers at once.
void makeWorkspace(const QString &folder, quint16 port)
{
    copyFolder(largeStore(), folder);
    write(
        folder + u"/services/post.yaml"_s,
        u"service: post\nbase_url: http://127.0.0.1:%1\nhttp: 1.1\npolicy: { concurrency: { max: 64 } }\n"_s.arg(port).toUtf8());
    QByteArray yaml = "pipeline: post\nversion: 1\nsteps:\n";
    for (int i = 1; i <= Steps; ++i) {
        const QByteArray number = QByteArray::number(i);
        yaml += "  s" + number + ":\n";
        if (i > 1)
            yaml += "    needs: [s" + QByteArray::number(i - 1) + "]\n";
        yaml += "    service: post\n    request: { method: POST, path: /v1/step, body: { file: \"${{ .input }}\" } }\n";
    }
    write(folder + u"/pipelines/post.yaml"_s, yaml);
    if (measure({QDir(QCoreApplication::applicationDirPath()).filePath(u"cairn"_s), u"-C"_s, folder, u"apply"_s},
                folder + u"/log"_s)
            .exitCode != 0)
        qFatal("the workspace cannot be applied: %s", qPrintable(folder));
}

void submitFiles(Session &session)
{
    auto reader = session.store().reader();
    const PipelineVersion version = (*reader)->pipeline(u"post"_s).value();
    for (int i = 0; i < Files; ++i) {
        const QString path = session.root() + u"/files/%1.bin"_s.arg(i);
        write(path, QByteArray(FileBytes - 8, 'f') + QByteArray::number(i).rightJustified(8, '0'));
        if (const auto submitted = submitFile(session.store(), version, path, session.clock()); !submitted)
            qFatal("%s", qPrintable(describe(submitted.error())));
    }
}

} // namespace

/// The window is open upon the large store while the runner within it carries 2,000 files through 4 steps: how long the UI thread
/// did not turn. Somebody looks at the newest runs, which change all the time.
void consoleFiles4(Report &report)
{
    testing::NginxServer nginx;
    if (!nginx.start(AnsweringNginx))
        qFatal("%s", qPrintable(nginx.error()));
    QTemporaryDir folder(qEnvironmentVariable("CAIRN_BENCH_CACHE", QDir::tempPath()) + u"/cairn-console-files4"_s);
    makeWorkspace(folder.path(), nginx.port());
    Sample longest, p99, median, rate, rss;
    for (int round = 0; round < Rounds; ++round) {
        ConsoleWindow console(folder.path());
        submitFiles(console.session());
        console.show();
        console.untilFirstPage();
        RunFilter carried;
        carried.states = {RunState::Succeeded};
        carried.pipeline = u"post"_s;
        const qint64 wanted = qint64(round + 1) * Files;
        const RunnerOptions options =
            console.session().runnerOptions(); // reads the workspace's files: before the window, as the program
        QElapsedTimer timer;
        timer.start();
        {
            RunnerThread runner(console.session(), options);
            testing::UiWatchdog watchdog;
            QTimer look;
            bool done = false;
            QObject::connect(&look, &QTimer::timeout, &look, [&] {
                whenDone(&look, console.desk().countRuns(carried),
                         [&](const Result<qint64> &count) { done = count && *count >= wanted; });
            });
            look.start(500);
            ConsoleWindow::until([&] { return done; });
            rate.values.push_back(Files * Steps * 1000.0 / double(timer.elapsed()));
            longest.values.push_back(watchdog.longest().count());
            p99.values.push_back(watchdog.quantile(0.99).count());
            median.values.push_back(watchdog.median().count());
            rss.values.push_back(rssMiB(::getpid()));
        }
    }
    const QString name = u"files4"_s;
    report.add({name, u"longest turn of the UI thread"_s, longest, u"ms"_s, {}, 50, true});
    report.add({name, u"99th percentile of its turns"_s, p99, u"ms"_s, {}, 50, true});
    report.add({name, u"median of its turns"_s, median, u"ms"_s, {}, 50, true});
    report.add({name, u"steps/s meanwhile"_s, rate, u"1/s"_s, {}, 0, false});
    report.add({name, u"RSS with the runner in it"_s, rss, u"MiB"_s, {}, 250, true});
}

} // namespace cairn::bench
