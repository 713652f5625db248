#include "store/writeexecutor.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 DeliveriesKept = 10'000;
}

Result<void> WriteExecutor::carryOut(const PutAlertPlace &write)
{
    return run("put_alert_place"_L1, [&](Statement &statement) { statement.integer(write.note); });
}

Result<void> WriteExecutor::carryOut(const PutAlertState &write)
{
    const AlertState &s = write.state;
    return run("put_alert_state"_L1, [&](Statement &statement) {
        statement.text(s.rule)
            .integer(s.incident)
            .integer(s.active)
            .text(word(s.told))
            .time(s.firedAt)
            .time(s.sentAt)
            .optionalTime(s.endedAt)
            .integer(s.starts)
            .optionalTime(s.calmSince);
    });
}

Result<void> WriteExecutor::carryOut(const AddAlertDelivery &write)
{
    const AlertDelivery &d = write.delivery;
    auto added = run(
        "insert_alert_delivery"_L1,
        [&](Statement &statement) {
            statement.text(d.rule)
                .optionalId(d.incident)
                .text(d.route)
                .text(word(d.news))
                .time(d.at)
                .blob(d.facts)
                .text(word(d.fate))
                .optionalTime(d.settledAt)
                .optionalText(d.result);
        },
        [&](Statement &statement) {
            m_committed.alertId = statement.insertedId();
            return Result<void>();
        });
    if (!added)
        return added;
    return run("forget_alert_deliveries"_L1,
               [&](Statement &statement) { statement.integer(m_committed.alertId - DeliveriesKept); });
}

Result<void> WriteExecutor::carryOut(const SettleAlertDelivery &write)
{
    return run("settle_alert_delivery"_L1, [&](Statement &statement) {
        statement.text(word(write.fate)).optionalText(write.result).time(write.at).integer(write.id);
    });
}

} // namespace cairn
