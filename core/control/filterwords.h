#pragma once

#include "base/error.h"
#include "base/timestamp.h"
#include "model/words.h"

#include <QStringList>

#include <algorithm>
#include <array>

namespace cairn {

// The grammar that the filters of runs, of incidents and of the audit have in common, on the command line and in the console.

/// A word with a key: "state:blocked,held".
struct FilterWord
{
    QString key;
    QString value; ///< not empty
};

/// One of a filter's keys, and how its value is read.
template <typename Filter> struct FilterKey
{
    QLatin1String key;
    Result<void> (*read)(Filter &filter, const FilterWord &given, Timestamp now);
    bool isList = false; ///< it may come again, and its values add up
};

/// What a filter's words are, whatever they filter.
struct FilterWords
{
    QList<FilterWord> keyed; ///< in their order
    QString text;            ///< the others, joined
};
/// Words have to match all, so that a key that is no list comes once: none is replaced by a later one in silence. Errors: Usage,
/// naming the word.
Result<FilterWords> filterWords(const QStringList &words, const QStringList &keys, const QStringList &lists);

template <typename Filter, size_t N>
QStringList filterKeysOf(const std::array<FilterKey<Filter>, N> &keys, bool listsAlone = false)
{
    QStringList words;
    for (const FilterKey<Filter> &key : keys) {
        if (key.isList || !listsAlone)
            words.append(key.key);
    }
    return words;
}

template <typename Filter, size_t N>
Result<Filter> readFilter(const QStringList &words, const std::array<FilterKey<Filter>, N> &keys, Timestamp now)
{
    const auto told = filterWords(words, filterKeysOf(keys), filterKeysOf(keys, true));
    if (!told)
        return tl::unexpected(told.error());
    Filter filter;
    filter.text = told->text;
    for (const FilterWord &given : told->keyed) {
        const auto key = std::find_if(keys.begin(), keys.end(), [&](const auto &one) { return one.key == given.key; });
        if (auto read = key->read(filter, given, now); !read)
            return tl::unexpected(read.error());
    }
    return filter;
}

// Values.

tl::unexpected<Error> badFilterWord(const FilterWord &given, const QString &why, const QString &remedy);
Result<void> readFilterTime(std::optional<Timestamp> &time, const FilterWord &given, Timestamp now);
Result<void> readFilterCategory(std::optional<Category> &category, const FilterWord &given);

/// The values between the commas, at least one, each of those that are known.
Result<QStringList> filterParts(const FilterWord &given, const QStringList &known);

/// "blocked,held", of all that there are.
template <typename State> Result<void> readFilterStates(QList<State> &states, const FilterWord &given, const QList<State> &all)
{
    QStringList known;
    for (const State state : all)
        known.append(word(state));
    const auto parts = filterParts(given, known);
    if (!parts)
        return tl::unexpected(parts.error());
    for (const QString &part : *parts)
        states.append(all.at(known.indexOf(part)));
    return {};
}

template <auto Field, typename Filter> Result<void> filterText(Filter &filter, const FilterWord &given, Timestamp)
{
    filter.*Field = given.value;
    return {};
}
template <auto Field, typename Filter> Result<void> filterTime(Filter &filter, const FilterWord &given, Timestamp now)
{
    return readFilterTime(filter.*Field, given, now);
}
template <typename Filter> Result<void> filterCategory(Filter &filter, const FilterWord &given, Timestamp)
{
    return readFilterCategory(filter.category, given);
}

/// "30m", "2h", "7d", "today", a date or an RFC 3339 time.
std::optional<Timestamp> parseFilterTime(const QString &value, Timestamp now);
/// Times that are often asked for, as values of "since" and "until"; "today" and "yesterday" begin at local midnight.
QStringList filterTimes();
/// Splits a filter line at blanks, keeping "quoted parts" together.
QStringList splitFilterLine(const QString &line);
/// Where the words of a line stand: the first character of each and the one behind it.
QList<std::pair<qsizetype, qsizetype>> filterWordPlaces(const QString &line);

} // namespace cairn
