#include "carrying.h"
#include "commandline.h"
#include "drainwatch.h"
#include "intake.h"
#include "waitingorders.h"

#include "base/printable.h"
#include "control/json.h"
#include "control/review.h"
#include "definition/nearest.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds DefaultGrace{10'000};
constexpr Milliseconds LookForSignals{50};
constexpr int ListedRuns = 20;

/// Of a service it may be that not the file was changed but what is live.
void hintDrift(Session &session, const Terminal &terminal, const QStringList &drift)
{
    static const QString Service = u"service "_s;
    QStringList looks{u"`cairn apply --dry-run`"_s};
    for (const QString &one : drift) {
        if (one.startsWith(Service))
            looks.append(u"`cairn service diff %1`"_s.arg(one.mid(Service.size())));
    }
    if (!drift.isEmpty())
        terminal.warn(
            u"%1: the file differs from what is live (%2): see %3; `cairn apply` records the file (of a pipeline, once its version is raised)"_s
                .arg(drift.join(u", "_s), session.root(), looks.join(u", "_s)));
    auto reader = session.store().reader();
    const auto live = reader ? (*reader)->pipelines() : tl::unexpected(reader.error());
    const auto left = leftPipelines(live.value_or(QList<PipelineVersion>()), scanWorkspace(session.root()));
    for (const PipelineVersion &one : left)
        terminal.warn(describe(toldLeft(one.pipeline.name, one.pipeline.input.watch)));
}

/// The runs go on without what is wrong there. Nobody is to believe that it holds.
void warnOfSettings(const Session &session, const Terminal &terminal)
{
    const auto errors = scanWorkspace(session.root()).settingsErrors();
    for (const Problem &error : errors)
        terminal.warn(error.toString());
    if (!errors.isEmpty())
        terminal.warn(u"what is wrong in cairn.yaml is left out: mend it, and start this again"_s);
}

/// Asked before anything is begun: what is not there cannot be taken in, and is a mistake of the one who wrote it. Of a name that
/// is not UTF-8 taking it in tells more.
Result<void> areThere(const QStringList &paths)
{
    for (const QString &path : paths) {
        if (!path.contains(QChar::ReplacementCharacter) && !QFileInfo::exists(path))
            return failure(ErrorKind::Usage, u"there is no such file"_s, path, u"Name files that are there"_s);
        if (QFileInfo(path).isDir())
            return failure(ErrorKind::Usage, u"this is a folder"_s, path, u"Name the files in it"_s);
    }
    return {};
}

struct Submitting
{
    std::unique_ptr<Session> session;
    std::unique_ptr<StoreReader> reader;
    PipelineVersion pipeline;
};

/// What helps who wants a pipeline that is not live.
QString otherThan(const QString &pipeline, StoreReader &reader)
{
    QStringList names;
    for (const PipelineHead &head : reader.pipelineHeads().value_or(QList<PipelineHead>())) {
        if (!head.isRetired)
            names.append(head.name);
    }
    const QString near = nearest(pipeline, names);
    return near.isEmpty() ? u"`cairn status` lists the pipelines; `cairn apply` records new ones"_s
                          : u"Did you mean '%1'?"_s.arg(near);
}

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
            error = {ErrorKind::NotFound, u"there is no pipeline '%1'"_s.arg(pipeline), opened.session->root(),
                     otherThan(pipeline, *opened.reader)};
        return tl::unexpected(error);
    }
    opened.pipeline = std::move(*version);
    return opened;
}

/// --max-active: how many runs are carried at once.
Result<int> maxActive(const CommandArguments &arguments)
{
    return readCount(u"max-active"_s, arguments.value(u"max-active"_s), 1);
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
            return m_terminal.progress(u"taking files in"_s, 0, m_intake.total());
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
        m_terminal.progress(u"runs settled%1"_s.arg(waits), m_next, m_ids.size());
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
    QString text =
        u"%1  %2  %3"_s.arg(run.id.toString(), terminal.coloured(state.leftJustified(15), state), printable(run.inputName));
    if (!run.cause.isEmpty())
        text += u"  %1: %2"_s.arg(run.step.name(), printable(run.cause));
    terminal.line(text);
}

/// Each of a few, and of many those that are not finished; how many there are in which state.
Result<QMap<RunState, int>> tellRuns(StoreReader &reader, const Terminal &terminal, const QList<RunId> &ids)
{
    QMap<RunState, int> counts;
    for (RunId id : ids) {
        const auto run = reader.run(id);
        const auto attempts = reader.countAttempts(id);
        if (!run || !attempts)
            return tl::unexpected(run ? attempts.error() : run.error());
        ++counts[run->state];
        if (terminal.json())
            terminal.object(toJson(*run, *attempts));
        else if (ids.size() <= ListedRuns || !isFinished(run->state))
            explainRun(*run, terminal);
    }
    QStringList parts;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        parts.append(u"%1 %2"_s.arg(it.value()).arg(word(it.key())));
    if (!parts.isEmpty())
        terminal.line(parts.join(u", "_s));
    return counts;
}

Exit summarise(StoreReader &reader, const Terminal &terminal, const Intake &intake)
{
    const QList<RunId> ids = intake.ids();
    const auto counts = tellRuns(reader, terminal, ids);
    if (!counts)
        return terminal.fail(counts.error());
    const bool allWell = counts->value(RunState::Succeeded) + counts->value(RunState::Degraded) == ids.size();
    return std::max(intake.tellErrors(terminal), allWell ? Exit::Well : Exit::NeedsPerson);
}

/// What else was due has been begun as well, and stands where the end found it.
void tellOthers(Session &session, StoreReader &reader, const Terminal &terminal)
{
    const auto counts = reader.countByState();
    if (!counts || session.store().leaseHolder())
        return;
    qint64 others = 0;
    for (auto it = counts->cbegin(); it != counts->cend(); ++it)
        others += movesByItself(it.key()) ? it.value() : 0;
    if (others > 0)
        terminal.line(u"other runs that go on with the next runner: %1 (`cairn runner`)"_s.arg(others));
}

/// It ended before they were settled. They are recorded all the same: whoever gives the files again has them twice.
void tellTakenIn(StoreReader &reader, const Terminal &terminal, const Intake &intake)
{
    terminal.progress({}, 0, 0);
    const QList<RunId> ids = intake.ids();
    if (const auto told = tellRuns(reader, terminal, ids); !told)
        terminal.fail(told.error());
    if (!ids.isEmpty())
        terminal.line(u"taken in: %1 of %2; a runner goes on with them (`cairn runner`)"_s.arg(ids.size()).arg(intake.total()));
    intake.tellErrors(terminal);
}

/// Here, unless another runner does. A database that is kept locked is busy as well, and then nobody carries anything.
Result<void> beginToCarry(Carrying &carrying, Session &session, const Terminal &terminal)
{
    const auto started = carrying.start();
    if (started || started.error().kind != ErrorKind::Busy || !session.store().leaseHolder())
        return started;
    terminal.line(u"%1; it carries these runs"_s.arg(started.error().detail));
    carrying.standBy();
    return {};
}

/// What a person has paused who found nothing wrong with it is his own business.
Result<qint64> countFailedAndPaused(StoreReader &reader)
{
    constexpr int MostTroubles = 1'000;
    const auto troubles = reader.troubles(MostTroubles);
    if (!troubles)
        return tl::unexpected(troubles.error());
    qint64 count = 0;
    for (const Trouble &trouble : *troubles)
        count += trouble.state == RunState::Paused ? trouble.count : 0;
    return count;
}

/// Nothing is left that moves by itself; what is not finished waits for a person.
Exit whatIsLeft(Session &session, const Terminal &terminal)
{
    const auto reader = session.store().reader();
    const auto counts = reader ? (*reader)->countByState() : tl::unexpected(reader.error());
    const auto paused = counts ? countFailedAndPaused(**reader) : tl::unexpected(counts.error());
    if (!paused)
        return terminal.fail(paused.error());
    QStringList needy;
    for (const RunState state : {RunState::Blocked, RunState::OutcomeUnknown}) {
        if (const qint64 count = counts->value(state); count > 0)
            needy.append(u"%1 %2"_s.arg(count).arg(word(state)));
    }
    if (*paused > 0)
        needy.append(u"%1 failed and paused"_s.arg(*paused));
    if (needy.isEmpty())
        return Exit::Well;
    terminal.line(u"%1: `cairn status` lists what needs a person"_s.arg(needy.join(u", "_s)));
    return Exit::NeedsPerson;
}

/// Until nothing is left that can move by itself.
Exit drained(Carrying &carrying, Session &session, const Terminal &terminal, const WaitingOrders &orders)
{
    QObject::connect(&carrying.runner(), &Runner::idle, &carrying, &Carrying::stop);
    auto watch = std::make_optional<DrainWatch>(session.store(), terminal);
    const Exit exit = carrying.untilStopped();
    watch.reset(); // what is told now stands where the bar was
    const Exit refused = orders.tellRefused(terminal);
    return exit == Exit::Well ? std::max(refused, whatIsLeft(session, terminal)) : exit;
}

} // namespace

Exit runCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(invocation, u"PIPELINE FILE…"_s,
                               u"Submits the files and waits until each is finished or needs a person."_s);
    arguments.addOption(u"max-active"_s, u"N"_s, u"runs carried at once"_s, QString::number(RunnerOptions().maxActive));
    arguments.addOption(u"reason"_s, u"TEXT"_s, u"why, for the record"_s);
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
    warnOfSettings(session, terminal);

    RunnerOptions options = session.runnerOptions();
    options.maxActive = *active;
    options.watchFolders = false;
    const WaitingOrders orders(session.store());
    Carrying carrying(session, terminal, signalWatcher, options, DefaultGrace);
    if (const auto begun = beginToCarry(carrying, session, terminal); !begun)
        return terminal.fail(begun.error());
    // not before: what is taken in and then not carried would be given once more
    Intake intake(session, opened->pipeline, arguments.positional().mid(1), arguments.value(u"reason"_s));
    const RunWatch watch(*opened->reader, terminal, intake, [&] { carrying.finish(); });
    const Exit exit = carrying.untilStopped();
    if (exit == Exit::Well) {
        const Exit summary = summarise(*opened->reader, terminal, intake);
        std::ignore = orders.tellRefused(terminal); // how these runs came out is another matter
        tellOthers(session, *opened->reader, terminal);
        return summary;
    }
    intake.leaveOff();
    tellTakenIn(*opened->reader, terminal, intake);
    return exit;
}

Exit submitCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(invocation, u"PIPELINE FILE…"_s, u"Takes the files in and prints one run id a line."_s);
    arguments.addOption(u"reason"_s, u"TEXT"_s, u"why, for the record"_s);
    if (const auto exit = arguments.parse(terminal, 2, -1))
        return *exit;
    SignalWatcher::outliveReaders();
    const SignalWatcher signalWatcher;
    auto opened = openFor(invocation, terminal, arguments.positional().first());
    if (!opened)
        return terminal.fail(opened.error());
    if (const auto files = areThere(arguments.positional().mid(1)); !files)
        return terminal.fail(files.error());
    Intake intake(*opened->session, opened->pipeline, arguments.positional().mid(1), arguments.value(u"reason"_s));
    while (!signalWatcher.hasCome() && !intake.wait(LookForSignals)) {
    }
    intake.leaveOff();
    for (RunId id : intake.ids()) {
        if (terminal.json())
            terminal.object({{u"id"_s, id.toString()}});
        else
            terminal.line(id.toString());
    }
    const Exit exit = intake.tellErrors(terminal);
    if (intake.isDone())
        return exit;
    terminal.warn(u"interrupted; taken in: %1 of %2"_s.arg(intake.ids().size()).arg(intake.total()));
    return Exit::Interrupted;
}

Exit runnerCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(invocation, u"[--drain]"_s,
                               u"Carries runs forward until SIGTERM or SIGINT; takes files from watched folders."_s);
    arguments.addFlag(u"drain"_s, u"end when nothing is left that can move by itself"_s);
    arguments.addOption(u"grace"_s, u"TIME"_s, u"how long what is in flight may take at the end"_s, u"10s"_s);
    arguments.addOption(u"max-active"_s, u"N"_s, u"runs carried at once"_s, QString::number(RunnerOptions().maxActive));
    if (const auto exit = arguments.parse(terminal, 0, 0))
        return *exit;
    const auto grace = readDuration(u"grace"_s, arguments.value(u"grace"_s));
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
    warnOfSettings(**session, terminal);

    const bool drain = arguments.isSet(u"drain"_s);
    RunnerOptions options = (*session)->runnerOptions();
    options.maxActive = *active;
    options.watchFolders = !drain;
    const WaitingOrders orders((*session)->store());
    Carrying carrying(**session, terminal, signalWatcher, options, *grace);
    if (const auto started = carrying.start(); !started)
        return terminal.fail(started.error());
    if (drain)
        return drained(carrying, **session, terminal, orders);
    const Exit exit = carrying.untilStopped();
    return exit == Exit::Interrupted ? Exit::Well : exit; // being told to stop is how a runner ends
}

} // namespace cairn
