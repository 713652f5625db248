#include "control/filter.h"

#include <QRegularExpression>

namespace cairn {

namespace {

tl::unexpected<Error> badWord(const QString &word, const QString &why, const QString &remedy)
{
    return failure(ErrorKind::Usage, QStringLiteral("'%1': %2").arg(word, why), {}, remedy);
}

tl::unexpected<Error> unknownKey(const QString &word)
{
    return badWord(word, QStringLiteral("no such key"), QStringLiteral("Keys: %1").arg(filterKeys().join(QLatin1String(", "))));
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
            return badWord(word, QStringLiteral("no such state"),
                           QStringLiteral("States: %1").arg(known.join(QLatin1String(", "))));
        }
        states.append(*state);
    }
    if (states.isEmpty())
        return badWord(word, QStringLiteral("nothing between the commas"), QStringLiteral("Write %1:blocked,held").arg(key));
    return {};
}

Result<void> readTime(std::optional<Timestamp> &target, const QString &word, const QString &value, Timestamp now)
{
    target = parseFilterTime(value, now);
    if (!target)
        return badWord(word, QStringLiteral("not a time"),
                       QStringLiteral("Write 30m, 2h, 7d, today, a date (2026-11-24) or an RFC 3339 time"));
    return {};
}

Result<void> readVersion(RunFilter &filter, const QString &word, const QString &value)
{
    bool isNumber = false;
    filter.version = value.toInt(&isNumber);
    if (!isNumber || filter.version <= 0)
        return badWord(word, QStringLiteral("not a version"), QStringLiteral("Write a number from 1 on, as in version:3"));
    return {};
}

Result<void> readIncident(RunFilter &filter, const QString &word, const QString &value)
{
    filter.incident = value.toLongLong();
    if (filter.incident <= 0)
        return badWord(word, QStringLiteral("not an incident"),
                       QStringLiteral("Write its number, as in incident:12 (`cairn incident list`)"));
    return {};
}

/// "12", or "12/failed": those of whose command that came.
Result<void> readBulk(RunFilter &filter, const QString &word, const QString &value)
{
    filter.bulk = value.section(u'/', 0, 0).toLongLong();
    const QString outcome = value.section(u'/', 1);
    filter.bulkOutcome = commandOutcomeFromWord(outcome);
    if (filter.bulk <= 0 || (value.contains(u'/') && !filter.bulkOutcome))
        return badWord(
            word, QStringLiteral("not an order"),
            QStringLiteral("Write its number, as in bulk:12 (`cairn bulk list`), or bulk:12/failed, /passed, /refused, /left"));
    return {};
}

/// "ocr", "ocr/failed", "any/timeout".
Result<void> readTried(RunFilter &filter, const QString &word, const QString &value)
{
    const QString what = value.section(u'/', 0, 0);
    const QString as = value.section(u'/', 1);
    const bool isKnown = as == QLatin1String("failed") || as == QLatin1String("retried") || categoryFromWord(as);
    if (what.isEmpty() || (value.contains(u'/') && !isKnown))
        return badWord(
            word, QStringLiteral("not an attempt"),
            QStringLiteral("Write a service or a step, as in tried:ocr, or tried:any, and what became of it: tried:ocr/failed, "
                           "/retried, or a category as in tried:ocr/timeout"));
    filter.tried = RunFilter::Tried{what == QLatin1String("any") ? QString() : what, as};
    return {};
}

/// "reached:blocked", and the time in which that was.
Result<void> readReached(RunFilter &filter, const QString &key, const QString &word, const QString &value, Timestamp now)
{
    if (!filter.reached)
        filter.reached = RunFilter::Reached{};
    RunFilter::Reached &reached = *filter.reached;
    if (key == QLatin1String("reached"))
        return readStates(reached.states, key, word, value);
    if (key == QLatin1String("reached_since"))
        return readTime(reached.since, word, value, now);
    if (key == QLatin1String("reached_until"))
        return readTime(reached.until, word, value, now);
    return unknownKey(word);
}

Result<void> readPair(RunFilter &filter, const QString &word, const QString &key, const QString &value, Timestamp now)
{
    if (value.isEmpty())
        return badWord(word, QStringLiteral("nothing after the colon"), QStringLiteral("Write %1:VALUE").arg(key));
    if (key == QLatin1String("state"))
        return readStates(filter.states, key, word, value);
    if (key.startsWith(QLatin1String("reached")))
        return readReached(filter, key, word, value, now);
    if (key == QLatin1String("since"))
        return readTime(filter.since, word, value, now);
    if (key == QLatin1String("until"))
        return readTime(filter.until, word, value, now);
    if (key == QLatin1String("ended_since"))
        return readTime(filter.endedSince, word, value, now);
    if (key == QLatin1String("ended_until"))
        return readTime(filter.endedUntil, word, value, now);
    if (key == QLatin1String("category")) {
        filter.category = categoryFromWord(value);
        if (!filter.category)
            return badWord(
                word, QStringLiteral("no such category"),
                QStringLiteral(
                    "Categories: network, timeout, rate_limit, service, auth, data, schema, conflict, policy, internal"));
        return {};
    }
    if (key == QLatin1String("version"))
        return readVersion(filter, word, value);
    if (key == QLatin1String("incident"))
        return readIncident(filter, word, value);
    if (key == QLatin1String("bulk"))
        return readBulk(filter, word, value);
    if (key == QLatin1String("tried"))
        return readTried(filter, word, value);
    if (key == QLatin1String("pipeline"))
        filter.pipeline = value;
    else if (key == QLatin1String("service"))
        filter.service = value;
    else if (key == QLatin1String("step"))
        filter.step = value;
    else
        return unknownKey(word);
    return {};
}

} // namespace

std::optional<Timestamp> parseFilterTime(const QString &value, Timestamp now)
{
    if (value == QLatin1String("today"))
        return midnight(now, 0);
    if (value == QLatin1String("yesterday"))
        return midnight(now, 1);
    static const QRegularExpression span(QStringLiteral("^(\\d{1,6})(s|m|h|d|w)$"));
    if (const auto match = span.match(value); match.hasMatch()) {
        static const QHash<QString, qint64> Seconds{{QStringLiteral("s"), 1},
                                                    {QStringLiteral("m"), 60},
                                                    {QStringLiteral("h"), 3600},
                                                    {QStringLiteral("d"), 86'400},
                                                    {QStringLiteral("w"), 604'800}};
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
    return {QStringLiteral("state"),        QStringLiteral("pipeline"), QStringLiteral("version"),
            QStringLiteral("service"),      QStringLiteral("step"),     QStringLiteral("category"),
            QStringLiteral("since"),        QStringLiteral("until"),    QStringLiteral("ended_since"),
            QStringLiteral("ended_until"),  QStringLiteral("incident"), QStringLiteral("bulk"),
            QStringLiteral("tried"),        QStringLiteral("reached"),  QStringLiteral("reached_since"),
            QStringLiteral("reached_until")};
}

Result<void> FilterKeysSeen::add(const QString &key)
{
    if (!m_keys.contains(key)) {
        m_keys.append(key);
        return {};
    }
    return failure(ErrorKind::Usage, QStringLiteral("'%1:' is there twice, and both would have to match").arg(key), {},
                   QStringLiteral("Give it once"));
}

Result<RunFilter> parseFilter(const QStringList &words, Timestamp now)
{
    static const QRegularExpression pair(QStringLiteral("^([a-z_]+):(.*)$"));
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
        const bool isList = key == QLatin1String("state") || key == QLatin1String("reached"); // any of them, as with commas
        if (auto once = isList ? Result<void>() : seen.add(key); !once)
            return tl::unexpected(once.error());
    }
    if (filter.version != 0 && filter.pipeline.isEmpty())
        return badWord(QStringLiteral("version:%1").arg(filter.version), QStringLiteral("a version of which pipeline?"),
                       QStringLiteral("Write pipeline:NAME version:%1").arg(filter.version));
    if (filter.reached && filter.reached->states.isEmpty())
        return badWord(QStringLiteral("reached_since, reached_until"), QStringLiteral("when what was reached?"),
                       QStringLiteral("Write reached:blocked reached_since:today"));
    filter.text = text.join(QLatin1Char(' '));
    return filter;
}

QStringList filterTimes()
{
    return {QStringLiteral("15m"),   QStringLiteral("1h"),        QStringLiteral("8h"), QStringLiteral("24h"),
            QStringLiteral("today"), QStringLiteral("yesterday"), QStringLiteral("7d"), QStringLiteral("30d")};
}

QList<std::pair<qsizetype, qsizetype>> filterWordPlaces(const QString &line)
{
    static const QRegularExpression piece(QStringLiteral("[^\\s\"]*\"([^\"]*)\"?|\\S+"));
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
