#include "workshop.h"

#include "security/keyfile.h"
#include "store/sqlitestore.h"

#include <QCoreApplication>
#include <QFile>
#include <QRandomGenerator>
#include <QThread>

#include <atomic>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace cairn::bench {

QString programPath(const QString &name)
{
    return QDir(QCoreApplication::applicationDirPath()).filePath(name);
}

Workshop::Workshop(bool encrypted) : m_settings(encrypted ? "workspace: bench\n" : "workspace: bench\nencryption: off\n")
{
    settings({});
}

void Workshop::settings(const QString &yaml)
{
    m_settings += yaml.toUtf8();
    write(u"cairn.yaml"_s, m_settings);
}

void Workshop::write(const QString &path, const QByteArray &content) const
{
    const QString full = m_folder.filePath(path);
    QDir().mkpath(QFileInfo(full).absolutePath());
    QFile file(full);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(full));
}

void Workshop::service(const QString &name, const QString &yaml)
{
    write(u"services/%1.yaml"_s.arg(name), yaml.toUtf8());
}

void Workshop::pipeline(const QString &name, const QString &yaml)
{
    write(u"pipelines/%1.yaml"_s.arg(name), yaml.toUtf8());
}

QStringList Workshop::files(int count, qint64 bytes)
{
    QStringList paths;
    QByteArray content(bytes, Qt::Uninitialized);
    for (int i = 0; i < count; ++i) {
        QRandomGenerator::global()->fillRange(reinterpret_cast<quint32 *>(content.data()), content.size() / 4);
        const QString path = u"files/%1.bin"_s.arg(i, 6, 10, QLatin1Char('0'));
        write(path, content);
        paths.append(m_folder.filePath(path));
    }
    return paths;
}

QString Workshop::sparseFile(const QString &name, qint64 bytes)
{
    QFile file(m_folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || !file.resize(bytes))
        qFatal("cannot make %s", qPrintable(file.fileName()));
    return file.fileName();
}

QStringList Workshop::cairnCommand(const QStringList &words) const
{
    return QStringList{programPath(u"cairn"_s), u"-C"_s, m_folder.path()} + words;
}

Usage Workshop::cairn(const QStringList &words, const std::function<bool(int)> &watch) const
{
    const Usage usage = measure(cairnCommand(words), log(), watch);
    const bool isLeft = usage.exitCode == 1 && words.value(0) == "runner"_L1; // runs that need a person are ours
    if (usage.exitCode != 0 && !isLeft && !watch) {                           // whoever watches ends it
        QFile file(log());
        file.open(QIODevice::ReadOnly);
        qFatal("cairn %s ended with %d:\n%s", qPrintable(words.value(0)), usage.exitCode, file.readAll().right(2000).constData());
    }
    return usage;
}

void Workshop::submit(const QString &pipeline, const QStringList &paths) const
{
    constexpr int Portion = 2'000;
    for (qsizetype at = 0; at < paths.size(); at += Portion)
        cairn(QStringList{u"submit"_s, pipeline} + paths.mid(at, Portion));
}

std::unique_ptr<Store> Workshop::store() const
{
    auto store = openSqliteStore({m_folder.filePath(u".cairn"_s), false, std::make_shared<KeyFile>(KeyFile::userFolder())});
    if (!store)
        qFatal("%s", qPrintable(describe(store.error())));
    return std::move(*store);
}

void insertQueued(Store &store, qint64 pipelineId, int count, qint64 bytes)
{
    SystemClock clock;
    const auto input = store.payloads().stage(QByteArray(bytes, 'q'));
    std::atomic<int> pending = 0;
    for (int i = 0; i < count; ++i) {
        RunRecord run;
        run.id = RunId::generate(clock.now().time_since_epoch().count());
        run.pipelineVersionId = pipelineId;
        run.inputName = u"queued-%1.bin"_s.arg(i);
        run.input = input->ref;
        run.submittedAt = clock.now();
        run.nextAt = run.submittedAt;
        run.traceId = QByteArray(16, 't');
        ++pending;
        store.commit(Transaction(PutPayload{*input}, InsertRun{run}), [&](const Result<Committed> &) { --pending; });
        while (pending > 2'000)
            QThread::usleep(200);
    }
    while (pending > 0)
        QThread::msleep(1);
}

} // namespace cairn::bench
