#include "reading.h"
#include "servicerevisions.h"
#include "servicetable.h"

#include "definition/servicecredential.h"

namespace cairn {

namespace {

QString limitText(const ServiceHealth &health)
{
    const std::optional<RatePolicy> &rate = health.revision.service.policy.rate;
    const QString limit = QStringLiteral("%1 of %2").arg(health.inFlight).arg(health.allowed);
    return rate ? limit + QStringLiteral(", %1 in %2").arg(rate->limit).arg(toText(rate->per)) : limit;
}

Exit listServices(Reading &opened, const Terminal &terminal)
{
    const Timestamp now = opened.session->clock().now();
    const auto all = readServiceHealth(*opened.reader, now);
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
    const auto health = readServiceHealth(*opened.reader, *revision, now);
    if (!health)
        return terminal.fail(health.error());
    if (terminal.json()) {
        terminal.object(toJson(*health, now));
        return Exit::Well;
    }
    const Service &service = revision->service;
    terminal.line(QStringLiteral("service    %1, revision %2").arg(service.name).arg(revision->revision));
    terminal.line(QStringLiteral("base URL   %1").arg(service.baseUrl.toString()));
    if (isExposed(service))
        terminal.line(
            terminal.coloured(QStringLiteral("INSECURE   what it is sent and answers can be read and changed on the way "
                                             "(allow_insecure): give it an https base_url"),
                              word(RunState::Blocked)));
    terminal.line(QStringLiteral("breaker    %1").arg(breakerText(*health, now)));
    terminal.line(QStringLiteral("in flight  %1; %2 wait").arg(limitText(*health)).arg(health->waiting));
    terminal.line(QStringLiteral("budget     %1 of %2 retry tokens")
                      .arg(int(tokensAt(health->state.budget, service.policy.budget, now)))
                      .arg(service.policy.budget.capacity));
    if (const QString latency = latencyText(*health); !latency.isEmpty())
        terminal.line(QStringLiteral("answers    %1").arg(latency));
    if (!service.contract.owner.isEmpty())
        terminal.line(QStringLiteral("owner      %1").arg(service.contract.owner));
    if (!revision->inherited.isEmpty())
        terminal.line(QStringLiteral("inherits   %1").arg(QString::fromUtf8(revision->inherited)));
    terminal.line(QStringLiteral("\n%1").arg(QString::fromUtf8(revision->source).trimmed()));
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
        const QJsonObject object{{QStringLiteral("service"), name},
                                 {QStringLiteral("revision"), revision.revision},
                                 {QStringLiteral("digest"), revision.digest.toHex()},
                                 {QStringLiteral("recorded_at"), toRfc3339(revision.recordedAt)},
                                 {QStringLiteral("actor"), revision.actor},
                                 {QStringLiteral("reason"), revision.reason},
                                 {QStringLiteral("source"), QString::fromUtf8(revision.source)},
                                 {QStringLiteral("inherited"), QString::fromUtf8(revision.inherited)}};
        if (terminal.json())
            terminal.object(object);
        rows.append({QString::number(revision.revision), toRfc3339(revision.recordedAt), revision.digest.brief(), revision.actor,
                     revision.reason});
    }
    if (!terminal.json())
        terminal.table({QStringLiteral("REVISION"), QStringLiteral("RECORDED"), QStringLiteral("DIGEST"), QStringLiteral("ACTOR"),
                        QStringLiteral("REASON")},
                       rows);
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
        terminal.line(QStringLiteral("No services are recorded. `cairn apply` records what services/ says; `cairn check` finds mistakes in it."));
    else
        terminal.table({QStringLiteral("SERVICE"), QStringLiteral("REVISION"), QStringLiteral("BREAKER"),
                        QStringLiteral("IN FLIGHT"), QStringLiteral("SLOW ANSWERS")},
                       rows);
}

Exit serviceCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(
        invocation,
        QStringLiteral("[list | show SERVICE | history SERVICE | diff SERVICE [REVISION [REVISION]] | "
                       "set SERVICE PATH=VALUE… | rollback SERVICE REVISION]"),
        QStringLiteral("Lists services with breaker, requests in flight and contract, or shows one, its revisions, or what "
                       "is different between two of them. set and rollback make a new revision, which rules from the next "
                       "attempt on; PATH is where a file has the value, such as policy.retry.attempts."));
    addRevisionOptions(arguments);
    if (const auto exit = arguments.parse(terminal, 0, -1))
        return *exit;
    const QStringList words = arguments.positional();
    const bool sets = words.value(0) == QLatin1String("set");
    QStringList taken{QStringLiteral("reason"), QStringLiteral("seen"), QStringLiteral("dry-run")};
    if (sets)
        taken.append(QStringLiteral("file"));
    const bool makes = sets || words.value(0) == QLatin1String("rollback");
    const auto fit = arguments.checkOptions(QStringLiteral("service ") + words.value(0), makes ? taken : QStringList());
    if (!fit)
        return terminal.fail(fit.error());
    const bool changes = makes && !arguments.isSet(QStringLiteral("dry-run"));
    auto opened = openReading(invocation, changes ? Session::Use::Working : Session::Use::Looking);
    if (!opened)
        return terminal.fail(opened.error());
    if (words.isEmpty() || (words.size() == 1 && words[0] == QLatin1String("list")))
        return listServices(*opened, terminal);
    if (words.size() == 2 && words[0] == QLatin1String("show"))
        return showService(*opened, terminal, words[1]);
    if (words.size() == 2 && words[0] == QLatin1String("history"))
        return showHistory(*opened, terminal, words[1]);
    if (words.size() >= 2 && words[0] == QLatin1String("set"))
        return setService(*opened, terminal, arguments);
    if (words.size() >= 2 && words.size() <= 4 && words[0] == QLatin1String("diff"))
        return diffService(*opened, terminal, arguments);
    if (words.size() == 3 && words[0] == QLatin1String("rollback"))
        return rollBackService(*opened, terminal, arguments);
    return terminal.fail({ErrorKind::Usage,
                          QStringLiteral("'%1' is nothing that can be done with services").arg(words.join(QLatin1Char(' '))),
                          {},
                          QStringLiteral("`cairn service --help` tells more")});
}

} // namespace cairn
