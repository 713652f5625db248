#include "waitingorders.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr int MostAwaited = 1'000;
constexpr int MostBulks = 100;
} // namespace

WaitingOrders::WaitingOrders(Store &store) : m_reader(store.reader())
{
    if (!m_reader)
        return; // the runner meets it too, and tells
    const auto commands = (*m_reader)->pendingCommands(MostAwaited).value_or(QList<Command>());
    for (const Command &command : commands) {
        if (command.bulk == 0)
            m_commands.append(command.id);
    }
    const auto bulks = (*m_reader)->bulks(0, MostBulks).value_or(QList<Bulk>());
    for (const Bulk &bulk : bulks) {
        if (bulk.state == BulkState::Running)
            m_bulks.append(bulk.id);
    }
}

Exit WaitingOrders::tellRefused(const Terminal &terminal) const
{
    Exit exit = Exit::Well;
    for (const qint64 id : m_commands) {
        const auto command = (*m_reader)->command(id);
        if (!command || !command->done || command->accepted)
            continue;
        const QString subject = command->run.isValid() ? command->run.toString() : command->service;
        terminal.line(u"%1: %2 by %3 was refused: %4"_s.arg(subject, word(command->kind), command->actor, command->result));
        exit = Exit::NeedsPerson;
    }
    for (const qint64 id : m_bulks) {
        const auto bulk = (*m_reader)->bulk(id);
        if (!bulk || bulk->counts.refused == 0)
            continue;
        terminal.line(u"order %1: %2 by %3 was refused for %4 of them: `cairn bulk show %1` tells why"_s.arg(
            QString::number(id), word(bulk->kind), bulk->actor, QString::number(bulk->counts.refused)));
        exit = Exit::NeedsPerson;
    }
    return exit;
}

} // namespace cairn
