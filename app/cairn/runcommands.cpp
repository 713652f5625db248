#include "carrying.h"
#include "commandline.h"

#include "base/printable.h"
#include "control/json.h"
#include "control/submission.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QThreadPool>

#include <atomic>

namespace cairn {

namespace {

constexpr Milliseconds DefaultGrace{10'000};
constexpr int IntakeThreads = 4; ///< their commits share groups
constexpr int ListedRuns = 20;

/// Of a service it may be that not the file was changed but what is live.
void hintDrift(Session &session, const Terminal &terminal, const QStringList &drift)
{
    static const QString Service = QStringLiteral("service ");
    QStringList looks{QStringLiteral("`cairn apply --dry-run`")};
    for (const QString &one : drift) {
        if (one.startsWith(Service))
            looks.append(QStringLiteral("`cairn service diff %1`").arg(one.mid(Service.size())));
    }
    if (!drift.isEmpty())
        terminal.warn(QStringLiteral("%1: the file differs from what is live (%2): see %3; `cairn apply` records the file")
                          .arg(drift.join(QStringLiteral(", ")), session.root(), looks.join(QStringLiteral(", "))));
}

/// Asked before anything is begun: what is not there cannot be taken in, and is a mistake of the one who wrote it. Of a name that is
/// not UTF-8 taking it in tells more.
Result<void> areThere(const QStringList &paths)
{
    for (const QString &path : paths) {
        if (!path.contains(QChar::ReplacementCharacter) && !QFileInfo::exists(path))
            return failure(ErrorKind::Usage, QStringLiteral("there is no such file"), path, QStringLiteral("Name files that are there"));
        if (QFileInfo(path).isDir())
            return failure(ErrorKind::Usage, QStringLiteral("this is a folder"), path, QStringLiteral("Name the files in it"));
    }
    return {};
}

/// Files on their way into the store, on threads of their own.
class Intake
{
public:
    Intake(Session &session, const PipelineVersion &pipeline, const QStringList &paths, const QString &reason)
        : m_session(session), m_pipeline(pipeline), m_paths(paths), m_reason(reason), m_ids(size_t(paths.size()))
    {
        m_pool.setMaxThreadCount(IntakeThreads);
        m_next = 0; // by which sanitizers see that the threads are given the rest
        for (qsizetype i = 0; i < paths.size(); ++i)
            m_pool.start([this] { takeNext(); });
    }
    ~Intake()
    {
        m_pool.clear();
        m_pool.waitForDone();
    }

    void wait() { m_pool.waitForDone(); }
    bool isDone() const { return m_done == int(m_ids.size()); }
    int total() const { return int(m_ids.size()); }

    /// In the order of the files; those that failed are left out.
    QList<RunId> ids() const
    {
        const std::scoped_lock lock(m_mutex);
        QList<RunId> ids;
        for (RunId id : m_ids) {
            if (id.isValid())
                ids.append(id);
        }
        return ids;
    }
    QList<Error> errors() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_errors;
    }

private:
    void takeNext()
    {
        const int i = m_next++;
        auto id = submit(m_session, m_pipeline, m_paths[i], m_reason);
        const std::scoped_lock lock(m_mutex);
        if (id)
            m_ids[size_t(i)] = *id;
        else
            m_errors.append(id.error());
        ++m_done;
    }

    /// A file of the watched folder counts as taken by this; asked for again, it makes another run.
    static Result<RunId> submit(Session &session, const PipelineVersion &pipeline, const QString &path, const QString &reason)
    {
        const auto mark = watchedMark(session.root(), pipeline.pipeline, path, session.clock().now());
        auto id = submitFile(session.store(), pipeline, path, session.clock(), mark, {}, reason);
        if (mark && !id && id.error().kind == ErrorKind::Conflict)
            id = submitFile(session.store(), pipeline, path, session.clock(), {}, {}, reason);
        if (!id && id.error().where != path && id.error().where != throughLinks(path)) // of several files, which was it?
            id.error().detail += QStringLiteral(" (while %1 was taken in)").arg(path);
        return id;
    }

    Session &m_session;
    const PipelineVersion m_pipeline;
    const QStringList m_paths;
    const QString m_reason;
    std::vector<RunId> m_ids;
    QList<Error> m_errors;
    std::atomic<int> m_next = 0; ///< of the paths
    std::atomic<int> m_done = 0;
    mutable std::mutex m_mutex;
    QThreadPool m_pool;
};

struct Submitting
{
    std::unique_ptr<Session> session;
    std::unique_ptr<StoreReader> reader;
    PipelineVersion pipeline;
};

Result<Submitting> openFor(const Invocation &invocation, const Terminal &terminal, const QString &pipeline)
{
    Submitting opened;
    auto session = Session::open(invocation.folder);
    if (!session)
        return tl::unexpected(session.error());
    opened.session = std::move(*session);
    const auto drift = opened.session->applyAtFirstUse();
    if (!drift)
        return tl::unexpected(drift.error());
    hintDrift(*opened.session, terminal, *drift);
    auto reader = opened.session->store().reader();
    if (!reader)
        return tl::unexpected(reader.error());
    opened.reader = std::move(*reader);
    auto version = opened.reader->pipeline(pipeline);
    if (!version) {
        Error error = version.error();
        if (error.kind == ErrorKind::NotFound)
            error = {ErrorKind::NotFound, QStringLiteral("there is no pipeline '%1'").arg(pipeline), opened.session->root(),
                     QStringLiteral("`cairn status` lists the pipelines; `cairn apply` records new ones")};
        return tl::unexpected(error);
    }
    opened.pipeline = std::move(*version);
    return opened;
}

/// --max-active: how many runs are carried at once.
Result<int> maxActive(const CommandArguments &arguments)
{
    return readCount(QStringLiteral("max-active"), arguments.value(QStringLiteral("max-active")), 1);
}

/// Behind a progress bar that does not move: "; publish is held: the breaker is open". Empty while it is under way.
QString whatItWaitsFor(const RunRecord &run)
{
    if (run.state == RunState::Held)
        return QStringLiteral("; %1 is held: %2").arg(run.step.name(), run.cause);
    if (run.state == RunState::WaitingRetry)
        return QStringLiteral("; %1 is tried again: %2").arg(run.step.name(), run.cause);
    return {};
}

/// Watches one command's own runs until each is finished or needs a person.
class RunWatch : public QObject
{
public:
    RunWatch(StoreReader &reader, const Terminal &terminal, Intake &intake, std::function<void()> whenSettled)
        : m_reader(reader), m_terminal(terminal), m_intake(intake), m_whenSettled(std::move(whenSettled))
    {
        m_timer.callOnTimeout(this, [this] { look(); });
        m_timer.start(Milliseconds(50));
    }

    bool isSettled() const { return m_intake.isDone() && m_next == m_ids.size(); }

private:
    void look()
    {
        if (!m_intake.isDone())
            return m_terminal.progress(QStringLiteral("taking files in"), 0, m_intake.total());
        if (m_ids.isEmpty())
            m_ids = m_intake.ids();
        // Runs end roughly in the order they came: looking at the first that moves is enough to know when all are settled.
        QString waits;
        for (int looked = 0; m_next < m_ids.size() && looked < 500; ++looked) {
            const auto run = m_reader.run(m_ids[m_next]);
            if (!run || movesByItself(run->state)) {
                waits = run ? whatItWaitsFor(*run) : QString();
                break;
            }
            ++m_next;
        }
        m_terminal.progress(QStringLiteral("runs settled%1").arg(waits), m_next, m_ids.size());
        if (!isSettled())
            return;
        m_timer.stop();
        m_terminal.progress({}, 0, 0);
        m_whenSettled();
    }

    StoreReader &m_reader;
    const Terminal &m_terminal;
    Intake &m_intake;
    std::function<void()> m_whenSettled;
    QTimer m_timer;
    QList<RunId> m_ids;
    qsizetype m_next = 0;
};

void explainRun(const RunRecord &run, const Terminal &terminal)
{
    const QString state = word(run.state);
    QString text = QStringLiteral("%1  %2  %3")
                       .arg(run.id.toString(), terminal.coloured(state.leftJustified(15), state), printable(run.inputName));
    if (!run.cause.isEmpty())
        text += QStringLiteral("  %1: %2").arg(run.step.name(), printable(run.cause));
    terminal.line(text);
}

Exit summarise(StoreReader &reader, const Terminal &terminal, const Intake &intake)
{
    QMap<RunState, int> counts;
    const QList<RunId> ids = intake.ids();
    for (RunId id : ids) {
        const auto run = reader.run(id);
        const auto attempts = reader.countAttempts(id);
        if (!run || !attempts)
            return terminal.fail(run ? attempts.error() : run.error());
        ++counts[run->state];
        if (terminal.json())
            terminal.object(toJson(*run, *attempts));
        else if (ids.size() <= ListedRuns || !isFinished(run->state))
            explainRun(*run, terminal);
    }
    QStringList parts;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        parts.append(QStringLiteral("%1 %2").arg(it.value()).arg(word(it.key())));
    if (!parts.isEmpty())
        terminal.line(parts.join(QStringLiteral(", ")));
    for (const Error &error : intake.errors())
        terminal.fail(error);
    const bool allWell =
        intake.errors().isEmpty() && counts.value(RunState::Succeeded) + counts.value(RunState::Degraded) == ids.size();
    return allWell ? Exit::Well : Exit::NeedsPerson;
}

/// Nothing is left that moves by itself; what is not finished waits for a person.
Exit whatIsLeft(Session &session, const Terminal &terminal)
{
    const auto reader = session.store().reader();
    const auto counts = reader ? (*reader)->countByState() : tl::unexpected(reader.error());
    if (!counts)
        return terminal.fail(counts.error());
    QStringList needy;
    for (const RunState state : {RunState::Blocked, RunState::OutcomeUnknown}) {
        if (const qint64 count = counts->value(state); count > 0)
            needy.append(QStringLiteral("%1 %2").arg(count).arg(word(state)));
    }
    if (needy.isEmpty())
        return Exit::Well;
    terminal.line(QStringLiteral("%1: `cairn status` lists what needs a person").arg(needy.join(QStringLiteral(", "))));
    return Exit::NeedsPerson;
}

} // namespace

Exit runCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(invocation, QStringLiteral("PIPELINE FILE…"),
                               QStringLiteral("Submits the files and waits until each is finished or needs a person."));
    arguments.addOption(QStringLiteral("max-active"), QStringLiteral("N"), QStringLiteral("runs carried at once"),
                        QStringLiteral("128"));
    arguments.addOption(QStringLiteral("reason"), QStringLiteral("TEXT"), QStringLiteral("why, for the record"));
    if (const auto exit = arguments.parse(terminal, 2, -1))
        return *exit;
    const auto active = maxActive(arguments);
    if (!active)
        return terminal.fail(active.error());
    SignalWatcher::outliveReaders();
    SignalWatcher signalWatcher;
    auto opened = openFor(invocation, terminal, arguments.positional().first());
    if (!opened)
        return terminal.fail(opened.error());
    if (const auto files = areThere(arguments.positional().mid(1)); !files)
        return terminal.fail(files.error());
    Session &session = *opened->session;

    RunnerOptions options = session.runnerOptions();
    options.maxActive = *active;
    options.watchFolders = false;
    Carrying carrying(session, terminal, signalWatcher, options, DefaultGrace);
    Intake intake(session, opened->pipeline, arguments.positional().mid(1), arguments.value(QStringLiteral("reason")));
    if (const auto started = carrying.start(); !started) {
        if (started.error().kind != ErrorKind::Busy)
            return terminal.fail(started.error());
        terminal.line(QStringLiteral("%1; it carries these runs").arg(started.error().detail));
        carrying.standBy();
    }
    const RunWatch watch(*opened->reader, terminal, intake, [&] { carrying.stop(); });
    const Exit exit = carrying.untilStopped();
    if (exit != Exit::Well)
        return exit;
    return summarise(*opened->reader, terminal, intake);
}

Exit submitCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(invocation, QStringLiteral("PIPELINE FILE…"),
                               QStringLiteral("Takes the files in and prints one run id a line."));
    arguments.addOption(QStringLiteral("reason"), QStringLiteral("TEXT"), QStringLiteral("why, for the record"));
    if (const auto exit = arguments.parse(terminal, 2, -1))
        return *exit;
    SignalWatcher::outliveReaders();
    auto opened = openFor(invocation, terminal, arguments.positional().first());
    if (!opened)
        return terminal.fail(opened.error());
    if (const auto files = areThere(arguments.positional().mid(1)); !files)
        return terminal.fail(files.error());
    Intake intake(*opened->session, opened->pipeline, arguments.positional().mid(1), arguments.value(QStringLiteral("reason")));
    intake.wait();
    for (RunId id : intake.ids()) {
        if (terminal.json())
            terminal.object({{QStringLiteral("id"), id.toString()}});
        else
            terminal.line(id.toString());
    }
    Exit exit = Exit::Well;
    for (const Error &error : intake.errors()) {
        const Exit failed = terminal.fail(error);
        const bool isTheFile = arguments.positional().contains(error.where) && failed != Exit::Usage;
        exit = isTheFile ? Exit::NeedsPerson : failed;
    }
    return exit;
}

Exit runnerCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(invocation, QStringLiteral("[--drain]"),
                               QStringLiteral("Carries runs forward until SIGTERM or SIGINT; takes files from watched folders."));
    arguments.addFlag(QStringLiteral("drain"), QStringLiteral("end when nothing is left that can move by itself"));
    arguments.addOption(QStringLiteral("grace"), QStringLiteral("TIME"),
                        QStringLiteral("how long what is in flight may take at the end"), QStringLiteral("10s"));
    arguments.addOption(QStringLiteral("max-active"), QStringLiteral("N"), QStringLiteral("runs carried at once"),
                        QStringLiteral("128"));
    if (const auto exit = arguments.parse(terminal, 0, 0))
        return *exit;
    const auto grace = readDuration(QStringLiteral("grace"), arguments.value(QStringLiteral("grace")));
    const auto active = maxActive(arguments);
    if (!grace || !active)
        return terminal.fail(grace ? active.error() : grace.error());
    SignalWatcher::outliveReaders();
    SignalWatcher signalWatcher;
    auto session = Session::open(invocation.folder);
    if (!session)
        return terminal.fail(session.error());
    const auto drift = (*session)->applyAtFirstUse();
    if (!drift)
        return terminal.fail(drift.error());
    hintDrift(**session, terminal, *drift);

    const bool drain = arguments.isSet(QStringLiteral("drain"));
    RunnerOptions options = (*session)->runnerOptions();
    options.maxActive = *active;
    options.watchFolders = !drain;
    Carrying carrying(**session, terminal, signalWatcher, options, *grace);
    if (const auto started = carrying.start(); !started)
        return terminal.fail(started.error());
    if (drain)
        QObject::connect(&carrying.runner(), &Runner::idle, &carrying, &Carrying::stop);
    const Exit exit = carrying.untilStopped();
    if (!drain)
        return exit == Exit::Interrupted ? Exit::Well : exit; // being told to stop is how a runner ends
    return exit == Exit::Well ? whatIsLeft(**session, terminal) : exit;
}

} // namespace cairn
