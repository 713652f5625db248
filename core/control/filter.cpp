#include "control/filter.h"

#include <QRegularExpression>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> badWord(const QString &word, const QString &why, const QString &remedy)
{
    return failure(ErrorKind::Usage, u"'%1': %2"_s.arg(word, why), {}, remedy);
}

tl::unexpected<Error> unknownKey(const QString &word)
{
    return badWord(word, u"no such key"_s, u"Keys: %1"_s.arg(filterKeys().join(", "_L1)));
}

/// When the day began for whoever asks, `daysBack` days ago.
Timestamp midnight(Timestamp now, int daysBack)
{
    const QDate today = QDateTime::fromMSecsSinceEpoch(now.time_since_epoch().count()).date();
    return Timestamp(Milliseconds(today.addDays(-daysBack).startOfDay().toMSecsSinceEpoch()));
}

Result<void> readStates(QList<RunState> &states, const QString &key, const QString &word, const QString &value)
{
    for (const QString &part : value.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const auto state = runStateFromWord(part);
        if (!state) {
            QStringList known;
            for (RunState candidate : allRunStates())
                known.append(cairn::word(candidate));
            return badWord(word, u"no such state"_s, u"States: %1"_s.arg(known.join(", "_L1)));
        }
        states.append(*state);
    }
    if (states.isEmpty())
        return badWord(word, u"nothing between the commas"_s, u"Write %1:blocked,held"_s.arg(key));
    return {};
}

Result<void> readTime(std::optional<Timestamp> &target, const QString &word, const QString &value, Timestamp now)
{
    target = parseFilterTime(value, now);
    if (!target)
        return badWord(word, u"not a time"_s, u"Write 30m, 2h, 7d, today, a date (2026-11-24) or an RFC 3339 time"_s);
    return {};
}

Result<void> readVersion(RunFilter &filter, const QString &word, const QString &value)
{
    bool isNumber = false;
    filter.version = value.toInt(&isNumber);
    if (!isNumber || filter.version <= 0)
        return badWord(word, u"not a version"_s, u"Write a number from 1 on, as in version:3"_s);
    return {};
}

Result<void> readIncident(RunFilter &filter, const QString &word, const QString &value)
{
    filter.incident = value.toLongLong();
    if (filter.incident <= 0)
        return badWord(word, u"not an incident"_s, u"Write its number, as in incident:12 (`cairn incident list`)"_s);
    return {};
}

/// "12", or "12/failed": those of whose command that came.
Result<void> readBulk(RunFilter &filter, const QString &word, const QString &value)
{
    filter.bulk = value.section(u'/', 0, 0).toLongLong();
    const QString outcome = value.section(u'/', 1);
    filter.bulkOutcome = commandOutcomeFromWord(outcome);
    if (filter.bulk <= 0 || (value.contains(u'/') && !filter.bulkOutcome))
        return badWord(word, u"not an order"_s,
                       u"Write its number, as in bulk:12 (`cairn bulk list`), or bulk:12/failed, /passed, /refused, /left"_s);
    return {};
}

/// "ocr", "ocr/failed", "any/timeout".
Result<void> readTried(RunFilter &filter, const QString &word, const QString &value)
{
    const QString what = value.section(u'/', 0, 0);
    const QString as = value.section(u'/', 1);
    const bool isKnown = as == "failed"_L1 || as == "retried"_L1 || categoryFromWord(as);
    if (what.isEmpty() || (value.contains(u'/') && !isKnown))
        return badWord(word, u"not an attempt"_s,
                       u"Write a service or a step, as in tried:ocr, or tried:any, and what became of it: tried:ocr/failed, "
                       "/retried, or a category as in tried:ocr/timeout"_s);
    filter.tried = RunFilter::Tried{what == "any"_L1 ? QString() : what, as};
    return {};
}

/// "reached:blocked", and the time in which that was.
Result<void> readReached(RunFilter &filter, const QString &key, const QString &word, const QString &value, Timestamp now)
{
    if (!filter.reached)
        filter.reached = RunFilter::Reached{};
    RunFilter::Reached &reached = *filter.reached;
    if (key == "reached"_L1)
        return readStates(reached.states, key, word, value);
    if (key == "reached_since"_L1)
        return readTime(reached.since, word, value, now);
    if (key == "reached_until"_L1)
        return readTime(reached.until, word, value, now);
    return unknownKey(word);
}

Result<void> readPair(RunFilter &filter, const QString &word, const QString &key, const QString &value, Timestamp now)
{
    if (value.isEmpty())
        return badWord(word, u"nothing after the colon"_s, u"Write %1:VALUE"_s.arg(key));
    if (key == "state"_L1)
        return readStates(filter.states, key, word, value);
    if (key.startsWith("reached"_L1))
        return readReached(filter, key, word, value, now);
    if (key == "since"_L1)
        return readTime(filter.since, word, value, now);
    if (key == "until"_L1)
        return readTime(filter.until, word, value, now);
    if (key == "ended_since"_L1)
        return readTime(filter.endedSince, word, value, now);
    if (key == "ended_until"_L1)
        return readTime(filter.endedUntil, word, value, now);
    if (key == "category"_L1) {
        filter.category = categoryFromWord(value);
        if (!filter.category)
            return badWord(
                word, u"no such category"_s,
                u"Categories: network, timeout, rate_limit, service, auth, data, schema, conflict, policy, internal"_s);
        return {};
    }
    if (key == "version"_L1)
        return readVersion(filter, word, value);
    if (key == "incident"_L1)
        return readIncident(filter, word, value);
    if (key == "bulk"_L1)
        return readBulk(filter, word, value);
    if (key == "tried"_L1)
        return readTried(filter, word, value);
    if (key == "pipeline"_L1)
        filter.pipeline = value;
    else if (key == "service"_L1)
        filter.service = value;
    else if (key == "step"_L1)
        filter.step = value;
    else
        return unknownKey(word);
    return {};
}

} // namespace

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

QStringList filterKeys()
{
    return {u"state"_s, u"pipeline"_s, u"version"_s,       u"service"_s,      u"step"_s,     u"category"_s,
            u"since"_s, u"until"_s,    u"ended_since"_s,   u"ended_until"_s,  u"incident"_s, u"bulk"_s,
            u"tried"_s, u"reached"_s,  u"reached_since"_s, u"reached_until"_s};
}

Result<void> FilterKeysSeen::add(const QString &key)
{
    if (!m_keys.contains(key)) {
        m_keys.append(key);
        return {};
    }
    return failure(ErrorKind::Usage, u"'%1:' is there twice, and both would have to match"_s.arg(key), {}, u"Give it once"_s);
}

Result<RunFilter> parseFilter(const QStringList &words, Timestamp now)
{
    static const QRegularExpression pair(u"^([a-z_]+):(.*)$"_s);
    RunFilter filter;
    FilterKeysSeen seen;
    QStringList text;
    for (const QString &word : words) {
        const auto match = pair.match(word);
        if (!match.hasMatch()) {
            if (!word.trimmed().isEmpty()) // "" asks for nothing
                text.append(word);
            continue;
        }
        const QString key = match.captured(1);
        if (auto read = readPair(filter, word, key, match.captured(2), now); !read)
            return tl::unexpected(read.error());
        const bool isList = key == "state"_L1 || key == "reached"_L1; // any of them, as with commas
        if (auto once = isList ? Result<void>() : seen.add(key); !once)
            return tl::unexpected(once.error());
    }
    if (filter.version != 0 && filter.pipeline.isEmpty())
        return badWord(u"version:%1"_s.arg(filter.version), u"a version of which pipeline?"_s,
                       u"Write pipeline:NAME version:%1"_s.arg(filter.version));
    if (filter.reached && filter.reached->states.isEmpty())
        return badWord(u"reached_since, reached_until"_s, u"when what was reached?"_s,
                       u"Write reached:blocked reached_since:today"_s);
    filter.text = text.join(QLatin1Char(' '));
    return filter;
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
