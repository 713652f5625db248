#include "security/credentials.h"

#include "model/credential.h"
#include "security/commandvault.h"
#include "security/foldervault.h"
#include "security/keychainvault.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QHash>
#include <QThreadPool>

#include <algorithm>
#include <deque>
#include <mutex>
#include <vector>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int QuestionsAtOnce = 2;
constexpr int RecentMs = 10'000;

QString choices(const QString &key)
{
    return u"Without a keychain, choose: `cairn credential set %1 --file` (a file of mode 0600 in .cairn/credentials), a systemd "
           "credential (LoadCredential=), or vault: { command: … } in cairn.yaml"_s.arg(key);
}

QString howToSet(const QString &key)
{
    return u"`cairn credential set %1` puts it into the keychain, with --file into .cairn/credentials"_s.arg(key);
}

// A secret that was replaced is kept behind a line with the time until which it may be used, in milliseconds since 1970: wherever
// it lies, and whoever reads it, it ends then.

QByteArray lineUntil(Timestamp until)
{
    return QByteArray::number(qint64(until.time_since_epoch().count())) + '\n';
}

/// What is behind that line. Errors: NotFound.
Result<QByteArrayView> formerOf(QByteArrayView kept, const QString &key, Timestamp now)
{
    const qsizetype lineEnd = kept.indexOf('\n');
    const Timestamp until{Milliseconds(kept.first(std::max<qsizetype>(lineEnd, 0)).toByteArray().toLongLong())};
    if (lineEnd < 0 || until <= now)
        return failure(ErrorKind::NotFound, u"the secret that %1 had before may not be used any more"_s.arg(key));
    return kept.sliced(lineEnd + 1);
}

} // namespace

struct Credentials::Texts
{
    QString newest;
    QByteArray former; ///< as it is kept; empty: there is none
};

struct Credentials::Places
{
    struct Place
    {
        VaultPlace place;
        std::unique_ptr<Vault> vault;
    };
    /// What they were a moment ago, found or not. Both of the same moment: between them no rotation may hide the old one.
    struct Recent
    {
        Result<Texts> texts;
        QDeadlineTimer until;
    };
    std::vector<Place> all; ///< in the order in which they are asked
    std::mutex mutex;
    QHash<QString, Recent> recent;
    std::deque<std::function<void(const Credentials &)>> questions; ///< handed over under `mutex`, as is `recent`
    QThreadPool threads;                                            ///< last: what it carries out uses the others

    ~Places()
    {
        threads.waitForDone();
        const std::scoped_lock lock(mutex); // by which sanitizers see what the threads did
    }
    Vault *at(VaultPlace place) const
    {
        const auto found = std::find_if(all.begin(), all.end(), [place](const Place &one) { return one.place == place; });
        return found == all.end() ? nullptr : found->vault.get();
    }
};

struct Credentials::Found
{
    VaultPlace place;
    SecretBytes secret;
};

Credentials::Credentials(const QString &workspaceRoot, const QStringList &command) : m_places(std::make_shared<Places>())
{
    const auto add = [this](VaultPlace place, std::unique_ptr<Vault> vault) {
        m_places->all.push_back({place, std::move(vault)});
    };
    if (const QString given = qEnvironmentVariable("CREDENTIALS_DIRECTORY"); !given.isEmpty())
        add(VaultPlace::Service, std::make_unique<FolderVault>(given, FolderVault::Kind::Given));
    if (!command.isEmpty())
        add(VaultPlace::Command, std::make_unique<CommandVault>(command, workspaceRoot));
    add(VaultPlace::Keychain, openKeychain(QDir(workspaceRoot).filePath(u".cairn/keychain-id"_s)));
    add(VaultPlace::Folder,
        std::make_unique<FolderVault>(QDir(workspaceRoot).filePath(u".cairn/credentials"_s), FolderVault::Kind::Own));
    m_places->threads.setMaxThreadCount(QuestionsAtOnce);
}

Result<Credentials::Found> Credentials::find(const QString &key) const
{
    std::optional<Error> unasked;
    QStringList asked;
    for (const Places::Place &one : m_places->all) {
        auto secret = one.vault->read(key);
        if (secret)
            return Found{one.place, std::move(*secret)};
        // A place that holds it and must not be read is an error; one that cannot be asked only if no other has it.
        if (secret.error().kind == ErrorKind::Usage)
            return tl::unexpected(secret.error());
        if (secret.error().kind != ErrorKind::NotFound && !unasked)
            unasked = secret.error();
        asked.append(one.vault->name());
    }
    const QString nowhere = u"there is no credential %1"_s.arg(key);
    if (!unasked)
        return failure(ErrorKind::NotFound, nowhere, asked.join(u", "_s), howToSet(key));
    return failure(unasked->kind, nowhere + u" elsewhere; "_s + unasked->detail, unasked->where,
                   unasked->remedy.isEmpty() ? choices(key) : unasked->remedy);
}

Result<SecretBytes> Credentials::read(const QString &key) const
{
    auto found = find(key);
    if (!found)
        return tl::unexpected(found.error());
    return std::move(found->secret);
}

Result<QStringList> Credentials::secrets(const QString &key, Timestamp now) const
{
    return recent(key).map([&](const Texts &texts) {
        QStringList all{texts.newest};
        if (const auto former = formerOf(texts.former, key, now))
            all.append(QString::fromUtf8(*former));
        return all;
    });
}

Result<Credentials::Texts> Credentials::recent(const QString &key) const
{
    {
        const std::scoped_lock lock(m_places->mutex);
        if (const auto found = m_places->recent.constFind(key); found != m_places->recent.cend() && !found->until.hasExpired())
            return found->texts;
    }
    const auto texts = find(key).map([&](const Found &found) {
        Texts both{QString::fromUtf8(found.secret.view()), {}};
        if (found.place == VaultPlace::Keychain || found.place == VaultPlace::Folder) { // the others keep none
            if (const auto kept = m_places->at(found.place)->read(previousKey(key)))
                both.former = kept->view().toByteArray();
        }
        return both;
    });
    const std::scoped_lock lock(m_places->mutex);
    m_places->recent.removeIf([](const auto &one) { return one.value().until.hasExpired(); });
    m_places->recent.insert(key, {texts, QDeadlineTimer(RecentMs)});
    return texts;
}

Result<VaultPlace> Credentials::placeOf(const QString &key) const
{
    return find(key).map([](const Found &found) { return found.place; });
}

QString Credentials::nameOf(VaultPlace place) const
{
    const Vault *vault = m_places->at(place);
    return vault ? vault->name() : QString();
}

Result<void> Credentials::write(VaultPlace place, const QString &key, const SecretBytes &secret) const
{
    Vault *vault = m_places->at(place);
    if (!vault)
        return failure(ErrorKind::Usage, u"there is no such place for credentials"_s, {}, choices(key));
    if (secret.isEmpty() || secret.size() > LargestSecret)
        return failure(ErrorKind::Usage, u"a secret has between 1 byte and %1 KiB"_s.arg(LargestSecret / 1024));
    auto written = vault->write(key, secret);
    if (!written && place == VaultPlace::Keychain && written.error().remedy.isEmpty())
        written.error().remedy = choices(key);
    return written;
}

Result<void> Credentials::remove(VaultPlace place, const QString &key) const
{
    Vault *vault = m_places->at(place);
    return vault ? vault->remove(key) : failure(ErrorKind::NotFound, u"there is no credential %1"_s.arg(key));
}

Result<SecretBytes> Credentials::readPrevious(const QString &key, Timestamp now) const
{
    const auto kept = read(previousKey(key));
    if (!kept)
        return tl::unexpected(kept.error());
    const auto former = formerOf(kept->view(), key, now);
    if (!former)
        return tl::unexpected(former.error());
    return SecretBytes::copyOf(*former);
}

Result<VaultPlace> Credentials::rotate(const QString &key, const SecretBytes &secret, Timestamp previousUntil) const
{
    const auto old = find(key);
    if (!old)
        return tl::unexpected(old.error());
    const QByteArray line = lineUntil(previousUntil);
    SecretBytes kept(line.size() + old->secret.size());
    std::copy(line.begin(), line.end(), kept.data());
    std::copy_n(old->secret.data(), old->secret.size(), kept.data() + line.size());
    // First the old one, so that there is no moment without either.
    if (const auto put = write(old->place, previousKey(key), kept); !put)
        return tl::unexpected(put.error());
    if (const auto put = write(old->place, key, secret); !put)
        return tl::unexpected(put.error());
    return old->place;
}

void Credentials::later(std::function<void(const Credentials &)> question) const
{
    Places *const places = m_places.get();
    {
        const std::scoped_lock lock(places->mutex);
        places->questions.push_back(std::move(question));
    }
    places->threads.start([places] {
        std::unique_lock lock(places->mutex);
        const auto next = std::move(places->questions.front());
        places->questions.pop_front();
        lock.unlock();
        // It must not own them: the last owner waits for the threads, and would be one of them.
        next(Credentials(std::shared_ptr<Places>(std::shared_ptr<Places>(), places)));
    });
}

} // namespace cairn
