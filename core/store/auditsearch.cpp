#include "store/likepattern.h"
#include "store/rows.h"
#include "store/sqlitereader.h"

#include <array>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

struct Condition
{
    bool asked;
    QLatin1Char letter;
    QLatin1String name;
};

std::array<Condition, 5> conditionsOf(const AuditFilter &filter)
{
    return {{{!filter.actor.isEmpty(), QLatin1Char('a'), "audit_where_actor"_L1},
             {!filter.action.isEmpty(), QLatin1Char('c'), "audit_where_action"_L1},
             {!filter.subject.isEmpty(), QLatin1Char('s'), "audit_where_subject"_L1},
             {filter.since || filter.until, QLatin1Char('t'), "audit_where_time"_L1},
             {!filter.text.isEmpty(), QLatin1Char('x'), "audit_where_text"_L1}}};
}

/// In the order of conditionsOf().
void bindConditions(Statement &statement, const AuditFilter &filter)
{
    if (!filter.actor.isEmpty())
        statement.text(filter.actor).text(likeLiteral(filter.actor) + "@%"_L1);
    if (!filter.action.isEmpty())
        statement.text(filter.action).text(likeLiteral(filter.action) + ".%"_L1);
    if (!filter.subject.isEmpty()) // what lies below it: all that begins with it and a slash, whose successor is the zero
        statement.text(filter.subject).text(filter.subject + u'/').text(filter.subject + u'0');
    if (filter.since || filter.until)
        statement.time(filter.since.value_or(Timestamp(Milliseconds::min())))
            .time(filter.until.value_or(Timestamp(Milliseconds::max())));
    if (!filter.text.isEmpty())
        statement.text(likePattern(filter.text));
}

} // namespace

Result<QList<AuditEntry>> SqliteReader::auditBetween(const AuditFilter &filter, qint64 above, qint64 below, AuditOrder order,
                                                     int limit)
{
    const bool newestFirst = order == AuditOrder::NewestFirst;
    const SqlCatalog &catalog = m_connection->catalog();
    QString key = newestFirst ? u"audit-down:"_s : u"audit-up:"_s;
    QString text = catalog.text("audit_between"_L1);
    for (const Condition &condition : conditionsOf(filter)) {
        if (!condition.asked)
            continue;
        key += condition.letter;
        text += "\nAND "_L1 + catalog.text(condition.name);
    }
    text += u'\n' + catalog.text(newestFirst ? "audit_newest_first"_L1 : "audit_oldest_first"_L1);
    const auto query = m_connection->prepared(key, text);
    if (!query)
        return tl::unexpected(query.error());
    Statement statement(**query, m_connection->database());
    statement.integer(above).integer(below);
    bindConditions(statement, filter);
    return statement.integer(limit).all(readAuditEntry);
}

/// Entries are numbered without gaps, so that a stretch of numbers is as many rows. What an index finds needs no stretch.
Result<AuditPage> SqliteReader::searchAudit(const AuditFilter &filter, qint64 from, AuditOrder order, int limit, int rows)
{
    const auto found = first(
        "audit_end"_L1, [](Statement &) {}, [](Row &row) { return row.integer(); });
    if (!found)
        return tl::unexpected(found.error());
    const qint64 end = found->value_or(0);
    const bool newestFirst = order == AuditOrder::NewestFirst;
    const qint64 stretch = filter.subject.isEmpty() ? std::max(rows, limit) : end;
    const qint64 below = newestFirst ? (from > 0 ? std::min(from, end + 1) : end + 1) : std::min(end, from + stretch) + 1;
    const qint64 above = newestFirst ? std::max<qint64>(0, below - 1 - stretch) : from;
    auto entries = auditBetween(filter, above, below, order, limit);
    if (!entries)
        return tl::unexpected(entries.error());
    AuditPage page{std::move(*entries), newestFirst ? above + 1 : below - 1, false};
    if (page.entries.size() == limit)
        page.reached = page.entries.last().seq;
    page.whole = newestFirst ? page.reached <= 1 : page.reached >= end;
    return page;
}

} // namespace cairn
