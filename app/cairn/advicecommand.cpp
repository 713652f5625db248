#include "reading.h"

#include "control/advicetext.h"
#include "control/whatifjson.h"
#include "definition/quantity.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

void explain(const ServiceAdvice &advice, const AdviceItem &item, const Terminal &terminal)
{
    terminal.line(
        u"\n%1: %2 (%3 evidence)"_s.arg(advice.live.service.name, adviceTitle(item.advice), word(item.advice.confidence)));
    terminal.line(u"  seen     %1"_s.arg(adviceEvidence(item.advice)));
    for (const ServiceChange &change : item.changes)
        terminal.line(u"  change   %1"_s.arg(toText(change)));
    if (item.effect) {
        const QStringList parts = effectParts(*item.effect);
        terminal.line(u"  effect   %1"_s.arg(parts.isEmpty() ? u"none that simulation shows"_s : parts.join(u"; "_s)));
        if (const QString worse = drawback(item); !worse.isEmpty())
            terminal.line(u"  WORSE    %1: weigh it against the evidence"_s.arg(worse));
        for (const Blindness &blind : item.effect->blind)
            terminal.line(u"           %1"_s.arg(toText(blind)));
    }
    if (item.dismissed)
        terminal.line(u"  dismissed by %1: %2"_s.arg(item.dismissed->actor, item.dismissed->reason));
    terminal.line(u"  do       %1"_s.arg(adviceRemedy(advice.live.service.name, item)));
}

Exit adviseOn(Reading &reading, const Terminal &terminal, const QString &service, Milliseconds period, bool all)
{
    const Timestamp now = reading.session->clock().now();
    const auto advice = readAdvice(*reading.reader, service, now - period, now, [&](double share) {
        terminal.progress(u"Looking through the past of %1"_s.arg(service), qint64(share * 1'000), 1'000);
        return true;
    });
    terminal.progress({}, 0, 0);
    if (!advice)
        return terminal.fail(advice.error());
    qsizetype shown = 0;
    for (const AdviceItem &item : advice->items) {
        if (item.dismissed && !all)
            continue;
        ++shown;
        if (terminal.json())
            terminal.object(toJson(*advice, item));
        else
            explain(*advice, item, terminal);
    }
    if (shown == 0 && advice->saysTooLittle())
        terminal.line(u"%1: too little is recorded to go by (%2 attempts)"_s.arg(service).arg(advice->attempts));
    else if (shown == 0)
        terminal.line(u"%1: nothing to change (%2 attempts looked at)"_s.arg(service).arg(advice->attempts));
    if (advice->isThinned())
        terminal.line(
            u"%1: looked at since %2 only: of earlier runs some were removed (retention), and what is left of them would "
            "mislead"_s.arg(service, toRfc3339(advice->keptSince)));
    return Exit::Well;
}

} // namespace

Exit adviceCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(
        invocation, u"[SERVICE]"_s,
        u"What history says about the policies of services: the evidence, the simulated effect of a change, and "
        "the command that makes it."_s);
    arguments.addOption(u"since"_s, u"TIME"_s, u"how far back to look"_s, u"30d"_s);
    arguments.addFlag(u"all"_s, u"what was dismissed, too"_s);
    if (const auto exit = arguments.parse(terminal, 0, 1))
        return *exit;
    const auto period = parseDuration(arguments.value(u"since"_s));
    if (!period)
        return terminal.fail(period.error());
    auto reading = openReading(invocation, Session::Use::Looking);
    if (!reading)
        return terminal.fail(reading.error());
    QStringList services = arguments.positional();
    if (services.isEmpty()) {
        const auto all = reading->reader->services();
        if (!all)
            return terminal.fail(all.error());
        for (const ServiceRevision &revision : *all)
            services.append(revision.service.name);
    }
    if (services.isEmpty())
        terminal.line(
            u"No services are recorded. `cairn apply` records what services/ says; `cairn check` finds mistakes in it."_s);
    for (const QString &service : std::as_const(services)) {
        if (const Exit exit = adviseOn(*reading, terminal, service, *period, arguments.isSet(u"all"_s)); exit != Exit::Well)
            return exit;
    }
    return Exit::Well;
}

} // namespace cairn
