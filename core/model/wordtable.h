#pragma once

#include <QLatin1String>
#include <QList>
#include <QString>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace cairn {

/// The words that stand for an enumeration's values in files, rows and JSON: each value once, each word once.
template <typename E, size_t N> using WordTable = std::array<std::pair<E, QLatin1String>, N>;

/// The value must be among them.
template <typename E, size_t N> QString wordIn(const WordTable<E, N> &words, E value)
{
    const auto found = std::find_if(words.begin(), words.end(), [&](const auto &entry) { return entry.first == value; });
    Q_ASSERT(found != words.end());
    return found->second;
}

template <typename E, size_t N> std::optional<E> valueIn(const WordTable<E, N> &words, QStringView word)
{
    const auto found = std::find_if(words.begin(), words.end(), [&](const auto &entry) { return word == entry.second; });
    return found == words.end() ? std::nullopt : std::optional(found->first);
}

template <typename E, size_t N> QList<E> valuesOf(const WordTable<E, N> &words)
{
    QList<E> values;
    for (const auto &entry : words)
        values.append(entry.first);
    return values;
}

} // namespace cairn
