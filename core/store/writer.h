#pragma once

#include "base/logrest.h"
#include "store/sqlcatalog.h"
#include "store/store.h"
#include "store/storelocation.h"

#include <QString>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace cairn {

class SqliteConnection;
class StoreKeys;
class WriteExecutor;

/// The one thread of this process that writes: commits what waits in groups, then tells those who wait. Thread-safe.
class Writer
{
public:
    /// Starts the thread once its connection stands. `whenCommitted`: as of StoreOptions.
    static Result<std::unique_ptr<Writer>> start(const StoreLocation &location, std::shared_ptr<const SqlCatalog> catalog,
                                                 std::shared_ptr<StoreKeys> keys, std::function<void()> whenCommitted);
    /// Commits what waits, then ends the thread.
    ~Writer();
    Writer(const Writer &) = delete;
    Writer &operator=(const Writer &) = delete;

    void submit(Transaction transaction, Store::Done done);
    /// Queued like a transaction; waits. Gives the new fencing token.
    Result<qint64> claimLease(const QString &holder, Timestamp at);

private:
    struct Claim
    {
        QString holder;
        Timestamp at;
    };
    struct Job
    {
        std::variant<Transaction, Claim> work;
        std::function<void(Result<Committed>, qint64 fence)> done;
        Result<Committed> outcome = Committed{};
        qint64 fence = 0;
    };
    using Jobs = std::vector<Job>;
    enum class Isolation { None, EachJob };

    Writer(std::shared_ptr<StoreKeys> keys, std::function<void()> whenCommitted);
    void run(const StoreLocation &location, std::shared_ptr<const SqlCatalog> catalog, std::function<void(Result<void>)> started);
    void enqueue(Job job);
    /// What waits, at most a group; empty: the end.
    Jobs take();
    void commitGroup(Jobs &jobs);
    Result<void> attemptGroup(Jobs &jobs, Isolation isolation);
    Result<void> carryOutAll(Jobs &jobs, Isolation isolation);
    Result<void> carryOutIsolated(Job &job);
    Result<void> carryOut(Job &job);
    Result<void> checkSchema();
    void tell(Jobs &jobs);

    const std::shared_ptr<StoreKeys> m_keys;
    const std::function<void()> m_whenCommitted;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_waiting;
    bool m_stopping = false;

    // The thread's own.
    SqliteConnection *m_connection = nullptr;
    WriteExecutor *m_executor = nullptr;
    int m_schema = 0;
    LogRest m_failures;

    std::thread m_thread;
};

} // namespace cairn
