#include "storetesting.h"

#include <QCoreApplication>
#include <QDebug>
#include <QProcess>

#include <cstdio>
#include <unistd.h>

using namespace cairn;
using namespace Qt::StringLiterals;

namespace storetesting {

namespace {

template <typename... T> QString joined(const T &...fields)
{
    QString text;
    QDebug stream(&text);
    (stream << ... << fields);
    return text;
}

QString shown(const std::optional<Timestamp> &time)
{
    return time ? QString::number(time->time_since_epoch().count()) : u"-"_s;
}

QString shown(const std::optional<Milliseconds> &duration)
{
    return duration ? QString::number(duration->count()) : u"-"_s;
}

QString shown(const std::optional<Category> &category)
{
    return category ? word(*category) : u"-"_s;
}

QString shown(const QList<Wait> &waits)
{
    QStringList all;
    for (const Wait &wait : waits)
        all.append(u"%1 at %2"_s.arg(wait.key.toString(), toRfc3339(wait.at)));
    return all.join(u',');
}

QString shown(const PayloadRef &ref)
{
    return ref.digest.toHex() + u':' + QString::number(ref.size);
}

} // namespace

QByteArray content(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    quint32 state = quint32(size) | 1;
    for (char &c : bytes) {
        state = state * 1664525 + 1013904223;
        c = char(state >> 24);
    }
    return bytes;
}

std::unique_ptr<Store> open(const QString &folder)
{
    auto store = openSqliteStore({folder, false});
    if (!store)
        qFatal("%s", qPrintable(describe(store.error())));
    return std::move(*store);
}

std::unique_ptr<StoreReader> reader(Store &store)
{
    auto reader = store.reader();
    if (!reader)
        qFatal("%s", qPrintable(describe(reader.error())));
    return std::move(*reader);
}

PipelineVersion pipelineVersion(const QString &name, int version, const QList<std::pair<QString, QString>> &stepsAndServices)
{
    PipelineVersion recorded;
    recorded.pipeline.name = name;
    recorded.pipeline.version = version;
    for (const auto &[step, service] : stepsAndServices) {
        Step one;
        one.id = StepId(step);
        one.service = service;
        recorded.pipeline.steps.append(one);
    }
    recorded.source = "pipeline: " + name.toUtf8();
    recorded.digest = Digest::of(name.toUtf8() + '@' + QByteArray::number(version));
    return recorded;
}

ServiceRevision serviceRevision(const QString &name, const QString &variant)
{
    ServiceRevision revision;
    revision.service.name = name;
    revision.service.baseUrl = QUrl(u"https://%1.example.net"_s.arg(name));
    revision.source = "service: " + name.toUtf8();
    revision.digest = Digest::of(name.toUtf8() + variant.toUtf8());
    return revision;
}

RunRecord runRecord(qint64 id, qint64 pipelineVersionId, RunState state)
{
    RunRecord run;
    run.id = RunId(id);
    run.pipelineVersionId = pipelineVersionId;
    run.state = state;
    run.inputName = u"scan-%1.pdf"_s.arg(id);
    run.input = {Digest::of("input " + QByteArray::number(id)), 100 + id};
    run.submittedAt = at(1000 * (id % 1'000'000'000)); // an id of a real time is far larger than any second
    run.traceId = QByteArray(16, char('a' + id % 26));
    return run;
}

Checkpoint checkpoint(RunId run, const QString &step)
{
    Checkpoint checkpoint;
    checkpoint.run = run;
    checkpoint.step = StepId(step);
    checkpoint.state = StepState::Succeeded;
    checkpoint.status = 200;
    checkpoint.attempts = 1;
    checkpoint.actor = u"runner"_s;
    checkpoint.at = at(5);
    return checkpoint;
}

Attempt attempt(RunId run, const QString &step)
{
    Attempt attempt;
    attempt.run = run;
    attempt.step = StepId(step);
    attempt.idempotencyKey = u"\"key\""_s;
    attempt.service = u"ocr"_s;
    attempt.method = "POST";
    attempt.url = u"https://ocr.example.net/v1/jobs"_s;
    attempt.status = 200;
    attempt.startedAt = at(4);
    return attempt;
}

Fixture::Fixture() : m_store(open(folder())), m_reader(storetesting::reader(*m_store))
{
    const auto pipeline = m_store->commitAndWait(Transaction(
        PutPipelineVersion{pipelineVersion(u"intake"_s, 1, {{u"scan"_s, u"antivirus"_s}, {u"extract"_s, u"ocr"_s}}), at(1)}));
    const auto service = m_store->commitAndWait(Transaction(PutServiceRevision{serviceRevision(u"ocr"_s), at(1), u"ann"_s, {}}));
    Q_ASSERT(pipeline && service);
    pipelineId = pipeline->definitionId;
    policyId = service->definitionId;
}

RunId Fixture::addRun(qint64 id, RunState state)
{
    const auto added = m_store->commitAndWait(Transaction(InsertRun{runRecord(id, pipelineId, state)}));
    if (!added)
        qFatal("%s", qPrintable(describe(added.error())));
    return RunId(id);
}

void Fixture::close()
{
    m_reader.reset();
    m_store.reset();
}

QString text(const RunRecord &r)
{
    return joined(r.id.toString(), r.pipelineVersionId, r.pipeline, r.version, r.pipelineDigest.toHex(), word(r.state),
                  r.step.name(), shown(r.category), r.cause, r.attempts, r.inputName, shown(r.input), shown(r.submittedAt),
                  shown(r.startedAt), shown(r.finishedAt), shown(r.nextAt), shown(r.deadlineAt),
                  r.rerunOf.value_or(RunId()).toString(), r.traceId, shown(r.waits), r.gates.join(u','));
}

QString text(const Checkpoint &c)
{
    return joined(c.run.toString(), c.step.name(), c.item, word(c.state), c.generation, c.policyRevisionId, c.inputDigest.toHex(),
                  shown(c.output), c.status, c.outputHeaders, c.attempts, shown(c.category), c.cause,
                  c.decision ? word(*c.decision) : QString(), c.reason, shown(c.nextAt), c.actor, shown(c.at));
}

QString text(const Attempt &a)
{
    return joined(a.run.toString(), a.step.name(), a.item, a.generation, a.number, a.idempotencyKey, a.spanId, a.policyRevisionId,
                  a.service, a.method, a.url, a.requestHeaders, a.responseHeaders, shown(a.request), shown(a.response), a.status,
                  int(a.fault), shown(a.category), a.cause, word(a.decision), shown(a.delay), shown(a.advised),
                  shown(a.timing.queued), shown(a.timing.connect), shown(a.timing.firstByte), shown(a.timing.total),
                  shown(a.startedAt), a.breaker ? word(*a.breaker) : QString());
}

Child::Child(const QStringList &arguments, bool unprivileged) : m_process(std::make_unique<QProcess>())
{
    m_process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    if (unprivileged && ::geteuid() == 0) {
        m_process->setChildProcessModifier([] {
            if (::setgid(65534) != 0 || ::setuid(65534) != 0)
                ::_exit(99);
        });
    }
    m_process->start(QCoreApplication::applicationFilePath(), QStringList{u"--child"_s} + arguments);
    m_process->waitForStarted();
}

Child::~Child()
{
    if (m_process->state() != QProcess::NotRunning)
        kill();
}

QByteArray Child::line()
{
    while (!m_process->canReadLine()) {
        if (!m_process->waitForReadyRead(20'000))
            return {};
    }
    return m_process->readLine().trimmed();
}

void Child::tell(const QByteArray &line)
{
    m_process->write(line + '\n');
    m_process->waitForBytesWritten();
}

void Child::kill()
{
    m_process->kill();
    m_process->waitForFinished();
}

qint64 Child::pid() const
{
    return m_process->processId();
}

int Child::wait()
{
    m_process->closeWriteChannel();
    m_process->waitForFinished(60'000);
    return m_process->exitStatus() == QProcess::NormalExit ? m_process->exitCode() : -1;
}

QStringList childPart(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    return arguments.value(0) == "--child"_L1 ? arguments.mid(1) : QStringList();
}

void say(const QByteArray &line)
{
    std::fputs((line + '\n').constData(), stdout);
    std::fflush(stdout);
}

} // namespace storetesting
