#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace cairn {

/// How well what was typed fits a text, and which of its characters it hit.
struct FuzzyMatch
{
    int score = 0;        ///< the higher the better; only comparable for the same query
    QList<int> positions; ///< in the text, ascending
};

/// Every word of `query` must occur in `text` as a subsequence, in any order of the words. Letters at the start of words and
/// letters side by side count more; case and accents count nothing. An empty query fits everything with score 0.
/// Only the first 32 characters of the query's words and the first 200 of the text are looked at.
std::optional<FuzzyMatch> fuzzyMatch(const QString &query, const QString &text);

} // namespace cairn
