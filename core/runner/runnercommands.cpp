#include "runner/runner.h"

#include "runner/servicecommands.h"

// What operators ask for, as a runner takes it up: what is about a run goes to its carrier.

namespace cairn {

namespace {
constexpr int CommandPage = 200;
}

void Runner::readCommands()
{
    const auto commands = m_reader->pendingCommands(CommandPage);
    if (!commands)
        return noteTrouble(commands.error());
    QSet<qint64> pending;
    for (const Command &command : *commands) {
        pending.insert(command.id);
        if (m_commandsTaken.contains(command.id))
            continue;
        m_commandsTaken.insert(command.id);
        takeUp(command);
    }
    if (pending.size() >= CommandPage)
        return;
    m_commandsTaken.intersect(pending); // the others are finished in the store
    m_ending.removeIf([&](qint64 id) { return !pending.contains(id); });
}

void Runner::askForOrders()
{
    if (!isTroubled())
        m_bulks->tick();
}

void Runner::takeUp(const Command &command)
{
    if (isAboutService(command.kind))
        return carryOutAboutService(command);
    if (const auto active = m_active.find(command.run); active != m_active.end()) {
        active->second->add(command);
    } else {
        const auto run = m_reader->run(command.run);
        if (!run)
            return finish(command, Transaction(FinishCommand{command.id, false, describe(run.error()), m_clock.now()}));
        begin(*run, command);
    }
    if (command.bulk != 0 && m_active.contains(command.run))
        m_bulks->noteBegun(command.run);
}

/// A command whose end the store refuses is carried out again: that does no harm, and it must not stay open for ever.
void Runner::finish(const Command &command, Transaction transaction, const Store::Done &told)
{
    m_ending.append(command.id);
    m_store.commit(std::move(transaction), [refused = m_endRefused, told](const Result<Committed> &result) {
        if (!result)
            refused->store(true);
        if (told)
            told(result);
    });
}

void Runner::takeUpRefusedEnds()
{
    if (!m_endRefused->exchange(false))
        return;
    for (const qint64 id : std::exchange(m_ending, {}))
        m_commandsTaken.remove(id);
    m_changeCounter = -1;
}

void Runner::carryOutAboutService(const Command &command)
{
    const auto lane = m_lanes->lane(command.service);
    if (!lane) {
        finish(command, Transaction(FinishCommand{command.id, false, describe(lane.error()), m_clock.now()}));
        return;
    }
    if (command.kind == CommandKind::ProbeService) {
        m_prober->start(command, (*lane)->revision.service);
        m_wasIdle = false;
        return;
    }
    // The order and the word that it was carried out are one: neither is remembered without the other.
    Transaction transaction = carryOutServiceCommand(command, **lane, m_clock.now());
    askGates({command.service});
    ServiceLanes::Unsaved unsaved = m_lanes->unsaved(false);
    for (Write &write : unsaved.transaction.writes)
        transaction.add(std::move(write));
    transaction.fence = m_context->fence;
    finish(command, std::move(transaction), unsaved.isTaken);
}

} // namespace cairn
