#pragma once

#include "base/resumequeue.h"
#include "security/credentials.h"

#include <atomic>
#include <optional>

namespace cairn {

/// A secret that the vaults are asked for. They may take seconds, and are asked on threads of their own while the runner's goes
/// on. A local of the awaiting coroutine: `AskedSecret asked(home, credentials, key); co_await asked.done();`. An awaited one
/// always completes; the awaiting coroutine must not be destroyed before.
class AskedSecret
{
public:
    AskedSecret(ResumeQueue &home, const Credentials &credentials, QString key)
        : m_home(home), m_credentials(credentials), m_key(std::move(key))
    {
    }
    AskedSecret(const AskedSecret &) = delete;
    AskedSecret &operator=(const AskedSecret &) = delete;

    struct Done
    {
        AskedSecret *question;
        bool await_ready() const { return false; }
        void await_suspend(std::coroutine_handle<> waiter) { question->start(waiter); }
        /// Errors: those of Credentials::secret.
        Result<QString> await_resume() { return std::move(*question->m_secret); }
    };
    Done done() { return {this}; }

private:
    void start(std::coroutine_handle<> waiter)
    {
        m_ready.store(true, std::memory_order_release); // as in StoreBridge::Job
        m_credentials.later([this, waiter](const Credentials &credentials) {
            std::ignore = m_ready.load(std::memory_order_acquire);
            m_secret = credentials.secret(m_key);
            m_home.resume(waiter);
        });
    }

    ResumeQueue &m_home;
    const Credentials &m_credentials;
    const QString m_key;
    std::optional<Result<QString>> m_secret;
    std::atomic<bool> m_ready = false;
};

} // namespace cairn
