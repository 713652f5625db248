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
    const auto query = connection.prepared(name);
    if (!query)
        return tl::unexpected(query.error());
    Statement statement(**query, connection.database());
    bind(statement);
    return statement.first(read);
}

inline constexpr auto NothingBound = [](Statement &) {};

/// Where no row is as good as one of which nothing is known.
template <typename T> Result<T> orEmpty(const Result<std::optional<T>> &found)
{
    return found.map([](const std::optional<T> &one) { return one.value_or(T()); });
}

/// The number that the first row begins with; 0: there is none.
template <typename Bind> Result<qint64> numberOf(SqliteConnection &connection, QLatin1String name, Bind bind)
{
    return orEmpty(firstOf(connection, name, bind, [](Row &row) { return row.integer(); }));
}

} // namespace cairn
