#include "store/writer.h"

#include "base/logging.h"
#include "store/migrations.h"
#include "store/payloadfolder.h"
#include "store/sqliteconnection.h"
#include "store/sqliteerror.h"
#include "store/writeexecutor.h"

#include <future>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
/// Enough to make durability nearly free; few enough that a single commit stays short.
constexpr size_t GroupLimit = 256;

/// Without its key nothing can be written, whatever it is.
tl::unexpected<Error> lacksKey(Error why)
{
    if (why.kind == ErrorKind::Damaged)
        why.kind = ErrorKind::DamagedStore;
    return tl::unexpected(std::move(why));
}
} // namespace

Writer::Writer(std::shared_ptr<StoreKeys> keys, std::function<void()> whenCommitted)
    : m_keys(std::move(keys)), m_whenCommitted(std::move(whenCommitted))
{
}

Result<std::unique_ptr<Writer>> Writer::start(const StoreLocation &location, std::shared_ptr<const SqlCatalog> catalog,
                                              std::shared_ptr<StoreKeys> keys, std::function<void()> whenCommitted)
{
    std::unique_ptr<Writer> writer(new Writer(std::move(keys), std::move(whenCommitted)));
    auto started = std::make_shared<std::promise<Result<void>>>();
    auto outcome = started->get_future();
    writer->m_thread = std::thread([self = writer.get(), location, catalog = std::move(catalog), started] {
        self->run(location, catalog, [started](Result<void> how) { started->set_value(std::move(how)); });
    });
    if (auto how = outcome.get(); !how)
        return tl::unexpected(how.error());
    return writer;
}

Writer::~Writer()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

void Writer::submit(Transaction transaction, Store::Done done)
{
    Job job{std::move(transaction), {}};
    if (done)
        job.done = [done = std::move(done)](Result<Committed> outcome, qint64) { done(std::move(outcome)); };
    enqueue(std::move(job));
}

Result<qint64> Writer::claimLease(const QString &holder, Timestamp at)
{
    auto claimed = std::make_shared<std::promise<Result<qint64>>>();
    auto waiting = claimed->get_future();
    enqueue(Job{Claim{holder, at}, [claimed](Result<Committed> outcome, qint64 fence) {
                    claimed->set_value(outcome ? Result<qint64>(fence) : tl::unexpected(outcome.error()));
                }});
    return waiting.get();
}

void Writer::enqueue(Job job)
{
    std::unique_lock lock(m_mutex);
    if (!m_stopping) {
        m_waiting.push_back(std::move(job));
        lock.unlock();
        m_wake.notify_one();
        return;
    }
    lock.unlock();
    if (job.done)
        job.done(failure(ErrorKind::Cancelled, u"The store is being closed"_s), 0);
}

void Writer::run(const StoreLocation &location, std::shared_ptr<const SqlCatalog> catalog,
                 std::function<void(Result<void>)> started)
{
    m_schema = catalog->migrations().back().number;
    auto connection = SqliteConnection::open(location, std::move(catalog), SqliteConnection::Role::Writer);
    if (!connection) {
        started(tl::unexpected(connection.error()));
        return;
    }
    if (auto able = proveWritable(**connection); !able) {
        started(able);
        return;
    }
    PayloadFolder files(location.payloads(), m_keys);
    WriteExecutor executor(**connection, *m_keys, files);
    m_connection = connection->get();
    m_executor = &executor;
    started({});
    for (Jobs jobs = take(); !jobs.empty(); jobs = take()) {
        commitGroup(jobs);
        tell(jobs);
        jobs.clear(); // what they hold of payloads' files (StagedPayload::hold) is not held until the next ones come
    }
}

Writer::Jobs Writer::take()
{
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [this] { return m_stopping || !m_waiting.empty(); });
    const auto end = m_waiting.begin() + std::ptrdiff_t(std::min(GroupLimit, m_waiting.size()));
    Jobs jobs(std::make_move_iterator(m_waiting.begin()), std::make_move_iterator(end));
    m_waiting.erase(m_waiting.begin(), end);
    return jobs;
}

void Writer::commitGroup(Jobs &jobs)
{
    auto committed = attemptGroup(jobs, Isolation::None);
    if (!committed && !concernsAll(committed.error()) && jobs.size() > 1)
        committed = attemptGroup(jobs, Isolation::EachJob); // one of them failed by itself: find out which
    if (committed)
        return;
    // What one transaction asked in vain, its sender is told.
    if (concernsAll(committed.error()) && m_failures.isDue(describe(committed.error()), SystemClock().now()))
        qCWarning(lcStore).noquote() << "a group of" << jobs.size() << "transactions failed:" << describe(committed.error());
    for (Job &job : jobs)
        job.outcome = tl::unexpected(committed.error());
}

Result<void> Writer::attemptGroup(Jobs &jobs, Isolation isolation)
{
    // Once more within the transaction, where it hardly ever has to ask the vault: others would wait to write for as long.
    if (auto followed = m_keys->follow(*m_connection); !followed)
        return lacksKey(followed.error());
    if (auto begun = m_connection->run("begin_write"_L1); !begun)
        return begun;
    auto outcome = carryOutAll(jobs, isolation);
    if (outcome)
        outcome = m_connection->run("commit"_L1);
    if (!outcome) {
        std::ignore = m_connection->run("rollback"_L1); // SQLite may have done so by itself
        m_executor->forgetRuns();
    }
    return outcome;
}

Result<void> Writer::carryOutAll(Jobs &jobs, Isolation isolation)
{
    m_executor->forgetFence();
    if (auto checked = checkSchema(); !checked)
        return checked;
    if (auto followed = m_keys->follow(*m_connection); !followed)
        return lacksKey(followed.error());
    for (Job &job : jobs) {
        auto done = isolation == Isolation::EachJob ? carryOutIsolated(job) : carryOut(job);
        if (!done)
            return done;
    }
    return {};
}

/// An error only if the group as a whole cannot go on.
Result<void> Writer::carryOutIsolated(Job &job)
{
    if (auto begun = m_connection->run("savepoint"_L1); !begun)
        return begun;
    if (auto done = carryOut(job); !done) {
        if (concernsAll(done.error()))
            return done;
        if (!job.done) // a sender that waits for the answer knows better what it means
            qCInfo(lcStore).noquote() << "a transaction was refused:" << describe(done.error());
        job.outcome = tl::unexpected(done.error());
        m_executor->forgetRuns();
        if (auto undone = m_connection->run("rollback_savepoint"_L1); !undone)
            return undone;
    }
    return m_connection->run("release_savepoint"_L1);
}

Result<void> Writer::carryOut(Job &job)
{
    if (const auto *claim = std::get_if<Claim>(&job.work)) {
        const auto fence = m_executor->claimLease(claim->holder, claim->at);
        if (!fence)
            return tl::unexpected(fence.error());
        job.fence = *fence;
        return {};
    }
    job.outcome = m_executor->execute(std::get<Transaction>(job.work));
    return job.outcome ? Result<void>() : tl::unexpected(job.outcome.error());
}

/// A newer Cairn may have migrated the store under a running older one.
Result<void> Writer::checkSchema()
{
    const auto number = schemaNumber(*m_connection);
    if (!number)
        return tl::unexpected(number.error());
    if (*number > m_schema)
        return tl::unexpected(newerStoreError(*number, m_schema, m_connection->database()));
    return {};
}

void Writer::tell(Jobs &jobs)
{
    bool anyCommitted = false;
    for (Job &job : jobs) {
        anyCommitted = anyCommitted || job.outcome.has_value();
        if (job.done)
            job.done(std::move(job.outcome), job.fence);
    }
    if (anyCommitted && m_whenCommitted)
        m_whenCommitted();
}

} // namespace cairn
