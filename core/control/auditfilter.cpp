#include "control/auditfilter.h"

#include "control/filter.h"

#include <QRegularExpression>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> badWord(const QString &word, const QString &why, const QString &remedy)
{
    return failure(ErrorKind::Usage, u"'%1': %2"_s.arg(word, why), {}, remedy);
}

Result<void> readPair(AuditFilter &filter, const QString &word, const QString &key, const QString &value, Timestamp now)
{
    if (value.isEmpty())
        return badWord(word, u"nothing after the colon"_s, u"Write %1:VALUE"_s.arg(key));
    if (key == "since"_L1 || key == "until"_L1) {
        const auto time = parseFilterTime(value, now);
        if (!time)
            return badWord(word, u"not a time"_s, u"Write 30m, 2h, 7d, today, a date (2026-11-24) or an RFC 3339 time"_s);
        (key == "since"_L1 ? filter.since : filter.until) = time;
    } else if (key == "actor"_L1) {
        filter.actor = value;
    } else if (key == "action"_L1) {
        filter.action = value;
    } else if (key == "subject"_L1) {
        filter.subject = value;
    } else {
        return badWord(word, u"no such key"_s, u"Keys: %1"_s.arg(auditFilterKeys().join(", "_L1)));
    }
    return {};
}

} // namespace

QStringList auditFilterKeys()
{
    return {u"actor"_s, u"action"_s, u"subject"_s, u"since"_s, u"until"_s};
}

Result<AuditFilter> parseAuditFilter(const QStringList &words, Timestamp now)
{
    static const QRegularExpression pair(u"^([a-z_]+):(.*)$"_s);
    AuditFilter filter;
    FilterKeysSeen seen;
    QStringList text;
    for (const QString &word : words) {
        const auto match = pair.match(word);
        if (!match.hasMatch()) {
            text.append(word);
            continue;
        }
        if (auto read = readPair(filter, word, match.captured(1), match.captured(2), now); !read)
            return tl::unexpected(read.error());
        if (auto once = seen.add(match.captured(1)); !once)
            return tl::unexpected(once.error());
    }
    filter.text = text.join(u' ');
    return filter;
}

} // namespace cairn
