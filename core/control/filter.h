#pragma once

#include "store/store.h"

#include <QStringList>

namespace cairn {

/// Which keys have come by in a filter: words have to match all, so that none may be replaced by a later one in silence.
class FilterKeysSeen
{
public:
    Result<void> add(const QString &key); ///< Errors: Usage, if it was there already

private:
    QStringList m_keys;
};

/// Reads filter words ("state:blocked service:ocr category:rate_limit since:2h invoice"), the same on the command line and in
/// the console. Several states are joined by commas, or given one by one (so are those of "reached"); every other key comes once;
/// bare words are joined into one text. Errors: Usage, naming the word.
Result<RunFilter> parseFilter(const QStringList &words, Timestamp now);
/// "30m", "2h", "7d", "today", a date or an RFC 3339 time.
std::optional<Timestamp> parseFilterTime(const QString &value, Timestamp now);
/// Splits a filter line at blanks, keeping "quoted parts" together.
QStringList splitFilterLine(const QString &line);
/// Where the words of a line stand: the first character of each and the one behind it.
QList<std::pair<qsizetype, qsizetype>> filterWordPlaces(const QString &line);
/// Keys that parseFilter knows, for completion.
QStringList filterKeys();
/// Times that are often asked for, as values of "since" and "until"; "today" and "yesterday" begin at local midnight.
QStringList filterTimes();

} // namespace cairn
