#include "runner/auditsealer.h"

#include "base/logging.h"
#include "control/audit.h"
#include "store/storelocation.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr Milliseconds SealInterval{600'000};
}

AuditSealer::AuditSealer(Store &store, StoreReader &reader, const QString &workspaceRoot, Timestamp now)
    : m_store(store), m_reader(reader)
{
    auto key = SigningKey::openOrCreate(auditKeyIn(storeFolderOf(workspaceRoot)));
    if (!key) {
        qCWarning(lcRunner).noquote() << "the audit will not be sealed:" << describe(key.error());
        return;
    }
    m_key = std::move(*key);
    const auto changed = noteKeyChange(m_store, m_reader, *m_key, now);
    if (changed && *changed)
        qCWarning(lcRunner) << "the audit is sealed with a new key from here on: .cairn/audit.key is not the one it was";
}

void AuditSealer::tick(Timestamp now)
{
    if (m_rest.isOver(now))
        seal(now);
}

void AuditSealer::seal(Timestamp now)
{
    m_rest.begin(now, SealInterval);
    if (!m_key)
        return;
    if (const auto sealed = sealAudit(m_store, m_reader, *m_key, now); !sealed)
        qCWarning(lcRunner).noquote() << "the audit could not be sealed:" << describe(sealed.error());
}

} // namespace cairn
