#include "runner/expirywatch.h"

#include "base/logging.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr Milliseconds LookEvery = std::chrono::hours(1);
}

void ExpiryWatch::tick(Timestamp now)
{
    if (!m_rest.isOver(now))
        return;
    m_rest.begin(now, LookEvery);
    const auto records = m_reader.credentials();
    if (!records)
        return; // the store's trouble is told by who writes to it
    for (const CredentialRecord &record : *records) {
        if (record.expiresAt && *record.expiresAt <= now + ExpiryWarning)
            tell(record, now);
    }
}

void ExpiryWatch::tell(const CredentialRecord &record, Timestamp now)
{
    const QString kind = *record.expiresAt <= now ? u"credential.expired"_s : u"credential.expiring"_s;
    const QString mark = record.key + u' ' + kind + u' ' + toRfc3339(*record.expiresAt);
    if (m_told.contains(mark))
        return;
    m_told.insert(mark);
    const QString detail = u"%1 is good until %2"_s.arg(record.key, toRfc3339(*record.expiresAt));
    qCWarning(lcRunner).noquote() << kind << ":" << detail;
    m_store.commit(Transaction(AddEvent{Event{0, now, kind, {}, detail}}), {});
}

} // namespace cairn
