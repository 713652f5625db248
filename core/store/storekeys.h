#pragma once

#include "base/timestamp.h"
#include "security/datakey.h"
#include "security/vault.h"
#include "store/sqliteconnection.h"

#include <map>
#include <mutex>

namespace cairn {

/// Under which name the key that wraps those of stores is in a vault: one for all stores of a user.
inline const QString WrappingKeyName = QStringLiteral("cairn-store-key");

/// The keys of one store, as the programs that have it open know them. What a database without any of them tells: which payloads
/// there are (their SHA-256 and sizes are the addresses that rows go by), so that somebody who has a file can tell whether it was
/// here; names, URLs and causes of failures; nothing of what was in a body or a header. Thread-safe.
class StoreKeys
{
public:
    /// Without a vault: for stores that are not sealed.
    explicit StoreKeys(std::shared_ptr<Vault> vault) : m_vault(std::move(vault)) {}

    /// Reads the keys of a store. Errors: Io if the vault has not the one that wraps them, Damaged if it has another.
    Result<void> open(SqliteConnection &connection);
    /// The same if another process made a new one; cheap if not. To be called within each write transaction.
    Result<void> follow(SqliteConnection &connection);
    /// Makes the first key of a store that has none. What it holds is then sealed by and by. Errors: those of the vault.
    Result<void> begin(SqliteConnection &connection, Timestamp now);

    /// What is written now is sealed by it; null: nothing is.
    std::shared_ptr<const DataKey> current() const;
    /// One that was read before; null otherwise.
    std::shared_ptr<const DataKey> known(int number) const;
    /// The key of that number; 0 gives null, which is right as long as not everything is sealed. Errors: Damaged.
    Result<std::shared_ptr<const DataKey>> key(int number, SqliteConnection &connection);
    /// What was sealed under that context. What is not sealed is given back as it is, as above. Errors: Damaged.
    Result<QByteArray> unseal(const QByteArray &bytes, const QByteArray &context, SqliteConnection &connection);

    /// The key that wraps those of stores; made if `make` and there is none.
    Result<SecretBytes> wrappingKey(bool make) const;
    QString vaultName() const { return m_vault ? m_vault->name() : QString(); }

private:
    /// Not everything is sealed yet.
    static Result<bool> takesPlain(SqliteConnection &connection);

    std::shared_ptr<Vault> m_vault;
    mutable std::mutex m_mutex;
    std::map<int, std::shared_ptr<const DataKey>> m_keys;
    int m_current = 0;
};

/// A key as its row has it.
struct StoreKeyRow
{
    int number = 0;
    QByteArray wrapped; ///< empty: it is retired
    QString vault;
    Timestamp madeAt{};
    std::optional<Timestamp> retiredAt{};
};

/// All of a store, in order.
Result<QList<StoreKeyRow>> readStoreKeys(SqliteConnection &connection);

} // namespace cairn
