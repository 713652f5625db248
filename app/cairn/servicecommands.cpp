#include "reading.h"
#include "servicerevisions.h"
#include "servicetable.h"

#include "definition/servicecredential.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QString limitText(const ServiceHealth &health)
{
    const std::optional<RatePolicy> &rate = health.revision.service.policy.rate;
    const QString inFlight = health.inFlight ? QString::number(*health.inFlight) : u"-"_s;
    const QString limit = u"%1 of %2"_s.arg(inFlight).arg(health.allowed);
    return rate ? limit + u", %1 in %2"_s.arg(rate->limit).arg(toText(rate->per)) : limit;
}

Exit listServices(Reading &opened, const Terminal &terminal)
{
    const Timestamp now = opened.session->clock().now();
    const auto all = readServiceHealth(*opened.reader, now, opened.isCarried());
    if (!all)
        return terminal.fail(all.error());
    if (!terminal.json())
        printServices(terminal, *all, now);
    else
        for (const ServiceHealth &health : *all)
            terminal.object(toJson(health, now));
    return Exit::Well;
}

Exit showService(Reading &opened, const Terminal &terminal, const QString &name)
{
    const Timestamp now = opened.session->clock().now();
    const auto revision = opened.reader->service(name);
    if (!revision)
        return terminal.fail(revision.error());
    const auto health = readServiceHealth(*opened.reader, *revision, now, opened.isCarried());
    if (!health)
        return terminal.fail(health.error());
    if (terminal.json()) {
        terminal.object(toJson(*health, now));
        return Exit::Well;
    }
    const Service &service = revision->service;
    terminal.line(u"service    %1, revision %2"_s.arg(service.name).arg(revision->revision));
    terminal.line(u"base URL   %1"_s.arg(service.baseUrl.toString()));
    if (isExposed(service))
        terminal.line(terminal.coloured(u"INSECURE   what it is sent and answers can be read and changed on the way "
                                        "(allow_insecure): give it an https base_url"_s,
                                        word(RunState::Blocked)));
    terminal.line(u"breaker    %1"_s.arg(breakerText(*health, now)));
    if (const QString silence = silenceText(name, health->state, service.policy, now); !silence.isEmpty())
        terminal.line(u"silence    %1"_s.arg(silence));
    terminal.line(u"in flight  %1; %2"_s.arg(limitText(*health),
                                             health->waiting ? u"%1 wait"_s.arg(*health->waiting) : u"no runner is active"_s));
    terminal.line(u"budget     %1 of %2 retry tokens"_s.arg(int(tokensAt(health->state.budget, service.policy.budget, now)))
                      .arg(service.policy.budget.capacity));
    if (const QString latency = latencyText(*health); !latency.isEmpty())
        terminal.line(u"answers    %1"_s.arg(latency));
    if (!service.contract.owner.isEmpty())
        terminal.line(u"owner      %1"_s.arg(service.contract.owner));
    if (!revision->inherited.isEmpty())
        terminal.line(u"inherits   %1"_s.arg(QString::fromUtf8(revision->inherited)));
    terminal.line(u"\n%1"_s.arg(QString::fromUtf8(revision->source).trimmed()));
    return Exit::Well;
}

/// The newest revisions first.
Exit showHistory(Reading &opened, const Terminal &terminal, const QString &name)
{
    constexpr int MostRevisions = 1'000;
    const auto known = opened.reader->service(name);
    const auto revisions = opened.reader->serviceHistory(name, MostRevisions);
    if (!known || !revisions)
        return terminal.fail(known ? revisions.error() : known.error());
    QList<QStringList> rows;
    for (const ServiceRevision &revision : *revisions) {
        const QJsonObject object{{u"service"_s, name},
                                 {u"revision"_s, revision.revision},
                                 {u"digest"_s, revision.digest.toHex()},
                                 {u"recorded_at"_s, toRfc3339(revision.recordedAt)},
                                 {u"actor"_s, revision.actor},
                                 {u"reason"_s, revision.reason},
                                 {u"source"_s, QString::fromUtf8(revision.source)},
                                 {u"inherited"_s, QString::fromUtf8(revision.inherited)}};
        if (terminal.json())
            terminal.object(object);
        rows.append({QString::number(revision.revision), toRfc3339(revision.recordedAt), revision.digest.brief(), revision.actor,
                     revision.reason});
    }
    if (!terminal.json())
        terminal.table({u"REVISION"_s, u"RECORDED"_s, u"DIGEST"_s, u"ACTOR"_s, u"REASON"_s}, rows);
    return Exit::Well;
}

} // namespace

void printServices(const Terminal &terminal, const QList<ServiceHealth> &services, Timestamp now)
{
    QList<QStringList> rows;
    for (const ServiceHealth &health : services)
        rows.append({health.revision.service.name, QString::number(health.revision.revision), breakerText(health, now),
                     limitText(health), latencyText(health)});
    if (rows.isEmpty())
        terminal.line(
            u"No services are recorded. `cairn apply` records what services/ says; `cairn check` finds mistakes in it."_s);
    else
        terminal.table({u"SERVICE"_s, u"REVISION"_s, u"BREAKER"_s, u"IN FLIGHT"_s, u"SLOW ANSWERS"_s}, rows);
}

Exit serviceCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(
        invocation,
        u"[list | show SERVICE | history SERVICE | diff SERVICE [REVISION [REVISION]] | "
        "set SERVICE PATH=VALUE… | rollback SERVICE REVISION]"_s,
        u"Lists services with breaker, requests in flight and contract, or shows one, its revisions, or what "
        "is different between two of them. set and rollback make a new revision, which rules from the next "
        "attempt on; PATH is where a file has the value, such as policy.retry.attempts."_s);
    addRevisionOptions(arguments);
    if (const auto exit = arguments.parse(terminal, 0, -1))
        return *exit;
    const QStringList words = arguments.positional();
    const bool sets = words.value(0) == "set"_L1;
    QStringList taken{u"reason"_s, u"seen"_s, u"dry-run"_s};
    if (sets)
        taken.append(u"file"_s);
    const bool makes = sets || words.value(0) == "rollback"_L1;
    const auto fit = arguments.checkOptions(u"service "_s + words.value(0), makes ? taken : QStringList());
    if (!fit)
        return terminal.fail(fit.error());
    const bool changes = makes && !arguments.isSet(u"dry-run"_s);
    auto opened = openReading(invocation, changes ? Session::Use::Working : Session::Use::Looking);
    if (!opened)
        return terminal.fail(opened.error());
    if (words.isEmpty() || (words.size() == 1 && words[0] == "list"_L1))
        return listServices(*opened, terminal);
    if (words.size() == 2 && words[0] == "show"_L1)
        return showService(*opened, terminal, words[1]);
    if (words.size() == 2 && words[0] == "history"_L1)
        return showHistory(*opened, terminal, words[1]);
    if (words.size() >= 2 && words[0] == "set"_L1)
        return setService(*opened, terminal, arguments);
    if (words.size() >= 2 && words.size() <= 4 && words[0] == "diff"_L1)
        return diffService(*opened, terminal, arguments);
    if (words.size() == 3 && words[0] == "rollback"_L1)
        return rollBackService(*opened, terminal, arguments);
    return terminal.fail({ErrorKind::Usage,
                          u"'%1' is nothing that can be done with services"_s.arg(words.join(QLatin1Char(' '))),
                          {},
                          u"`cairn service --help` tells more"_s});
}

} // namespace cairn
