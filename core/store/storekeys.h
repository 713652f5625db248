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

/// A key as its row has it.
struct StoreKeyRow
{
    int number = 0;
    QByteArray wrapped; ///< empty: it is retired
    QString vault;
    Timestamp madeAt{};
    std::optional<Timestamp> retiredAt{};
};

/// The keys of one store, as the programs that have it open know them. What a database without any of them tells: which payloads
/// there are (their SHA-256 and sizes are the addresses that rows go by), so that somebody who has a file can tell whether it was
/// here; names, URLs and causes of failures; what people wrote (reasons, notes, patches); nothing else of what was in a body or a
/// header. Thread-safe.
class StoreKeys
{
public:
    /// `vault`: where the key is that wraps those of the store, and is made if there is none; null: for stores that are not
    /// sealed. `elsewhere` is asked for that of a store which says that it is in another; where it knows none, `vault` is asked.
    explicit StoreKeys(std::shared_ptr<Vault> vault, VaultByName elsewhere = {})
        : m_vault(std::move(vault)), m_elsewhere(std::move(elsewhere))
    {
    }

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

    /// The key that wraps those of stores; made if `make` and there is none. `vault`: as a store says where it is; empty: in the
    /// usual one. Waits for the vault. Errors: Io if it has none, Busy if it cannot be asked, Damaged, and those of write.
    Result<SecretBytes> wrappingKey(bool make, const QString &vault = {}) const;
    /// A new key wrapped as that one is. Errors: as above, Damaged also if the vault has another key by now.
    Result<QByteArray> wrappedLike(const StoreKeyRow &row, const DataKey &key) const;
    /// Where this program looks for a key that is there, as a store says.
    QString vaultName(const QString &said = {}) const;

private:
    /// Not everything is sealed yet.
    static Result<bool> takesPlain(SqliteConnection &connection);

    std::shared_ptr<Vault> vaultFor(const QString &said) const;

    std::shared_ptr<Vault> m_vault;
    VaultByName m_elsewhere;
    mutable std::mutex m_mutex;
    std::map<int, std::shared_ptr<const DataKey>> m_keys;
    int m_current = 0;
};

/// The newest that is in use; null: the store is not sealed.
const StoreKeyRow *keyInUse(const QList<StoreKeyRow> &rows);

/// All of a store, in order.
Result<QList<StoreKeyRow>> readStoreKeys(SqliteConnection &connection);

} // namespace cairn
