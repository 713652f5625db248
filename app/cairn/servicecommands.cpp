#include "reading.h"
#include "requests.h"
#include "servicetable.h"

#include "control/submission.h"

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
    terminal.line(QStringLiteral("breaker    %1").arg(breakerText(*health, now)));
    terminal.line(QStringLiteral("in flight  %1; %2 wait").arg(limitText(*health)).arg(health->waiting));
    terminal.line(QStringLiteral("budget     %1 of %2 retry tokens")
                      .arg(int(tokensAt(health->state.budget, service.policy.budget, now)))
                      .arg(service.policy.budget.capacity));
    if (const QString latency = latencyText(*health); !latency.isEmpty())
        terminal.line(QStringLiteral("answers    %1").arg(latency));
    if (!service.contract.owner.isEmpty())
        terminal.line(QStringLiteral("owner      %1").arg(service.contract.owner));
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
                                 {QStringLiteral("source"), QString::fromUtf8(revision.source)}};
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

std::optional<CommandKind> breakerOrder(const QString &word)
{
    if (word == QLatin1String("open"))
        return CommandKind::OpenBreaker;
    if (word == QLatin1String("close"))
        return CommandKind::CloseBreaker;
    if (word == QLatin1String("auto"))
        return CommandKind::FreeBreaker;
    return std::nullopt;
}

} // namespace

void printServices(const Terminal &terminal, const QList<ServiceHealth> &services, Timestamp now)
{
    QList<QStringList> rows;
    for (const ServiceHealth &health : services)
        rows.append({health.revision.service.name, QString::number(health.revision.revision), breakerText(health, now),
                     limitText(health), latencyText(health)});
    if (rows.isEmpty())
        terminal.line(QStringLiteral("No services. Write services/NAME.yaml, then `cairn apply`."));
    else
        terminal.table({QStringLiteral("SERVICE"), QStringLiteral("REVISION"), QStringLiteral("BREAKER"),
                        QStringLiteral("IN FLIGHT"), QStringLiteral("SLOW ANSWERS")},
                       rows);
}

Exit serviceCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(invocation, QStringLiteral("[list | show SERVICE | history SERVICE]"),
                               QStringLiteral("Lists services with breaker, requests in flight and contract, or shows one, or its revisions."));
    if (const auto exit = arguments.parse(terminal, 0, 2))
        return *exit;
    const QStringList words = arguments.positional();
    auto opened = openReading(invocation);
    if (!opened)
        return terminal.fail(opened.error());
    if (words.isEmpty() || (words.size() == 1 && words[0] == QLatin1String("list")))
        return listServices(*opened, terminal);
    if (words.size() == 2 && words[0] == QLatin1String("show"))
        return showService(*opened, terminal, words[1]);
    if (words.size() == 2 && words[0] == QLatin1String("history"))
        return showHistory(*opened, terminal, words[1]);
    return terminal.fail({ErrorKind::Usage,
                          QStringLiteral("'%1' is none of list, show SERVICE and history SERVICE").arg(words.join(QLatin1Char(' '))),
                          {},
                          QStringLiteral("`cairn service --help` tells more")});
}

Exit breakerCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(invocation, QStringLiteral("SERVICE [open|close|auto]"),
                               QStringLiteral("Stops sending to a service, sends whatever its breaker says, or lets the breaker "
                                              "decide again. Without a word: shows the service."));
    arguments.addOption(QStringLiteral("for"), QStringLiteral("TIME"), QStringLiteral("how long the order holds"),
                        QStringLiteral("10m"));
    arguments.addOption(QStringLiteral("reason"), QStringLiteral("TEXT"), QStringLiteral("why, for the record"));
    if (const auto exit = arguments.parse(terminal, 1, 2))
        return *exit;
    const auto duration = readDuration(QStringLiteral("for"), arguments.value(QStringLiteral("for")));
    if (!duration)
        return terminal.fail(duration.error());
    auto opened = openReading(invocation);
    if (!opened)
        return terminal.fail(opened.error());
    Command command;
    command.service = arguments.positional().first();
    if (arguments.positional().size() == 1)
        return showService(*opened, terminal, command.service);
    const auto kind = breakerOrder(arguments.positional().last());
    if (!kind)
        return terminal.fail({ErrorKind::Usage,
                              QStringLiteral("'%1' is none of open, close and auto").arg(arguments.positional().last()),
                              {},
                              QStringLiteral("`cairn breaker --help` tells more")});
    if (const auto known = opened->reader->service(command.service); !known)
        return terminal.fail(known.error());
    command.kind = *kind;
    command.arguments = {{QStringLiteral("for_ms"), qint64(duration->count())}};
    command.actor = currentActor();
    command.reason = arguments.value(QStringLiteral("reason"));
    command.createdAt = opened->session->clock().now();
    const auto id = requestCommand(opened->session->store(), command);
    if (!id)
        return terminal.fail(id.error());
    return reportCommands(*opened->session, *opened->reader, terminal, {*id});
}

} // namespace cairn
