#include "simstore.h"

#include "simreader.h"

using namespace Qt::StringLiterals;

namespace cairn::simulator {

namespace {

Error dead()
{
    return {ErrorKind::LeaseLost, u"this runner was killed"_s, {}, {}};
}

/// What a transaction is about, for the trace: its first checkpoint's step and state, or what kind of write it begins with.
struct Summary
{
    Place place;
    QString text;
};

Summary summaryOf(const Transaction &transaction, const Durable &durable)
{
    for (const Write &write : transaction.writes) {
        if (const auto *checkpoint = write.as<AddCheckpoint>())
            return {durable.placeOf(checkpoint->checkpoint.run, checkpoint->checkpoint.key()),
                    word(checkpoint->checkpoint.state)};
        if (const auto *update = write.as<UpdateRun>())
            return {{durable.indexOf(update->run.id)}, word(update->run.state)};
        if (const auto *begun = write.as<BeginRun>())
            return {{durable.indexOf(begun->run)}, word(RunState::Running)};
    }
    return {{}, transaction.writes.empty() ? QString() : u"write %1"_s.arg(transaction.writes.front().any().index())};
}

} // namespace

SimStore::SimStore(Store &inner, StoreReader &reader, World &world)
    : m_inner(inner), m_reader(reader), m_world(world), m_life(world.life),
      m_draw(world.plan.seed, 100 + quint64(world.life->number))
{
}

Result<std::unique_ptr<StoreReader>> SimStore::reader()
{
    return std::make_unique<SimReader>(m_reader, m_world.changes);
}

bool SimStore::isDiskFull() const
{
    const auto now = m_world.time.elapsed();
    return now >= m_world.plan.fullDiskFrom && now < m_world.plan.fullDiskTo;
}

Milliseconds SimStore::pause()
{
    const int slowest = m_world.plan.slowestCommit;
    return Milliseconds(slowest == 0 || m_draw.chance(40) ? 0 : m_draw.below(slowest + 1));
}

void SimStore::commit(Transaction transaction, Done done)
{
    m_queue.push_back({std::move(transaction), std::move(done)});
    pump();
}

/// One after the other, as the store's writer does.
void SimStore::pump()
{
    while (!m_queue.empty() && !m_isBusy) {
        if (m_life->isDead)
            return dropAll();
        const Milliseconds wait = pause();
        const auto next = [this] {
            Job job = std::move(m_queue.front());
            m_queue.pop_front();
            carryOut(std::move(job));
        };
        if (wait.count() == 0) {
            next();
            continue;
        }
        m_isBusy = true;
        m_world.time.after(wait, [this, next] {
            m_isBusy = false;
            if (!m_life->isDead)
                next();
            pump();
        });
    }
}

void SimStore::dropAll()
{
    for (const Job &job : std::exchange(m_queue, {})) {
        if (job.done)
            job.done(tl::unexpected(dead()));
    }
}

/// A runner can die on either side of a commit: before anything is written, or before it hears that it was.
void SimStore::carryOut(Job job)
{
    if (isDiskFull()) {
        m_life->isTroubled = true;
        m_world.trace.add("full disk");
        ++m_world.counts["commits refused by a full disk"];
        return acknowledge(std::move(job.done), failure(ErrorKind::DiskFull, u"the disk is full"_s));
    }
    const Summary summary = summaryOf(job.transaction, m_world.durable);
    if (!m_world.happens("commit", summary.place, qint64(job.transaction.writes.size()), summary.text)) {
        acknowledge(std::move(job.done), tl::unexpected(dead()));
        return;
    }
    Result<Committed> result = write(std::move(job.transaction));
    m_world.happens("committed", summary.place);
    acknowledge(std::move(job.done), std::move(result));
}

Result<Committed> SimStore::write(Transaction transaction)
{
    if (m_world.mischief != Mischief::ForgetsCommits)
        return writeThrough(std::move(transaction));
    sync();
    m_world.durable.apply(transaction, {});
    m_world.changes.count(transaction);
    m_unsynced = std::move(transaction);
    return Committed{};
}

void SimStore::sync()
{
    if (auto transaction = std::exchange(m_unsynced, std::nullopt))
        std::ignore = m_inner.commitAndWait(std::move(*transaction));
}

Result<Committed> SimStore::writeThrough(Transaction transaction)
{
    auto committed = m_inner.commitAndWait(transaction);
    if (!committed) {
        // The last words of a runner that stopped may come too late, and the next one may say them again.
        const bool isLate = committed.error().kind == ErrorKind::LeaseLost && m_life != m_world.life;
        const bool isOnlyAnEnd = transaction.writes.size() == 1 && transaction.writes.front().as<FinishCommand>();
        const bool isRepeated = committed.error().kind == ErrorKind::Conflict && isOnlyAnEnd;
        if (!isLate && !isRepeated)
            m_world.judge.accuse({}, u"the store refuses: %1"_s.arg(describe(committed.error())));
        return committed;
    }
    m_world.judge.committing(transaction);
    m_world.durable.apply(transaction, *committed);
    m_world.changes.count(transaction);
    ++m_world.counts["commits"];
    return committed;
}

void SimStore::acknowledge(Done done, Result<Committed> result)
{
    if (!done)
        return;
    const Milliseconds now = m_world.time.elapsed();
    const Milliseconds at = std::max(m_lastAcknowledged, now + pause());
    m_lastAcknowledged = at;
    const auto tell = [this, done = std::move(done), result = std::move(result)] {
        done(m_life->isDead ? Result<Committed>(tl::unexpected(dead())) : result);
    };
    if (at == now)
        tell();
    else
        m_world.time.after(at - now, tell);
}

std::optional<Committed> SimStore::commitElsewhere(const Transaction &transaction)
{
    if (isDiskFull())
        return std::nullopt;
    sync();
    const auto committed = writeThrough(transaction);
    return committed ? std::optional(*committed) : std::nullopt;
}

} // namespace cairn::simulator
