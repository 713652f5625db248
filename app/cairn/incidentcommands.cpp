#include "bundlecommands.h"
#include "reading.h"

#include "base/printable.h"
#include "control/incidenthistory.h"
#include "control/incidentjson.h"

namespace cairn {

using namespace Qt::StringLiterals;

QString inWords(const Fingerprint &print)
{
    const QString place = print.service.isEmpty() ? u"step %1"_s.arg(print.step.name())
                                                  : u"service %1, step %2"_s.arg(print.service, print.step.name());
    return u"%1: %2 %3"_s.arg(place, word(print.category), print.code).trimmed();
}

namespace {

constexpr int PageSize = 500;
constexpr int MembersShown = 10;

const QString &verbs()
{
    static const QString text = u"list, show N, ack N, assign N WHO, escalate N or note N TEXT"_s;
    return text;
}

QString inWords(const MemberCounts &counts)
{
    QStringList parts;
    const auto add = [&](qint64 count, const QString &what) {
        if (count > 0)
            parts.append(u"%1 %2"_s.arg(count).arg(what));
    };
    add(counts.failing, u"failing"_s);
    add(counts.moving, u"on their way"_s);
    add(counts.passed, u"passed"_s);
    add(counts.left, u"went on without the step"_s);
    add(counts.cancelled, u"cancelled"_s);
    return parts.join(u", "_s);
}

QString inWords(const Responsibility &responsibility)
{
    QString text = responsibility.owner;
    if (!responsibility.escalateTo.isEmpty())
        text += u", then "_s + responsibility.escalateTo;
    return responsibility.atOnce ? text + u" (escalate at once)"_s : text;
}

Result<IncidentFilter> readFilter(const CommandArguments &arguments)
{
    QStringList words;
    for (const char *key : {"state", "service", "category", "pipeline"}) {
        const QString name = QString::fromLatin1(key);
        if (arguments.isSet(name))
            words.append(u"%1:%2"_s.arg(name, arguments.value(name)));
    }
    auto filter = parseIncidentFilter(words);
    if (filter && filter->states.isEmpty() && !arguments.isSet(u"all"_s))
        filter->states = unresolvedStates();
    return filter;
}

/// An empty list is good news only of all that are open.
QString whyNone(StoreReader &reader, const IncidentFilter &filter)
{
    IncidentFilter unresolved;
    unresolved.states = unresolvedStates();
    if (filter == unresolved)
        return u"No incident is open."_s;
    if (filter == IncidentFilter())
        return u"There was no incident yet."_s;
    const bool isKnown = filter.service.isEmpty() || reader.service(filter.service).has_value();
    return isKnown ? u"No incident matches."_s : u"No incident matches: there is no service '%1'."_s.arg(filter.service);
}

Exit listIncidents(Reading &reading, const Terminal &terminal, const IncidentFilter &filter)
{
    QList<QStringList> rows;
    std::optional<Incident> before;
    for (;;) {
        const auto page = readInbox(*reading.reader, filter, before, PageSize);
        if (!page)
            return terminal.fail(page.error());
        for (const IncidentSummary &summary : *page) {
            const Incident &incident = summary.incident;
            if (terminal.json())
                terminal.object(toJson(summary));
            else
                rows.append({QString::number(incident.id), word(incident.state()), inWords(incident.fingerprint),
                             inWords(incident.counts), toRfc3339(incident.lastAt),
                             incident.assignee.isEmpty() ? inWords(summary.responsibility) : incident.assignee});
        }
        if (page->size() < PageSize)
            break;
        before = page->last().incident;
    }
    if (rows.isEmpty())
        terminal.line(whyNone(*reading.reader, filter));
    else
        terminal.table({u"INCIDENT"_s, u"STATE"_s, u"WHAT"_s, u"FAILURES"_s, u"LAST"_s, u"WHOSE"_s}, rows);
    return Exit::Well;
}

void explain(const IncidentDetail &detail, const QList<MemberSummary> &failing, const Terminal &terminal)
{
    const Incident &incident = detail.incident;
    terminal.line(u"incident   %1"_s.arg(incident.id));
    terminal.line(u"what       %1"_s.arg(inWords(incident.fingerprint)));
    terminal.line(u"state      %1"_s.arg(word(incident.state())));
    terminal.line(u"failures   %1"_s.arg(inWords(incident.counts)));
    terminal.line(u"seen       first %1, last %2"_s.arg(toRfc3339(incident.firstAt), toRfc3339(incident.lastAt)));
    if (incident.reopened > 0)
        terminal.line(u"came back  %1 times after it was resolved"_s.arg(incident.reopened));
    terminal.line(u"cause      %1"_s.arg(printable(incident.cause)));
    if (incident.counts.failing > 0)
        terminal.line(u"remedy     "_s + remedyFor(incident, detail.undecided));
    terminal.line(u"owner      %1"_s.arg(inWords(detail.responsibility)));
    if (!incident.assignee.isEmpty())
        terminal.line(u"assigned   %1"_s.arg(printable(incident.assignee)));
    terminal.line(u"pipelines  %1\n"_s.arg(QStringList(detail.pipelines.keys()).join(u", "_s)));
    QList<QStringList> history;
    const QList<IncidentNote> told = historyOf(detail);
    for (const IncidentNote &note : told)
        history.append({toRfc3339(note.at), note.actor, note.kind, note.detail});
    terminal.table({u"AT"_s, u"WHO"_s, u"WHAT"_s, u"DETAIL"_s}, history);
    if (detail.hasOlderDeeds)
        terminal.line(u"What was asked for before that is in the audit: cairn audit"_s);
    if (failing.isEmpty())
        return;
    terminal.line(failing.size() < incident.counts.failing ? u"\nSome of those that fail:"_s : u"\nThose that fail:"_s);
    for (const MemberSummary &member : failing)
        terminal.line(u"  cairn show %1   # %2, step %3%4"_s.arg(
            member.member.run.toString(), printable(member.inputName), member.member.key.toString(),
            member.isUndecided ? u": nobody knows whether it happened"_s : QString()));
    terminal.line(u"All of them: cairn runs incident:%1 state:blocked,outcome_unknown,paused"_s.arg(incident.id));
}

Exit showIncident(Reading &reading, const Terminal &terminal, qint64 id)
{
    const auto detail = readIncidentDetail(*reading.reader, id);
    if (!detail)
        return terminal.fail(detail.error());
    const auto failing = readMembers(*reading.reader, id, MemberFate::Failing, std::nullopt, MembersShown);
    if (!failing)
        return terminal.fail(failing.error());
    if (terminal.json())
        terminal.object(toJson(*detail, *failing));
    else
        explain(*detail, *failing, terminal);
    return Exit::Well;
}

/// The word of the command line for each act, and what it is told as when it is done.
struct Verb
{
    IncidentAct act;
    const char *word;
    const char *done;
};
constexpr Verb Verbs[] = {{IncidentAct::Acknowledge, "ack", "acknowledged"},
                          {IncidentAct::Assign, "assign", "assigned to"},
                          {IncidentAct::Escalate, "escalate", "escalated to"},
                          {IncidentAct::Note, "note", "noted:"}};

const Verb *verbNamed(const QString &name)
{
    const auto found =
        std::find_if(std::begin(Verbs), std::end(Verbs), [&](const Verb &verb) { return name == QLatin1String(verb.word); });
    return found == std::end(Verbs) ? nullptr : found;
}

/// What an act says beside its reason: to whom, or the note itself. Empty if nothing was given that must be.
Result<QString> detailOf(const Verb &verb, const QStringList &words, const IncidentDetail &incident)
{
    QString given = words.mid(2).join(u' ').trimmed();
    if (verb.act == IncidentAct::Escalate && given.isEmpty())
        given = incident.responsibility.escalateTo;
    const bool needed = verb.act == IncidentAct::Assign || verb.act == IncidentAct::Note;
    if (needed && given.isEmpty())
        return failure(ErrorKind::Usage, verb.act == IncidentAct::Assign ? u"it does not say to whom"_s : u"the note is empty"_s,
                       {},
                       u"Write cairn incident %1 %2 %3"_s.arg(words.at(0), words.at(1),
                                                              verb.act == IncidentAct::Assign ? u"WHO"_s : u"TEXT"_s));
    if (verb.act == IncidentAct::Acknowledge && !given.isEmpty())
        return failure(ErrorKind::Usage, u"'%1' is too much"_s.arg(given), {}, u"Write --reason \"%1\""_s.arg(given));
    return given;
}

Exit act(Reading &reading, const Terminal &terminal, const Verb &verb, const QStringList &words, const QString &reason)
{
    const qint64 id = words.value(1).toLongLong();
    const auto incident = readIncidentDetail(*reading.reader, id);
    if (!incident)
        return terminal.fail(incident.error());
    const auto detail = detailOf(verb, words, *incident);
    if (!detail)
        return terminal.fail(detail.error());
    const HandleIncident write{id, verb.act, *detail, currentActor(), reason, reading.session->clock().now()};
    if (const auto done = reading.session->store().commitAndWait(Transaction(write)); !done)
        return terminal.fail(done.error());
    if (terminal.json())
        return showIncident(reading, terminal, id);
    const QString told = QString::fromLatin1(verb.done);
    terminal.line(
        u"Incident %1: %2 %3"_s.arg(QString::number(id), detail->isEmpty() ? told.section(u' ', 0, 0) : told, *detail).trimmed());
    return Exit::Well;
}

QStringList optionsOf(const QString &verb)
{
    static const QHash<QString, QStringList> Options{
        {u"list"_s, {u"all"_s, u"state"_s, u"service"_s, u"category"_s, u"pipeline"_s}},
        {u"show"_s, {}},
        {u"bundle"_s, {u"o"_s, u"payloads"_s, u"reason"_s}},
        {u"open"_s, {u"key"_s}},
        {u"postmortem"_s, {u"o"_s, u"key"_s}}};
    return Options.value(verb, {u"reason"_s});
}

} // namespace

Exit incidentCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(invocation, u"[list|show|ack|assign|escalate|note|bundle|open|postmortem] [N|FILE] [WHO|TEXT]"_s,
                               u"Failures with one fingerprint (service, step, category, code), handled as one: "_s + verbs() +
                                   u". An incident is resolved only when its steps have passed."_s);
    arguments.addFlag(u"all"_s, u"of list: those that are resolved, too"_s);
    arguments.addOption(u"state"_s, u"WORD"_s, u"of list: open, acknowledged, escalated, verifying, resolved"_s);
    arguments.addOption(u"service"_s, u"NAME"_s, u"of list: that failed"_s);
    arguments.addOption(u"category"_s, u"WORD"_s, u"of list: kind of failure"_s);
    arguments.addOption(u"pipeline"_s, u"NAME"_s, u"of list: in which it failed"_s);
    arguments.addOption(u"reason"_s, u"TEXT"_s, u"why, for the record"_s);
    addBundleOptions(arguments);
    if (const auto exit = arguments.parse(terminal, 0, -1))
        return *exit;
    const QStringList words = arguments.positional();
    const QString verb = words.value(0, u"list"_s);
    const Verb *doing = verbNamed(verb);
    if (verb != "list"_L1 && verb != "show"_L1 && !doing && !isBundleVerb(verb))
        return terminal.fail({ErrorKind::Usage, u"'%1' is nothing that can be done with incidents"_s.arg(verb), {}, verbs()});
    if (const auto fit = arguments.checkOptions(u"incident "_s + verb, optionsOf(verb)); !fit)
        return terminal.fail(fit.error());
    if (isBundleVerb(verb))
        return carryOutBundleVerb(verb, words.mid(1), arguments.value(u"reason"_s), arguments, invocation, terminal);
    bool isNumber = false;
    const qint64 id = words.value(1).toLongLong(&isNumber);
    if (verb != "list"_L1 && (!isNumber || id <= 0))
        return terminal.fail(
            {ErrorKind::Usage, u"%1 wants an incident's number"_s.arg(verb), {}, u"`cairn incident list` shows them"_s});
    if ((verb == "list"_L1 && words.size() > 1) || (verb == "show"_L1 && words.size() > 2))
        return terminal.fail({ErrorKind::Usage, u"'%1' is too much"_s.arg(words.last()), {}, verbs()});
    const auto filter = readFilter(arguments);
    if (!filter)
        return terminal.fail(filter.error());
    auto reading = openReading(invocation, doing ? Session::Use::Working : Session::Use::Looking);
    if (!reading)
        return terminal.fail(reading.error());
    if (doing)
        return act(*reading, terminal, *doing, words, arguments.value(u"reason"_s));
    return verb == "show"_L1 ? showIncident(*reading, terminal, id) : listIncidents(*reading, terminal, *filter);
}

} // namespace cairn
