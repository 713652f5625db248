#pragma once

#include "base/resumequeue.h"
#include "store/store.h"

#include <QThreadPool>

#include <QCoroTask>

#include <array>
#include <atomic>

namespace cairn {

/// Lets coroutines of the runner's thread await what the store and worker threads do. An awaited call always completes; the
/// awaiting coroutine must not be destroyed before.
class StoreBridge
{
public:
    /// Threads of their own for what a mount that hangs may keep for as long as it does: everything else goes on beside it.
    enum class Workers { Own, Deliveries, Looks };

    StoreBridge(Store &store, ResumeQueue &home) : m_store(store), m_home(home)
    {
        pool(Workers::Own).setMaxThreadCount(2);
        pool(Workers::Deliveries).setMaxThreadCount(4);
        pool(Workers::Looks).setMaxThreadCount(2);
    }
    ~StoreBridge()
    {
        for (QThreadPool &pool : m_pools)
            pool.waitForDone();
    }

    // The operations below are locals of the awaiting coroutine: `Commit pending(bridge, …); co_await pending.done();`. What is
    // awaited is a mere pointer to them, because gcc 12 copies awaited objects bit by bit in some expressions.

    /// One commit.
    class Commit
    {
    public:
        Commit(StoreBridge &bridge, Transaction transaction) : m_bridge(bridge), m_transaction(std::move(transaction)) {}
        Commit(const Commit &) = delete;
        Commit &operator=(const Commit &) = delete;

        struct Done
        {
            Commit *operation;
            bool await_ready() const { return false; }
            void await_suspend(std::coroutine_handle<> waiter) { operation->start(waiter); }
            Result<Committed> await_resume() { return std::move(operation->m_result); }
        };
        Done done() { return {this}; }

    private:
        void start(std::coroutine_handle<> waiter);

        StoreBridge &m_bridge;
        Transaction m_transaction;
        Result<Committed> m_result = Committed{};
    };

    /// A payload's becoming durable.
    class Finish
    {
    public:
        Finish(StoreBridge &bridge, PayloadSink &sink) : m_bridge(bridge), m_sink(sink) {}
        Finish(const Finish &) = delete;
        Finish &operator=(const Finish &) = delete;

        struct Done
        {
            Finish *operation;
            bool await_ready() const { return false; }
            bool await_suspend(std::coroutine_handle<> waiter) { return operation->start(waiter); }
            Result<StagedPayload> await_resume() { return std::move(*operation->m_result); }
        };
        Done done() { return {this}; }

    private:
        bool start(std::coroutine_handle<> waiter);

        StoreBridge &m_bridge;
        PayloadSink &m_sink;
        std::optional<Result<StagedPayload>> m_result;
    };

    /// Blocking work on a worker thread.
    template <typename T> class Job
    {
    public:
        Job(StoreBridge &bridge, std::function<T()> work, Workers workers = Workers::Own)
            : m_bridge(bridge), m_work(std::move(work)), m_workers(workers)
        {
        }
        Job(const Job &) = delete;
        Job &operator=(const Job &) = delete;

        struct Done
        {
            Job *operation;
            bool await_ready() const { return false; }
            void await_suspend(std::coroutine_handle<> waiter) { operation->start(waiter); }
            T await_resume() { return std::move(*operation->m_result); }
        };
        Done done() { return {this}; }

    private:
        void start(std::coroutine_handle<> waiter)
        {
            // QThreadPool hands over safely, but inside Qt, where ThreadSanitizer does not look: this says so where it does.
            m_ready.store(true, std::memory_order_release);
            m_bridge.pool(m_workers).start([this, waiter] {
                std::ignore = m_ready.load(std::memory_order_acquire);
                m_result = m_work();
                m_bridge.m_home.resume(waiter);
            });
        }

        StoreBridge &m_bridge;
        std::function<T()> m_work;
        Workers m_workers;
        std::optional<T> m_result;
        std::atomic<bool> m_ready = false;
    };

    Store &store() { return m_store; }

private:
    QThreadPool &pool(Workers workers) { return m_pools[size_t(workers)]; }

    Store &m_store;
    ResumeQueue &m_home;
    std::array<QThreadPool, 3> m_pools;
};

} // namespace cairn
