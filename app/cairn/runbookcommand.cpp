#include "commandline.h"
#include "reading.h"
#include "runbookprinting.h"

#include "control/runbookdesk.h"

#include <QThread>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int WaitForDeedMs = 15'000; ///< a probe takes up to ten seconds

/// What all the verbs work with.
struct Office
{
    std::unique_ptr<Session> session;
    std::unique_ptr<Desk> desk;
    RunbookDesk runbooks() const { return RunbookDesk(*desk, session->root()); }
    bool hasRunner() const { return session->store().leaseHolder().has_value(); }
};

using Words = QStringList;

Exit list(const Office &office, const Terminal &terminal)
{
    const auto found = office.runbooks().list().result();
    if (!found)
        return terminal.fail(found.error());
    for (const Problem &problem : found->problems)
        terminal.warn(problem.toString());
    printRunbooks(found->all, terminal);
    return found->problems.isEmpty() ? Exit::Well : Exit::Usage;
}

Exit show(const Office &office, const Terminal &terminal, const QString &name)
{
    const auto found = RunbookShelf::read(office.session->root()).find(name);
    if (!found)
        return terminal.fail(found.error());
    printRunbook(*found, terminal);
    return Exit::Well;
}

Result<qint64> number(const Words &words, int place, const QString &what)
{
    bool good = false;
    const qint64 value = words.value(place).toLongLong(&good);
    if (good && value > 0)
        return value;
    return failure(ErrorKind::Usage, u"'%1' is no %2"_s.arg(words.value(place), what), {},
                   u"Write its number; `cairn runbook --help` says more"_s);
}

Exit match(const Office &office, const Terminal &terminal, qint64 incident)
{
    const auto found =
        office.desk
            ->ask<QList<Runbook>>([incident, root = office.session->root()](StoreReader &reader) -> Result<QList<Runbook>> {
                const auto detail = readIncidentDetail(reader, incident);
                if (!detail)
                    return tl::unexpected(detail.error());
                return RunbookShelf::read(root).matching(symptomsOf(*detail));
            })
            .result();
    if (!found)
        return terminal.fail(found.error());
    printRunbooks(*found, terminal);
    return found->isEmpty() ? Exit::NoMatch : Exit::Well;
}

Exit showSession(const Office &office, const Terminal &terminal, qint64 id)
{
    const auto found = office.runbooks().session(id).result();
    if (!found)
        return terminal.fail(found.error());
    printFollowed(*found, terminal);
    return Exit::Well;
}

Exit start(const Office &office, const Terminal &terminal, qint64 incident, const CommandArguments &arguments)
{
    const auto session = office.runbooks()
                             .start(incident, arguments.value(u"runbook"_s), currentActor(), {}, arguments.value(u"reason"_s))
                             .result();
    return session ? showSession(office, terminal, *session) : terminal.fail(session.error());
}

Exit tick(const Office &office, const Terminal &terminal, const CommandArguments &arguments, qint64 session, int step)
{
    const bool ticked = !arguments.isSet(u"undo"_s);
    const auto done = office.runbooks().tick(session, step, ticked, currentActor(), arguments.value(u"reason"_s)).result();
    return done ? showSession(office, terminal, session) : terminal.fail(done.error());
}

/// Says what an action will do, and asks, unless it only looks.
bool mayGoOn(const FollowedRunbook &followed, const RunbookAction &action, const CommandArguments &arguments,
             const Terminal &terminal)
{
    if (onlyLooks(action.verb) || arguments.isSet(u"yes"_s))
        return true;
    const Incident &incident = followed.incident.incident;
    return terminal.confirm(u"%1 (%2), about incident %3 with %4 failing. Go on?"_s.arg(action.label, action.key())
                                .arg(incident.id)
                                .arg(incident.counts.failing));
}

Exit report(const Office &office, const Terminal &terminal, qint64 session, int action)
{
    for (int waited = 0;; waited += 50) {
        const auto now = office.runbooks().session(session).result();
        if (!now)
            return terminal.fail(now.error());
        const DeedOutcome *outcome = now->lastOf(action);
        if (outcome && (outcome->state != DeedOutcome::Waiting || !office.hasRunner() || waited >= WaitForDeedMs)) {
            printDeed(*outcome, office.hasRunner(), terminal);
            return outcome->state == DeedOutcome::Refused ? Exit::NeedsPerson : Exit::Well;
        }
        QThread::msleep(50);
    }
}

Exit carryOut(const Office &office, const Terminal &terminal, const CommandArguments &arguments, qint64 session, int action)
{
    const auto before = office.runbooks().session(session).result();
    if (!before)
        return terminal.fail(before.error());
    const RunbookPart *part = before->runbook.part(RunbookPart::Kind::Action, action);
    if (part && !mayGoOn(*before, part->action, arguments, terminal))
        return terminal.fail({ErrorKind::Usage, u"nothing was done"_s, {}, u"Add --yes to go on without being asked"_s});
    const DeedWish wish{session, action, before->lastDeed(), currentActor(), arguments.value(u"reason"_s)};
    const auto done = office.runbooks().carryOut(wish).result();
    return done ? report(office, terminal, session, action) : terminal.fail(done.error());
}

/// One verb with the numbers that it takes.
Exit dispatch(const Office &office, const Terminal &terminal, const CommandArguments &arguments, const QString &verb)
{
    const Words words = arguments.positional();
    const bool aboutIncident = verb == "match"_L1 || verb == "start"_L1;
    const auto first = number(words, 1, aboutIncident ? u"incident"_s : u"session"_s);
    if (!first)
        return terminal.fail(first.error());
    if (verb == "match"_L1)
        return match(office, terminal, *first);
    if (verb == "start"_L1)
        return start(office, terminal, *first, arguments);
    if (verb == "session"_L1)
        return showSession(office, terminal, *first);
    const auto second = number(words, 2, verb == "tick"_L1 ? u"step"_s : u"action"_s);
    if (!second)
        return terminal.fail(second.error());
    return verb == "tick"_L1 ? tick(office, terminal, arguments, *first, int(*second))
                             : carryOut(office, terminal, arguments, *first, int(*second));
}

} // namespace

Exit runbookCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(
        invocation, u"[list | show NAME | match INCIDENT | start INCIDENT | session N | tick SESSION STEP | do SESSION ACTION]"_s,
        u"What to do about a kind of incident, step by step. start follows the runbook that fits best and prints the session's "
        "number; tick and do take it, and the number of the step or action. All of it is recorded."_s);
    arguments.addOption(u"runbook"_s, u"NAME"_s, u"of start: this one instead of the one that fits best"_s);
    arguments.addFlag(u"undo"_s, u"of tick: take a tick back"_s);
    arguments.addOption(u"reason"_s, u"TEXT"_s, u"why, for the record"_s);
    arguments.addFlag(u"yes"_s, u"of do: do not ask"_s);
    if (const auto exit = arguments.parse(terminal, 0, 3))
        return *exit;
    const QString verb = arguments.positional().value(0, u"list"_s);
    if (!QStringList{u"list"_s, u"show"_s, u"match"_s, u"start"_s, u"session"_s, u"tick"_s, u"do"_s}.contains(verb))
        return terminal.fail({ErrorKind::Usage,
                              u"'%1' is nothing that can be done with runbooks"_s.arg(verb),
                              {},
                              u"list, show, match, start, session, tick or do"_s});
    const qsizetype most = verb == "list"_L1 ? 1 : verb == "tick"_L1 || verb == "do"_L1 ? 3 : 2;
    if (arguments.positional().size() > most)
        return terminal.fail({ErrorKind::Usage,
                              u"'%1' is too much"_s.arg(arguments.positional().last()),
                              {},
                              u"`cairn runbook --help` says what %1 takes"_s.arg(verb)});
    static const QHash<QString, QStringList> Options{
        {u"start"_s, {u"runbook"_s, u"reason"_s}}, {u"tick"_s, {u"undo"_s, u"reason"_s}}, {u"do"_s, {u"reason"_s, u"yes"_s}}};
    if (const auto fit = arguments.checkOptions(u"runbook "_s + verb, Options.value(verb)); !fit)
        return terminal.fail(fit.error());
    const bool changes = verb == "start"_L1 || verb == "tick"_L1 || verb == "do"_L1;
    auto opened = openReading(invocation, changes ? Session::Use::Working : Session::Use::Looking);
    if (!opened)
        return terminal.fail(opened.error());
    Office office{std::move(opened->session), nullptr};
    office.desk = std::make_unique<Desk>(office.session->store(), office.session->clock());
    if (verb == "list"_L1)
        return list(office, terminal);
    if (verb == "show"_L1)
        return show(office, terminal, arguments.positional().value(1));
    return dispatch(office, terminal, arguments, verb);
}

} // namespace cairn
