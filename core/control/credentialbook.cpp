#include "control/credentialbook.h"

#include "control/audit.h"
#include "net/webhooksignature.h"

#include <QJsonArray>

#include <map>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

using Uses = std::map<QString, CredentialUse>;

void addUse(Uses &uses, const QString &key, const QString &kind, const QString &user)
{
    if (key.isEmpty())
        return;
    CredentialUse &use = uses[key];
    use.key = key;
    if (use.kind.isEmpty())
        use.kind = kind;
    if (!use.usedBy.contains(user))
        use.usedBy.append(user);
}

/// Of what comes in and what goes out.
void addSignature(Uses &uses, const QString &key, const QString &user)
{
    addUse(uses, key, u"webhook"_s, user);
    if (!key.isEmpty())
        uses[key].signs = true;
}

void addService(Uses &uses, const Service &service)
{
    const CredentialRule &rule = service.credential;
    addUse(uses, rule.key, word(rule.kind), u"service %1"_s.arg(service.name));
    if (rule.rotation.isDeclared())
        uses[rule.key].rotatedBy = service.name;
    addUse(uses, rule.certificateKey, word(CredentialKind::Mtls), u"service %1 (certificate)"_s.arg(service.name));
}

void addPipeline(Uses &uses, const Pipeline &pipeline)
{
    addSignature(uses, pipeline.input.webhookSecret, u"pipeline %1 (webhook)"_s.arg(pipeline.name));
    for (const Step &step : pipeline.steps) {
        if (step.callback)
            addSignature(uses, step.callback->secret, u"pipeline %1 (callback of %2)"_s.arg(pipeline.name, step.id.name()));
    }
}

/// What the live definitions and the workspace's files name.
Result<Uses> namedKeys(StoreReader &reader, const Workspace &files)
{
    const auto services = reader.services();
    const auto pipelines = reader.pipelines();
    if (!services || !pipelines)
        return tl::unexpected(services ? pipelines.error() : services.error());
    Uses uses;
    for (const QList<ServiceRevision> &all : {*services, files.services}) {
        for (const ServiceRevision &revision : all)
            addService(uses, revision.service);
    }
    for (const QList<PipelineVersion> &all : {*pipelines, files.pipelines}) {
        for (const PipelineVersion &version : all)
            addPipeline(uses, version.pipeline);
    }
    for (const AlertRoute &route : files.settings.alerts.settings.routes)
        addSignature(uses, route.secret, u"alert route %1"_s.arg(route.name));
    return uses;
}

/// Messages are signed with the first of its lines, and checked with all of them.
Result<void> wantWebhookSecret(const SecretBytes &secret)
{
    return webhookKeys({QString::fromUtf8(secret.view())}).map([](const QList<WebhookKey> &) {});
}

std::optional<CredentialRecord> recordOf(const QList<CredentialRecord> &records, const QString &key)
{
    const auto found = std::find_if(records.begin(), records.end(), [&](const CredentialRecord &one) { return one.key == key; });
    return found == records.end() ? std::nullopt : std::optional(*found);
}

QString word(VaultPlace place)
{
    switch (place) {
    case VaultPlace::Service: return u"service_manager"_s;
    case VaultPlace::Command: return u"command"_s;
    case VaultPlace::Keychain: return u"keychain"_s;
    case VaultPlace::Folder: return u"folder"_s;
    }
    Q_UNREACHABLE();
    return {};
}

/// What the audit and the record say; and what has come to its end is taken away at this opportunity.
class Recording
{
public:
    Recording(Store &store, const Credentials &credentials, const CredentialChange &change)
        : m_store(store), m_credentials(credentials), m_change(change)
    {
    }

    /// Before the vault is touched: whatever can fail here must not leave a secret that nobody has recorded. Who may not record
    /// it is refused now, by a write of the same kind that changes nothing.
    Result<void> begin()
    {
        auto reader = m_store.reader();
        if (!reader)
            return tl::unexpected(reader.error());
        auto records = (*reader)->credentials();
        const auto services = (*reader)->services();
        if (!records || !services)
            return tl::unexpected(records ? services.error() : records.error());
        m_records = std::move(*records);
        for (const ServiceRevision &revision : *services) {
            if (revision.service.credential.key == m_change.key)
                m_kind = cairn::word(revision.service.credential.kind);
        }
        const auto known = recordOf(m_records, m_change.key);
        return m_store.commitAndWait(Transaction(known ? Write(PutCredential{*known}) : Write(ForgetCredential{m_change.key})))
            .map([](const Committed &) {});
    }

    bool isRecorded() const { return recordOf(m_records, m_change.key).has_value(); }

    /// What was set once and is nowhere any more, as where its file was removed by hand.
    Result<void> forget()
    {
        const QJsonObject after{{u"place"_s, u"nowhere"_s}};
        Transaction transaction(ForgetCredential{m_change.key});
        transaction.add(audited(m_change.at, m_change.actor, u"credential.removed"_s, u"credential/"_s + m_change.key,
                                m_change.reason, before(), after));
        return m_store.commitAndWait(std::move(transaction)).map([](const Committed &) {});
    }

    Result<VaultPlace> end(const QString &action, VaultPlace place, std::optional<Timestamp> previousUntil = {})
    {
        Transaction transaction;
        QJsonObject after{{u"place"_s, word(place)}};
        if (m_change.expiresAt)
            after.insert(u"expires_at"_s, toRfc3339(*m_change.expiresAt));
        if (previousUntil)
            after.insert(u"previous_until"_s, toRfc3339(*previousUntil));
        if (action == "removed"_L1)
            transaction.add(ForgetCredential{m_change.key});
        else
            transaction.add(
                PutCredential{{m_change.key, m_kind, m_change.at, m_change.actor, m_change.expiresAt, previousUntil}});
        transaction.add(audited(m_change.at, m_change.actor, u"credential."_s + action, u"credential/"_s + m_change.key,
                                m_change.reason, before(), after));
        dropEnded(transaction);
        const auto done = m_store.commitAndWait(std::move(transaction));
        if (done)
            return place;
        Error error = done.error();
        error.detail = u"the secret was %1, but that could not be recorded: %2"_s.arg(action, error.detail);
        return tl::unexpected(error);
    }

private:
    QJsonObject before() const
    {
        const auto record = recordOf(m_records, m_change.key);
        QJsonObject json;
        if (record)
            json = {{u"set_at"_s, toRfc3339(record->setAt)}, {u"set_by"_s, record->setBy}};
        if (record && record->expiresAt)
            json.insert(u"expires_at"_s, toRfc3339(*record->expiresAt));
        return json;
    }

    /// Former secrets that may not be used any more.
    void dropEnded(Transaction &transaction)
    {
        for (CredentialRecord record : std::as_const(m_records)) {
            if (record.key == m_change.key || !record.previousUntil || *record.previousUntil > m_change.at)
                continue;
            const auto place = m_credentials.placeOf(previousKey(record.key));
            if (place && !m_credentials.remove(*place, previousKey(record.key)))
                continue;
            record.previousUntil.reset();
            transaction.add(PutCredential{record});
        }
    }

    Store &m_store;
    const Credentials &m_credentials;
    const CredentialChange &m_change;
    QList<CredentialRecord> m_records;
    QString m_kind = u"secret"_s;
};

Result<void> wantKey(const QString &key)
{
    if (isName(key))
        return {};
    return failure(ErrorKind::Usage, u"'%1' is not the name of a credential"_s.arg(key.left(64)), {},
                   u"Use letters, digits, '.', '_' and '-'"_s);
}

/// A former secret that is kept beside; there need not be one.
void removePrevious(const Credentials &credentials, const QString &key)
{
    if (const auto place = credentials.placeOf(previousKey(key)))
        static_cast<void>(credentials.remove(*place, previousKey(key)));
}

} // namespace

CredentialState stateOf(const CredentialUse &use, Timestamp now)
{
    if (!use.place)
        return CredentialState::Missing;
    if (!use.trouble.detail.isEmpty())
        return CredentialState::Unusable;
    const auto ends = use.record ? use.record->expiresAt : std::nullopt;
    if (!ends || *ends > now + ExpiryWarning)
        return CredentialState::Good;
    return *ends > now ? CredentialState::Expiring : CredentialState::Expired;
}

QString word(CredentialState state)
{
    switch (state) {
    case CredentialState::Good: return u"good"_s;
    case CredentialState::Expiring: return u"expiring"_s;
    case CredentialState::Expired: return u"expired"_s;
    case CredentialState::Missing: return u"missing"_s;
    case CredentialState::Unusable: return u"unusable"_s;
    }
    Q_UNREACHABLE();
    return {};
}

Result<QList<CredentialUse>> listCredentials(StoreReader &reader, const Workspace &files, const Credentials &credentials)
{
    auto uses = namedKeys(reader, files);
    const auto records = reader.credentials();
    if (!uses || !records)
        return tl::unexpected(uses ? records.error() : uses.error());
    for (const CredentialRecord &record : *records) {
        CredentialUse &use = (*uses)[record.key];
        use.key = record.key;
        use.record = record;
        if (use.kind.isEmpty())
            use.kind = record.kind;
    }
    QList<CredentialUse> all;
    for (auto &[key, use] : *uses) {
        const auto place = credentials.placeOf(key);
        if (place) {
            use.place = *place;
            use.placeName = credentials.nameOf(*place);
            const auto secret = use.signs ? credentials.read(key) : Result<SecretBytes>(SecretBytes());
            const auto good = secret && use.signs ? wantWebhookSecret(*secret) : Result<void>();
            if (!secret || !good) {
                use.trouble = secret ? good.error() : secret.error();
                use.trouble.where = key;
            }
        } else {
            use.trouble = place.error();
        }
        all.append(use);
    }
    return all;
}

Result<void> checkSecret(StoreReader &reader, const Workspace &files, const QString &key, const SecretBytes &secret)
{
    const auto uses = namedKeys(reader, files);
    if (!uses)
        return tl::unexpected(uses.error());
    const auto use = uses->find(key);
    const auto good = use != uses->end() && use->second.signs ? wantWebhookSecret(secret) : Result<void>();
    if (good)
        return {};
    return failure(ErrorKind::Usage, u"%1 names %2: %3"_s.arg(use->second.usedBy.first(), key, good.error().detail), {},
                   good.error().remedy);
}

QJsonObject toJson(const CredentialUse &use, Timestamp now)
{
    QJsonObject json{{u"key"_s, use.key},
                     {u"kind"_s, use.kind},
                     {u"state"_s, word(stateOf(use, now))},
                     {u"used_by"_s, QJsonArray::fromStringList(use.usedBy)},
                     {u"place"_s, use.place ? QJsonValue(word(*use.place)) : QJsonValue()}};
    if (!use.rotatedBy.isEmpty())
        json.insert(u"rotated_by"_s, use.rotatedBy);
    if (!use.trouble.detail.isEmpty())
        json.insert(u"trouble"_s, describe(use.trouble));
    if (use.record) {
        json.insert(u"set_at"_s, toRfc3339(use.record->setAt));
        json.insert(u"set_by"_s, use.record->setBy);
        json.insert(u"age_ms"_s, qint64((now - use.record->setAt).count()));
    }
    if (use.record && use.record->expiresAt)
        json.insert(u"expires_at"_s, toRfc3339(*use.record->expiresAt));
    if (use.record && use.record->previousUntil && *use.record->previousUntil > now)
        json.insert(u"previous_until"_s, toRfc3339(*use.record->previousUntil));
    return json;
}

Result<VaultPlace> setCredential(Store &store, const Credentials &credentials, const CredentialChange &change, VaultPlace place,
                                 const SecretBytes &secret)
{
    if (const auto named = wantKey(change.key); !named)
        return tl::unexpected(named.error());
    Recording recording(store, credentials, change);
    if (const auto begun = recording.begin(); !begun)
        return tl::unexpected(begun.error());
    if (const auto put = credentials.write(place, change.key, secret); !put)
        return tl::unexpected(put.error());
    removePrevious(credentials, change.key); // which was before another one
    return recording.end(u"set"_s, place);
}

Result<VaultPlace> rotateCredential(Store &store, const Credentials &credentials, const CredentialChange &change,
                                    Milliseconds overlap, const SecretBytes &secret)
{
    if (const auto named = wantKey(change.key); !named)
        return tl::unexpected(named.error());
    Recording recording(store, credentials, change);
    if (const auto begun = recording.begin(); !begun)
        return tl::unexpected(begun.error());
    const Timestamp until = change.at + overlap;
    const auto place = credentials.rotate(change.key, secret, until);
    if (!place)
        return tl::unexpected(place.error());
    return recording.end(u"rotated"_s, *place, until);
}

Result<VaultPlace> removeCredential(Store &store, const Credentials &credentials, const CredentialChange &change)
{
    if (const auto named = wantKey(change.key); !named)
        return tl::unexpected(named.error());
    Recording recording(store, credentials, change);
    if (const auto begun = recording.begin(); !begun)
        return tl::unexpected(begun.error());
    const auto place = credentials.placeOf(change.key);
    if (!place)
        return tl::unexpected(place.error());
    if (const auto removed = credentials.remove(*place, change.key); !removed)
        return tl::unexpected(removed.error());
    removePrevious(credentials, change.key);
    return recording.end(u"removed"_s, *place);
}

Result<void> forgetCredential(Store &store, const Credentials &credentials, const CredentialChange &change)
{
    if (auto named = wantKey(change.key); !named)
        return named;
    Recording recording(store, credentials, change);
    if (auto begun = recording.begin(); !begun)
        return begun;
    const auto place = credentials.placeOf(change.key);
    if (place)
        return failure(ErrorKind::Conflict, u"the secret %1 is there"_s.arg(change.key), credentials.nameOf(*place));
    if (place.error().kind != ErrorKind::NotFound || !recording.isRecorded())
        return tl::unexpected(place.error());
    return recording.forget();
}

} // namespace cairn
