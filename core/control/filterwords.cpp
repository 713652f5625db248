#include "control/filterwords.h"

#include <QDateTime>
#include <QHash>
#include <QRegularExpression>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// When the day began for whoever asks, `daysBack` days ago.
Timestamp midnight(Timestamp now, int daysBack)
{
    const QDate today = QDateTime::fromMSecsSinceEpoch(now.time_since_epoch().count()).date();
    return Timestamp(Milliseconds(today.addDays(-daysBack).startOfDay().toMSecsSinceEpoch()));
}

} // namespace

tl::unexpected<Error> badFilterWord(const FilterWord &given, const QString &why, const QString &remedy)
{
    return failure(ErrorKind::Usage, u"'%1:%2': %3"_s.arg(given.key, given.value, why), {}, remedy);
}

Result<FilterWords> filterWords(const QStringList &words, const QStringList &keys, const QStringList &lists)
{
    static const QRegularExpression pair(u"^([a-z_]+):(.*)$"_s);
    FilterWords told;
    QStringList text;
    QStringList seen;
    for (const QString &written : words) {
        const auto match = pair.match(written);
        if (!match.hasMatch()) {
            if (!written.trimmed().isEmpty()) // "" asks for nothing
                text.append(written);
            continue;
        }
        const FilterWord given{match.captured(1), match.captured(2)};
        if (!keys.contains(given.key))
            return badFilterWord(given, u"no such key"_s, u"Keys: %1"_s.arg(keys.join(", "_L1)));
        if (given.value.isEmpty())
            return badFilterWord(given, u"nothing after the colon"_s, u"Write %1:VALUE"_s.arg(given.key));
        if (seen.contains(given.key) && !lists.contains(given.key))
            return failure(ErrorKind::Usage, u"'%1:' is there twice, and both would have to match"_s.arg(given.key), {},
                           u"Give it once"_s);
        seen.append(given.key);
        told.keyed.append(given);
    }
    told.text = text.join(u' ');
    return told;
}

Result<QStringList> filterParts(const FilterWord &given, const QStringList &known)
{
    const QStringList parts = given.value.split(u',', Qt::SkipEmptyParts);
    const auto knows = [&](const QString &part) { return known.contains(part); };
    if (parts.isEmpty() || !std::all_of(parts.begin(), parts.end(), knows))
        return badFilterWord(given, parts.isEmpty() ? u"nothing between the commas"_s : u"no such state"_s,
                             u"States: %1"_s.arg(known.join(", "_L1)));
    return parts;
}

Result<void> readFilterTime(std::optional<Timestamp> &time, const FilterWord &given, Timestamp now)
{
    time = parseFilterTime(given.value, now);
    if (!time)
        return badFilterWord(given, u"not a time"_s, u"Write 30m, 2h, 7d, today, a date (2026-11-24) or an RFC 3339 time"_s);
    return {};
}

Result<void> readFilterCategory(std::optional<Category> &category, const FilterWord &given)
{
    category = categoryFromWord(given.value);
    if (!category)
        return badFilterWord(given, u"no such category"_s, u"Categories: %1"_s.arg(categoryWords().join(", "_L1)));
    return {};
}

std::optional<Timestamp> parseFilterTime(const QString &value, Timestamp now)
{
    if (value == "today"_L1)
        return midnight(now, 0);
    if (value == "yesterday"_L1)
        return midnight(now, 1);
    static const QRegularExpression span(u"^(\\d{1,6})(s|m|h|d|w)$"_s);
    if (const auto match = span.match(value); match.hasMatch()) {
        static const QHash<QString, qint64> Seconds{
            {u"s"_s, 1}, {u"m"_s, 60}, {u"h"_s, 3600}, {u"d"_s, 86'400}, {u"w"_s, 604'800}};
        return now - std::chrono::seconds(match.captured(1).toLongLong() * Seconds.value(match.captured(2)));
    }
    if (const auto time = fromRfc3339(value))
        return time;
    const QDate date = QDate::fromString(value, Qt::ISODate);
    if (!date.isValid())
        return std::nullopt;
    return Timestamp(Milliseconds(QDateTime(date, QTime(0, 0), Qt::UTC).toMSecsSinceEpoch()));
}

QStringList filterTimes()
{
    return {u"15m"_s, u"1h"_s, u"8h"_s, u"24h"_s, u"today"_s, u"yesterday"_s, u"7d"_s, u"30d"_s};
}

QList<std::pair<qsizetype, qsizetype>> filterWordPlaces(const QString &line)
{
    static const QRegularExpression piece(u"[^\\s\"]*\"([^\"]*)\"?|\\S+"_s);
    QList<std::pair<qsizetype, qsizetype>> places;
    for (auto it = piece.globalMatch(line); it.hasNext();) {
        const auto match = it.next();
        places.append({match.capturedStart(), match.capturedEnd()});
    }
    return places;
}

QStringList splitFilterLine(const QString &line)
{
    QStringList words;
    for (const auto &[from, to] : filterWordPlaces(line))
        words.append(line.mid(from, to - from).remove(QLatin1Char('"')));
    return words;
}

} // namespace cairn
