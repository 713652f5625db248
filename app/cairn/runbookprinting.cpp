#include "runbookprinting.h"

#include "base/printable.h"

#include <QJsonArray>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QStringList categoryWords(const QList<Category> &categories)
{
    QStringList words;
    for (const Category category : categories)
        words.append(word(category));
    return words;
}

QJsonObject toJson(const RunbookMatch &match)
{
    QJsonObject json;
    const std::pair<QString, QStringList> conditions[]{{u"service"_s, match.services},
                                                       {u"step"_s, match.steps},
                                                       {u"category"_s, categoryWords(match.categories)},
                                                       {u"status"_s, match.statuses},
                                                       {u"pipeline"_s, match.pipelines}};
    for (const auto &[key, values] : conditions) {
        if (!values.isEmpty())
            json.insert(key, QJsonArray::fromStringList(values));
    }
    return json;
}

/// "category network, status 5xx"
QString matchText(const RunbookMatch &match)
{
    const QJsonObject conditions = toJson(match);
    QStringList texts;
    for (const QString &key : {u"service"_s, u"step"_s, u"category"_s, u"status"_s, u"pipeline"_s}) {
        QStringList values;
        for (const QJsonValue &value : conditions.value(key).toArray())
            values.append(value.toString());
        if (!values.isEmpty())
            texts.append(key + u' ' + values.join(u" or "_s));
    }
    return texts.isEmpty() ? u"only by hand"_s : texts.join(u", "_s);
}

QString escalationText(const Runbook &runbook)
{
    if (!runbook.escalation)
        return {};
    return runbook.escalation->after.count() == 0 ? u"at once"_s : toText(runbook.escalation->after);
}

QJsonObject toJson(const Runbook &runbook)
{
    return {{u"name"_s, runbook.name},
            {u"title"_s, runbook.title},
            {u"severity"_s, word(runbook.severity)},
            {u"escalate"_s, runbook.escalation ? QJsonValue(escalationText(runbook)) : QJsonValue()},
            {u"match"_s, toJson(runbook.match)},
            {u"file"_s, runbook.isShipped() ? QJsonValue() : QJsonValue(runbook.file)},
            {u"digest"_s, runbook.digest.toHex()}};
}

QString kindWord(RunbookPart::Kind kind)
{
    return kind == RunbookPart::Kind::Text ? u"text"_s : kind == RunbookPart::Kind::Step ? u"step"_s : u"action"_s;
}

QJsonObject toJson(const RunbookPart &part)
{
    QJsonObject json{{u"kind"_s, kindWord(part.kind)}};
    if (part.kind != RunbookPart::Kind::Text)
        json.insert(u"number"_s, part.number);
    if (part.kind == RunbookPart::Kind::Action) {
        json.insert(u"label"_s, part.action.label);
        json.insert(u"does"_s, part.action.key());
    } else {
        json.insert(u"text"_s, part.text);
    }
    return json;
}

QString stateWord(DeedOutcome::State state)
{
    switch (state) {
    case DeedOutcome::Waiting: return u"waiting"_s;
    case DeedOutcome::UnderWay: return u"under_way"_s;
    case DeedOutcome::Done: return u"done"_s;
    case DeedOutcome::Refused: return u"refused"_s;
    }
    return {};
}

QJsonObject toJson(const DeedOutcome &outcome)
{
    QJsonArray commands;
    for (const qint64 command : outcome.deed.commands)
        commands.append(command);
    QJsonArray orders;
    for (const qint64 order : outcome.deed.orders)
        orders.append(order);
    return {{u"action"_s, outcome.deed.action},
            {u"does"_s, outcome.deed.key},
            {u"actor"_s, outcome.deed.actor},
            {u"reason"_s, outcome.deed.reason},
            {u"at"_s, toRfc3339(outcome.deed.at)},
            {u"commands"_s, commands},
            {u"orders"_s, orders},
            {u"state"_s, stateWord(outcome.state)},
            {u"result"_s, outcome.text}};
}

QJsonObject toJson(const FollowedRunbook &followed)
{
    QJsonObject json = toJson(followed.runbook);
    QJsonArray parts;
    for (const RunbookPart &part : followed.runbook.parts) {
        QJsonObject one = toJson(part);
        if (part.kind == RunbookPart::Kind::Step) {
            const auto tick = followed.ticks.constFind(part.number);
            one.insert(u"ticked_by"_s, tick == followed.ticks.cend() ? QJsonValue() : QJsonValue(tick->actor));
            one.insert(u"ticked_at"_s, tick == followed.ticks.cend() ? QJsonValue() : QJsonValue(toRfc3339(tick->at)));
        }
        if (const auto helped = followed.helped.constFind(part.action.key());
            part.kind == RunbookPart::Kind::Action && helped != followed.helped.cend())
            one.insert(u"helped"_s, QJsonObject{{u"times"_s, helped->times}, {u"of"_s, helped->of}, {u"alike"_s, helped->alike}});
        parts.append(one);
    }
    QJsonArray deeds;
    for (const DeedOutcome &outcome : followed.deeds)
        deeds.append(toJson(outcome));
    json.insert(u"session"_s, followed.session ? QJsonValue(followed.session->id) : QJsonValue());
    json.insert(u"incident"_s, followed.incident.incident.id);
    json.insert(u"incident_state"_s, word(followed.incident.incident.state()));
    json.insert(u"parts"_s, parts);
    json.insert(u"deeds"_s, deeds);
    return json;
}

QString helpedText(const FollowedRunbook &followed, const RunbookAction &action)
{
    const auto helped = followed.helped.constFind(action.key());
    if (helped == followed.helped.cend())
        return {};
    return u" (helped in %1 of %2 %3 before)"_s.arg(helped->times)
        .arg(helped->of)
        .arg(helped->alike ? u"such incidents"_s : u"incidents of this category"_s);
}

void printStep(const FollowedRunbook &followed, const RunbookPart &part, const Terminal &terminal)
{
    const auto tick = followed.ticks.constFind(part.number);
    const bool ticked = tick != followed.ticks.cend();
    terminal.line(
        u"  [%1] step %2: %3"_s.arg(ticked ? u"x"_s : u" "_s).arg(part.number).arg(QString(part.text).replace(u'\n', u' ')));
    if (ticked)
        terminal.line(u"      %1, %2"_s.arg(tick->actor, toRfc3339(tick->at)));
}

void printAction(const FollowedRunbook &followed, const RunbookPart &part, const Terminal &terminal)
{
    terminal.line(u"  ->  action %1: %2%3"_s.arg(part.number).arg(part.action.label, helpedText(followed, part.action)));
    for (const DeedOutcome &outcome : followed.deeds) {
        if (outcome.deed.action == part.number)
            terminal.line(u"      %1, %2: %3"_s.arg(outcome.deed.actor, toRfc3339(outcome.deed.at),
                                                    outcome.text.isEmpty() ? stateWord(outcome.state) : printable(outcome.text)));
    }
}

void printParts(const FollowedRunbook &followed, const Terminal &terminal)
{
    for (const RunbookPart &part : followed.runbook.parts) {
        if (part.kind == RunbookPart::Kind::Text)
            terminal.line(u'\n' + part.text + u'\n');
        else if (part.kind == RunbookPart::Kind::Step)
            printStep(followed, part, terminal);
        else
            printAction(followed, part, terminal);
    }
}

void printHead(const Runbook &runbook, const Terminal &terminal)
{
    terminal.line(u"runbook   %1: %2"_s.arg(runbook.name, runbook.title));
    terminal.line(u"file      %1"_s.arg(runbook.isShipped() ? u"shipped with Cairn"_s : runbook.file));
    terminal.line(u"for       %1"_s.arg(matchText(runbook.match)));
    terminal.line(u"severity  %1"_s.arg(word(runbook.severity)));
    if (runbook.escalation)
        terminal.line(
            u"escalate  %1"_s.arg(runbook.escalation->after.count() == 0 ? u"at once"_s : u"after "_s + escalationText(runbook)));
}

} // namespace

void printRunbooks(const QList<Runbook> &runbooks, const Terminal &terminal)
{
    QList<QStringList> rows;
    for (const Runbook &runbook : runbooks) {
        terminal.json() ? terminal.object(toJson(runbook)) : void();
        rows.append({runbook.name, word(runbook.severity), matchText(runbook.match), runbook.title});
    }
    if (!terminal.json())
        terminal.table({u"NAME"_s, u"SEVERITY"_s, u"FOR"_s, u"TITLE"_s}, rows);
}

void printRunbook(const Runbook &runbook, const Terminal &terminal)
{
    FollowedRunbook unfollowed;
    unfollowed.runbook = runbook;
    if (terminal.json()) {
        QJsonObject json = toJson(runbook);
        QJsonArray parts;
        for (const RunbookPart &part : runbook.parts)
            parts.append(toJson(part));
        json.insert(u"parts"_s, parts);
        terminal.object(json);
        return;
    }
    printHead(runbook, terminal);
    printParts(unfollowed, terminal);
}

void printFollowed(const FollowedRunbook &followed, const Terminal &terminal)
{
    if (terminal.json())
        return terminal.object(toJson(followed));
    printHead(followed.runbook, terminal);
    const Incident &incident = followed.incident.incident;
    terminal.line(u"incident  %1, %2: %3"_s.arg(incident.id).arg(word(incident.state()), printable(incident.cause)));
    if (followed.session)
        terminal.line(u"session   %1, begun by %2 at %3%4"_s.arg(followed.session->id)
                          .arg(followed.session->actor, toRfc3339(followed.session->startedAt),
                               followed.session->endedAt ? u"; the incident was resolved since"_s : QString()));
    if (followed.outdated)
        terminal.line(u"          the runbook was changed since; this is its text as it was then"_s);
    printParts(followed, terminal);
}

void printDeed(const DeedOutcome &outcome, bool hasRunner, const Terminal &terminal)
{
    if (terminal.json())
        return terminal.object(toJson(outcome));
    if (outcome.state == DeedOutcome::Waiting)
        terminal.line(hasRunner ? u"recorded; the runner is at it"_s
                                : u"recorded; no runner is active: `cairn runner` carries it out"_s);
    else
        terminal.line((outcome.state == DeedOutcome::Refused ? u"refused: "_s : QString()) + printable(outcome.text));
}

} // namespace cairn
