#pragma once

#include "base/resumequeue.h"
#include "security/credentials.h"

#include <atomic>
#include <optional>

namespace cairn {

/// Secrets of one name, as Credentials::secrets gives them. The vaults may take seconds, and are asked on threads of their own
/// while the runner's goes on. A local of the awaiting coroutine: `AskedSecret asked(home, credentials, key, now); co_await
/// asked.done();`. An awaited one always completes; the awaiting coroutine must not be destroyed before.
class AskedSecret
{
public:
    AskedSecret(ResumeQueue &home, const Credentials &credentials, QString key, Timestamp now)
        : m_home(home), m_credentials(credentials), m_key(std::move(key)), m_now(now)
    {
    }
    AskedSecret(const AskedSecret &) = delete;
    AskedSecret &operator=(const AskedSecret &) = delete;

    struct Done
    {
        AskedSecret *question;
        bool await_ready() const { return false; }
        void await_suspend(std::coroutine_handle<> waiter) { question->start(waiter); }
        /// Errors: those of Credentials::secrets.
        Result<QStringList> await_resume() { return std::move(*question->m_secrets); }
    };
    Done done() { return {this}; }

private:
    void start(std::coroutine_handle<> waiter)
    {
        m_ready.store(true, std::memory_order_release); // as in StoreBridge::Job
        m_credentials.later([this, waiter](const Credentials &credentials) {
            std::ignore = m_ready.load(std::memory_order_acquire);
            m_secrets = credentials.secrets(m_key, m_now);
            m_home.resume(waiter);
        });
    }

    ResumeQueue &m_home;
    const Credentials &m_credentials;
    const QString m_key;
    const Timestamp m_now;
    std::optional<Result<QStringList>> m_secrets;
    std::atomic<bool> m_ready = false;
};

} // namespace cairn
