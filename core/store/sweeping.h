#pragma once

#include "store/sqliteconnection.h"
#include "store/storekeys.h"
#include "store/storelocation.h"

#include <array>
#include <bitset>
#include <optional>
#include <vector>

namespace cairn {

/// Removes what killed programs left behind, a piece at a time: files of payloads that no row names, since their program ended
/// between making them durable and recording them, and unfinished copies of the database. Once a day; nobody would erase it else.
/// Only while upkeep is locked (see lockUpkeep), from one thread at a time.
class Sweeping
{
public:
    Sweeping(StoreLocation location, std::shared_ptr<StoreKeys> keys) : m_location(std::move(location)), m_keys(std::move(keys))
    {
    }

    /// Goes on for some milliseconds if it is time. True: there is more. Errors: those of the store; the next call begins anew, a
    /// day later.
    Result<bool> goOn(SqliteConnection &connection, Timestamp now);

private:
    /// What is compared of a file's name, which is a digest, or what a key made of one: half of it tells files apart, and two
    /// that are alike keep one too many.
    using Name = std::array<char, 16>;
    static Name nameFrom(const QByteArray &bytes);

    void begin();
    Result<bool> doPiece(SqliteConnection &connection);
    Result<void> readPage(SqliteConnection &connection);
    void sweepSubfolder(int number);

    StoreLocation m_location;
    std::shared_ptr<StoreKeys> m_keys;
    std::optional<Timestamp> m_next{}; ///< when it begins; not known before it is first asked
    bool m_isUnderWay = false;
    bool m_allRead = false;
    int m_subfolder = 0;      ///< the next to be looked into
    std::bitset<256> m_quiet; ///< in which nobody was recording a file at the beginning
    std::vector<Name> m_named;
    Digest m_after;
};

} // namespace cairn
