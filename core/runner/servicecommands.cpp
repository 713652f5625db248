#include "runner/servicecommands.h"

#include "control/breakerdesk.h"

namespace cairn {

Transaction carryOutServiceCommand(const Command &command, ServiceLane &lane, Timestamp now)
{
    if (command.kind == CommandKind::FreeBreaker) {
        lane.gate.order(std::nullopt);
        return Transaction(FinishCommand{command.id, true, QStringLiteral("the breaker decides by itself again"), now});
    }
    const Milliseconds wanted(command.arguments.value(QStringLiteral("for_ms")).toInteger());
    if (wanted.count() <= 0 || wanted > LongestOrder)
        return Transaction(FinishCommand{command.id, false, QStringLiteral("an order lasts for up to 30 days"), now});
    const bool open = command.kind == CommandKind::OpenBreaker;
    const bool inWaves = command.kind == CommandKind::ReleaseBreaker;
    if (inWaves && lane.gate.state().breaker.state(now) == BreakerState::Closed)
        return Transaction(FinishCommand{command.id, false,
                                         QStringLiteral("the breaker of %1 is closed: nothing waits behind it")
                                             .arg(lane.revision.service.name),
                                         now});
    const QString reason = command.reason.isEmpty() ? command.actor : QStringLiteral("%1, %2").arg(command.reason, command.actor);
    lane.gate.order(Breaker::Order{open, now + wanted, reason, inWaves});
    if (inWaves)
        lane.maybeHolds = true;
    const QString form = inWaves ? QStringLiteral("what waits for %1 is let through in waves, for %2 at most")
                         : open  ? QStringLiteral("nothing is sent to %1 for %2")
                                 : QStringLiteral("%1 is called whatever its breaker says, for %2");
    return Transaction(FinishCommand{command.id, true, form.arg(lane.revision.service.name, toText(wanted)), now});
}

} // namespace cairn
