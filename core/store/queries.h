#pragma once

#include "store/sqliteconnection.h"

namespace cairn {

// A query of the catalog, used once: bound by `bind`, its rows made values by `read`.

template <typename Bind, typename Read>
auto allOf(SqliteConnection &connection, QLatin1String name, Bind bind, Read read)
    -> Result<QList<decltype(read(std::declval<Row &>()))>>
{
    const auto query = connection.prepared(name);
    if (!query)
        return tl::unexpected(query.error());
    Statement statement(**query, connection.database());
    bind(statement);
    return statement.all(read);
}

template <typename Bind, typename Read>
auto firstOf(SqliteConnection &connection, QLatin1String name, Bind bind, Read read)
    -> Result<std::optional<decltype(read(std::declval<Row &>()))>>
{
    const auto rows = allOf(connection, name, bind, read);
    if (!rows)
        return tl::unexpected(rows.error());
    return rows->isEmpty() ? std::nullopt : std::optional(rows->first());
}

inline constexpr auto NothingBound = [](Statement &) {};

} // namespace cairn
