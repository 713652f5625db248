#include "runner/servicecommands.h"

#include "control/breakerdesk.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr Milliseconds LateFrom{5'000}; ///< so long after it was given, an order also tells when it ends
} // namespace

QString toldOfSilence(const ServiceLane &lane, Timestamp now)
{
    const QString service = lane.revision.service.name;
    const QString silence = silenceText(service, lane.gate.state(), lane.gate.policy(), now);
    return silence.isEmpty() ? QString() : u"; %1 is %2"_s.arg(service, silence);
}

Transaction carryOutServiceCommand(const Command &command, ServiceLane &lane, Timestamp now)
{
    if (command.kind == CommandKind::FreeBreaker) {
        lane.gate.order(std::nullopt);
        return Transaction(
            FinishCommand{command.id, true, u"the breaker decides by itself again"_s + toldOfSilence(lane, now), now});
    }
    const Milliseconds wanted(command.arguments.value(u"for_ms"_s).toInteger());
    if (wanted.count() <= 0 || wanted > LongestOrder)
        return Transaction(FinishCommand{command.id, false, u"an order lasts for up to 30 days"_s, now});
    const Timestamp until = command.createdAt + wanted;
    if (until <= now)
        return Transaction(
            FinishCommand{command.id, false, u"its time was over at %1, before a runner came"_s.arg(toRfc3339(until)), now});
    const bool open = command.kind == CommandKind::OpenBreaker;
    const bool inWaves = command.kind == CommandKind::ReleaseBreaker;
    const auto quiet = quietUntil(lane.gate.state(), lane.gate.policy(), now);
    if (inWaves && lane.gate.state().breaker.state(now) == BreakerState::Closed) {
        const QString why = u"the breaker of %1 is closed"_s.arg(lane.revision.service.name);
        const QString silence = quiet ? toldOfSilence(lane, now) : u": nothing waits behind it"_s;
        return Transaction(FinishCommand{command.id, false, why + silence, now});
    }
    const QString reason = command.reason.isEmpty() ? command.actor : u"%1, %2"_s.arg(command.reason, command.actor);
    lane.gate.order(Breaker::Order{open, until, reason, inWaves});
    if (inWaves)
        lane.maybeHolds = true;
    const QString form = inWaves ? u"what waits for %1 is let through in waves, for %2 at most"_s
                         : open  ? u"nothing is sent to %1 for %2"_s
                                 : u"%1 is called whatever its breaker says, for %2"_s;
    const QString late = now - command.createdAt < LateFrom ? QString() : u", until %1"_s.arg(toRfc3339(until));
    const bool isOver = quiet && !open && !inWaves;
    const QString silence =
        isOver ? u"; it was to be left alone until %1, and is no longer"_s.arg(toRfc3339(*quiet)) : toldOfSilence(lane, now);
    return Transaction(
        FinishCommand{command.id, true, form.arg(lane.revision.service.name, toText(wanted)) + late + silence, now});
}

} // namespace cairn
