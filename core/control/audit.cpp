#include "control/audit.h"

#include "base/logging.h"
#include "store/auditchain.h"

#include <QJsonDocument>
#include <QtEndian>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int Page = 1'000;
constexpr int MostFlaws = 100;
const QString AuditKeyChanged = u"audit.key_changed"_s;

/// Entries and seals side by side, in order.
class Verification
{
public:
    explicit Verification(const QByteArray &key) : m_anyKey(key.isEmpty()) { verdict.key = key; }

    AuditVerdict verdict;

    void entry(const AuditEntry &entry)
    {
        ++verdict.entries;
        if (entry.seq > m_seq + 1)
            flaw(AuditFlaw::Missing, m_seq + 1,
                 entry.seq == m_seq + 2 ? u"entry %1 is not there"_s.arg(m_seq + 1)
                                        : u"entries %1 to %2 are not there"_s.arg(m_seq + 1).arg(entry.seq - 1));
        else if (entry.previous != m_hash)
            flaw(AuditFlaw::Reordered, entry.seq, u"entry %1 does not follow the one before it"_s.arg(entry.seq));
        if (auditHash(entry) != entry.hash)
            flaw(AuditFlaw::Changed, entry.seq, u"entry %1 is not as it was written"_s.arg(entry.seq));
        if (entry.action == AuditKeyChanged) {
            m_nextKey = QByteArray::fromBase64(QJsonDocument::fromJson(entry.after).object().value(u"key").toString().toLatin1());
            m_nextKeyFrom = entry.seq;
        }
        m_seq = entry.seq;
        m_hash = entry.hash;
    }

    /// Of the entry that was last seen, or of one that is not there.
    void seal(const AuditSeal &seal)
    {
        ++verdict.seals;
        if (verdict.key.isEmpty())
            verdict.key = seal.key;
        if (seal.seq != m_seq)
            return flaw(AuditFlaw::CutOff, seal.seq, u"entry %1 was sealed and is not there"_s.arg(seal.seq));
        if (m_anyKey && seal.key != verdict.key && seal.key == m_nextKey) {
            verdict.key = seal.key;
            verdict.keyChanges.append(m_nextKeyFrom);
        }
        if (seal.key != verdict.key)
            return flaw(AuditFlaw::BadSeal, seal.seq, u"the seal of entry %1 is by another key"_s.arg(seal.seq));
        if (!SigningKey::verify(sealMessage(seal), seal.signature, seal.key))
            return flaw(AuditFlaw::BadSeal, seal.seq, u"the seal of entry %1 is not signed by its key"_s.arg(seal.seq));
        if (seal.hash != m_hash)
            return flaw(AuditFlaw::BadSeal, seal.seq, u"entry %1 was sealed with another past"_s.arg(seal.seq));
        verdict.sealedUpTo = seal.seq;
        verdict.sealedAt = seal.at;
    }

private:
    void flaw(AuditFlaw::Kind kind, qint64 seq, const QString &detail)
    {
        if (verdict.flaws.size() < MostFlaws)
            verdict.flaws.append({kind, seq, detail});
    }

    bool m_anyKey;
    qint64 m_seq = 0;
    Digest m_hash = auditOrigin();
    QByteArray m_nextKey;
    qint64 m_nextKeyFrom = 0;
};

/// Hands out seals in order, a page at a time.
class Seals
{
public:
    explicit Seals(StoreReader &reader) : m_reader(reader) {}

    /// The next one up to `seq`, if there is one.
    Result<std::optional<AuditSeal>> next(qint64 seq)
    {
        if (m_place == m_page.size() && !m_atEnd) {
            auto page = m_reader.auditSeals(m_after, Page);
            if (!page)
                return tl::unexpected(page.error());
            m_page = std::move(*page);
            m_place = 0;
            m_atEnd = m_page.isEmpty();
            m_after = m_atEnd ? m_after : m_page.last().seq;
        }
        if (m_place == m_page.size() || m_page.at(m_place).seq > seq)
            return std::nullopt;
        return m_page.at(m_place++);
    }

private:
    StoreReader &m_reader;
    QList<AuditSeal> m_page;
    qsizetype m_place = 0;
    qint64 m_after = 0;
    bool m_atEnd = false;
};

Result<void> takeSeals(Verification &verification, Seals &seals, qint64 upTo)
{
    for (;;) {
        const auto seal = seals.next(upTo);
        if (!seal)
            return tl::unexpected(seal.error());
        if (!*seal)
            return {};
        verification.seal(**seal);
    }
}

} // namespace

QString word(AuditFlaw::Kind kind)
{
    switch (kind) {
    case AuditFlaw::Changed: return u"changed"_s;
    case AuditFlaw::Missing: return u"missing"_s;
    case AuditFlaw::Reordered: return u"reordered"_s;
    case AuditFlaw::CutOff: return u"cut_off"_s;
    case AuditFlaw::BadSeal: return u"bad_seal"_s;
    }
    Q_UNREACHABLE();
    return {};
}

Result<AuditVerdict> verifyAudit(StoreReader &reader, const QByteArray &key, const std::function<bool(qint64)> &progress)
{
    Verification verification(key);
    Seals seals(reader);
    bool lastLook = false; // seals first, then entries: what is sealed while this goes on is there when its seal is looked at
    for (qint64 after = 0;;) {
        const auto page = reader.auditEntries(after, Page);
        if (!page)
            return tl::unexpected(page.error());
        for (const AuditEntry &entry : *page) {
            if (auto before = takeSeals(verification, seals, entry.seq - 1); !before) // of entries that are not there
                return tl::unexpected(before.error());
            verification.entry(entry);
            if (auto own = takeSeals(verification, seals, entry.seq); !own)
                return tl::unexpected(own.error());
        }
        if (page->isEmpty() && std::exchange(lastLook, true))
            break;
        if (page->isEmpty()) {
            if (auto fetched = seals.next(0); !fetched)
                return tl::unexpected(fetched.error());
            continue;
        }
        after = page->last().seq;
        if (progress && !progress(verification.verdict.entries))
            return failure(ErrorKind::Cancelled, u"Stopped after %1 entries"_s.arg(verification.verdict.entries));
    }
    if (auto rest = takeSeals(verification, seals, std::numeric_limits<qint64>::max()); !rest)
        return tl::unexpected(rest.error());
    return verification.verdict;
}

QByteArray sealMessage(const AuditSeal &seal)
{
    QByteArray message("cairn-audit-seal/1");
    for (const qint64 number : {seal.seq, qint64(seal.at.time_since_epoch().count())}) {
        const qint64 ordered = qToBigEndian(number);
        message.append(reinterpret_cast<const char *>(&ordered), sizeof ordered);
    }
    return message + seal.hash.toBytes();
}

Result<QByteArray> sealingKey(StoreReader &reader)
{
    QByteArray key;
    for (qint64 after = 0;;) {
        const auto page = reader.auditSeals(after, Page);
        if (!page)
            return tl::unexpected(page.error());
        if (page->isEmpty())
            return key;
        after = page->last().seq;
        key = page->last().key;
    }
}

Result<bool> noteKeyChange(Store &store, StoreReader &reader, const SigningKey &key, Timestamp now)
{
    const auto sealed = sealingKey(reader);
    if (!sealed)
        return tl::unexpected(sealed.error());
    const QByteArray &before = *sealed;
    if (before.isEmpty() || before == key.publicKey())
        return false;
    const auto named = [](const QByteArray &publicKey) {
        return QJsonObject{{u"key"_s, QString::fromLatin1(publicKey.toBase64())}};
    };
    store.commit(
        Transaction(audited(now, u"runner"_s, AuditKeyChanged, u"audit"_s, u"the key that sealed before is not there any more"_s,
                            named(before), named(key.publicKey()))),
        {});
    return true;
}

Result<void> sealAudit(Store &store, StoreReader &reader, const SigningKey &key, Timestamp now)
{
    const auto last = reader.lastAuditEntry();
    if (!last)
        return tl::unexpected(last.error());
    if (!*last)
        return {};
    const auto sealed = reader.auditSeals((*last)->seq - 1, 1);
    if (!sealed)
        return tl::unexpected(sealed.error());
    if (!sealed->isEmpty())
        return {};
    AuditSeal seal{(*last)->seq, (*last)->hash, now, key.publicKey(), {}};
    seal.signature = key.sign(sealMessage(seal));
    store.commit(Transaction(PutAuditSeal{seal}), [](const Result<Committed> &done) {
        if (!done)
            qCWarning(lcControl).noquote() << "the audit could not be sealed:" << describe(done.error());
    });
    return {};
}

QJsonObject toJson(const AuditEntry &entry)
{
    QJsonObject json{{u"seq"_s, entry.seq},
                     {u"at"_s, toRfc3339(entry.at)},
                     {u"actor"_s, entry.actor},
                     {u"action"_s, entry.action},
                     {u"subject"_s, entry.subject},
                     {u"hash"_s, entry.hash.toHex()},
                     {u"previous"_s, entry.previous.toHex()}};
    if (!entry.reason.isEmpty())
        json.insert(u"reason"_s, entry.reason);
    if (!entry.before.isEmpty())
        json.insert(u"before"_s, QJsonDocument::fromJson(entry.before).object());
    if (!entry.after.isEmpty())
        json.insert(u"after"_s, QJsonDocument::fromJson(entry.after).object());
    return json;
}

AddAudit audited(Timestamp at, const QString &actor, const QString &action, const QString &subject, const QString &reason,
                 const QJsonObject &before, const QJsonObject &after, bool onlyIfNew)
{
    const auto compact = [](const QJsonObject &object) {
        return object.isEmpty() ? QByteArray() : QJsonDocument(object).toJson(QJsonDocument::Compact);
    };
    return {{0, at, actor, action, subject, reason, compact(before), compact(after)}, onlyIfNew};
}

} // namespace cairn
