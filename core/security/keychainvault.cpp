#include "security/keychainvault.h"

#include "base/folder.h"
#include "base/outputfile.h"
#include "security/glibturns.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusReply>
#include <QDBusVariant>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QRegularExpression>
#include <QThread>

#include <qt6keychain/keychain.h>
#include <sodium.h>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <vector>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

const QString KeychainService = u"cairn"_s;
constexpr std::chrono::seconds KeychainPatience{5};
constexpr int LockPatienceMs = 1'000;
constexpr std::chrono::milliseconds FirstPatience{3 * KeychainPatience}; ///< with who sets a workspace's first secret

/// What a job came to, handed over between threads. Shared, as neither side knows who is last: the caller may be gone.
struct Answer
{
    std::mutex mutex;
    std::condition_variable came;
    bool done = false;
    QKeychain::Error error = QKeychain::NoError;
    QString text;
    SecretBytes secret;
};

Error errorFor(QKeychain::Error error, const QString &text, const QString &key)
{
    const QString &keychain = KeychainName;
    switch (error) {
    case QKeychain::EntryNotFound: return {ErrorKind::NotFound, u"there is no credential %1"_s.arg(key), keychain, {}};
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return {ErrorKind::Busy, u"the keychain is locked"_s, keychain, u"Unlock it, then try again"_s};
    default: // above all, that there is none
        return {ErrorKind::Io,
                u"the keychain cannot be used: %1"_s.arg(text.isEmpty() ? u"it does not answer"_s : text),
                keychain,
                {}};
    }
}

/// Whether the Secret Service's usual collection is locked: with nobody to unlock it, it says that there is no such entry. Other
/// keychains do not answer.
bool isLocked()
{
    auto question = QDBusMessage::createMethodCall(u"org.freedesktop.secrets"_s, u"/org/freedesktop/secrets/aliases/default"_s,
                                                   u"org.freedesktop.DBus.Properties"_s, u"Get"_s);
    question << u"org.freedesktop.Secret.Collection"_s << u"Locked"_s;
    const QDBusReply<QDBusVariant> answer = QDBusConnection::sessionBus().call(question, QDBus::Block, LockPatienceMs);
    return answer.isValid() && answer.value().variant().toBool();
}

/// Where jobs live. QtKeychain carries out all jobs of a process one after the other, by an object of the thread that asked
/// first: so there is one such thread, and it lasts as long as the process.
class KeychainThread
{
public:
    static KeychainThread &ofProcess()
    {
        static auto *only = new KeychainThread;
        return *only;
    }

    /// Starts what `make` makes, and waits for what comes of it. `take` gets the job's result where it went well.
    template <typename Job>
    std::shared_ptr<Answer> ask(const QString &key, const std::function<void(Job &)> &make,
                                const std::function<void(Job &, Answer &)> &take)
    {
        const auto answer = std::make_shared<Answer>();
        if (m_hangs.load()) // it asks somebody to unlock it, and what comes after would wait behind that
            return answer;
        {
            const std::scoped_lock lock(m_mutex);
            m_waiting.push_back([this, key, make, take, answer] { start<Job>(key, make, take, answer); });
        }
        QMetaObject::invokeMethod(
            &m_home, [this] { startWaiting(); }, Qt::QueuedConnection);
        std::unique_lock lock(answer->mutex);
        if (!answer->came.wait_for(lock, KeychainPatience, [&] { return answer->done; }))
            m_hangs.store(true);
        return answer;
    }

private:
    KeychainThread()
    {
        m_thread.setObjectName(u"cairn keychain"_s);
        m_home.moveToThread(&m_thread);
        m_thread.start();
    }

    void startWaiting()
    {
        std::vector<std::function<void()>> waiting;
        {
            const std::scoped_lock lock(m_mutex);
            waiting.swap(m_waiting);
        }
        for (const auto &start : waiting)
            start();
    }

    template <typename Job>
    void start(const QString &key, const std::function<void(Job &)> &make, const std::function<void(Job &, Answer &)> &take,
               const std::shared_ptr<Answer> &answer)
    {
        if (!m_turns)
            m_turns = std::make_unique<GlibTurns>();
        m_turns->begin();
        auto *job = new Job(KeychainService, &m_home); // which deletes itself
        job->setKey(key);
        job->setInsecureFallback(false); // never into a file in plain text
        make(*job);
        QObject::connect(job, &QKeychain::Job::finished, &m_home, [this, job, answer, take] {
            m_turns->end();
            const std::scoped_lock lock(answer->mutex);
            m_hangs.store(false);
            answer->error = job->error();
            answer->text = job->errorString();
            if (answer->error == QKeychain::NoError)
                take(*job, *answer);
            answer->done = true;
            answer->came.notify_all();
        });
        job->start();
    }

    QThread m_thread;
    QObject m_home;                     ///< lives in m_thread
    std::unique_ptr<GlibTurns> m_turns; ///< likewise
    std::atomic<bool> m_hangs = false;
    std::mutex m_mutex;
    std::vector<std::function<void()>> m_waiting; ///< jobs to be started on m_thread
};

tl::unexpected<Error> noneOf(const QString &key)
{
    return tl::unexpected(errorFor(QKeychain::EntryNotFound, {}, key));
}

class KeychainVault final : public Vault
{
public:
    QString name() const override { return KeychainName; }

    Result<SecretBytes> read(const QString &key) const override
    {
        using Job = QKeychain::ReadPasswordJob;
        const auto answer = KeychainThread::ofProcess().ask<Job>(
            key, [](Job &) {},
            [](Job &job, Answer &told) {
                QByteArray bytes = job.binaryData();
                told.secret = SecretBytes::copyOf(bytes);
                sodium_memzero(bytes.data(), size_t(bytes.size()));
            });
        if (const auto well = verdict(*answer, key); !well)
            return tl::unexpected(well.error());
        return std::move(answer->secret);
    }

    Result<void> write(const QString &key, const SecretBytes &secret) override
    {
        using Job = QKeychain::WritePasswordJob;
        const auto copy = std::make_shared<SecretBytes>(SecretBytes::copyOf(secret.view()));
        return verdict(*KeychainThread::ofProcess().ask<Job>(
                           key, [copy](Job &job) { job.setBinaryData(copy->view().toByteArray()); }, [](Job &, Answer &) {}),
                       key);
    }

    Result<void> remove(const QString &key) override
    {
        using Job = QKeychain::DeletePasswordJob;
        if (const auto there = KeychainVault::read(key); !there) // QtKeychain says nothing of one that was not there
            return tl::unexpected(there.error());
        return verdict(*KeychainThread::ofProcess().ask<Job>(
                           key, [](Job &) {}, [](Job &, Answer &) {}),
                       key);
    }

private:
    static Result<void> verdict(Answer &answer, const QString &key)
    {
        const std::scoped_lock lock(answer.mutex);
        if (!answer.done)
            return tl::unexpected(errorFor(QKeychain::AccessDenied, {}, key));
        const bool hidden = answer.error == QKeychain::EntryNotFound && isLocked();
        if (answer.error != QKeychain::NoError)
            return tl::unexpected(errorFor(hidden ? QKeychain::AccessDenied : answer.error, answer.text, key));
        return {};
    }
};

/// See openKeychain(idFile).
class WorkspaceKeychain final : public Vault
{
public:
    explicit WorkspaceKeychain(QString idFile) : m_idFile(std::move(idFile)) {}

    QString name() const override { return KeychainName; }

    Result<SecretBytes> read(const QString &key) const override
    {
        const auto id = readId();
        if (!id)
            return tl::unexpected(id.error());
        if (id->isEmpty())
            return noneOf(key);
        return of(m_all.read(entry(*id, key)), key);
    }

    Result<void> write(const QString &key, const SecretBytes &secret) override
    {
        auto known = readId();
        QLockFile first(m_idFile + u".lock"_s);
        if (known && known->isEmpty()) { // who draws it does so for all that set secrets at this moment
            if (!first.tryLock(FirstPatience) && first.error() == QLockFile::LockFailedError)
                return failure(ErrorKind::Busy, u"another program sets the first secret of this workspace"_s, m_idFile,
                               u"Try again in a moment"_s);
            known = readId();
        }
        if (!known)
            return tl::unexpected(known.error());
        const QString id = known->isEmpty() ? newId() : *known;
        auto written = m_all.write(entry(id, key), secret);
        if (!written || !known->isEmpty())
            return of(std::move(written), key);
        auto kept = keepId(id); // not before: where there is no keychain nothing is left behind
        if (!kept)
            std::ignore = m_all.remove(entry(id, key));
        return kept;
    }

    Result<void> remove(const QString &key) override
    {
        const auto id = readId();
        if (!id)
            return tl::unexpected(id.error());
        return id->isEmpty() ? Result<void>(noneOf(key)) : of(m_all.remove(entry(*id, key)), key);
    }

private:
    static QString entry(const QString &id, const QString &key) { return id + u'/' + key; }

    static QString newId()
    {
        QByteArray bytes(16, '\0');
        randombytes_buf(bytes.data(), size_t(bytes.size()));
        return QString::fromLatin1(bytes.toHex());
    }

    /// What was asked, in the words of who asked.
    template <typename Value> static Result<Value> of(Result<Value> result, const QString &key)
    {
        if (!result && result.error().kind == ErrorKind::NotFound)
            return noneOf(key);
        return result;
    }

    /// Empty: nothing was written yet.
    Result<QString> readId() const
    {
        static const QRegularExpression isId(u"\\A[0-9a-f]{32}\\z"_s);
        QFile file(m_idFile);
        if (!file.exists())
            return QString();
        const QString id = file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.read(64)).trimmed() : QString();
        if (isId.match(id).hasMatch())
            return id;
        return failure(ErrorKind::Io, u"the workspace's id in the keychain cannot be read"_s, m_idFile,
                       u"Put it back from a backup, or move the file away and set the credentials again"_s);
    }

    Result<void> keepId(const QString &id) const
    {
        if (const auto written = writeOutput(m_idFile, id.toLatin1() + '\n'); !written)
            return written;
        return syncFolder(QFileInfo(m_idFile).absolutePath());
    }

    const QString m_idFile;
    KeychainVault m_all;
};

} // namespace

std::unique_ptr<Vault> openKeychain()
{
    return std::make_unique<KeychainVault>();
}

std::unique_ptr<Vault> openKeychain(const QString &idFile)
{
    return std::make_unique<WorkspaceKeychain>(idFile);
}

} // namespace cairn
