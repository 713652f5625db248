#include "store/conditions.h"
#include "store/likepattern.h"
#include "store/rows.h"
#include "store/sqlitereader.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

Conditions conditionsOf(const AuditFilter &filter, const SqlCatalog &catalog)
{
    Conditions all(catalog);
    all.add(!filter.actor.isEmpty(), 'a', "audit_where_actor"_L1,
            [&filter](Statement &s) { s.text(filter.actor).text(likeLiteral(filter.actor) + "@%"_L1); });
    all.add(!filter.action.isEmpty(), 'c', "audit_where_action"_L1,
            [&filter](Statement &s) { s.text(filter.action).text(likeLiteral(filter.action) + ".%"_L1); });
    // what lies below it: all that begins with it and a slash, whose successor is the zero
    all.add(!filter.subject.isEmpty(), 's', "audit_where_subject"_L1,
            [&filter](Statement &s) { s.text(filter.subject).text(filter.subject + u'/').text(filter.subject + u'0'); });
    all.add(filter.since || filter.until, 't', "audit_where_time"_L1, [&filter](Statement &s) {
        s.time(filter.since.value_or(Timestamp(Milliseconds::min()))).time(filter.until.value_or(Timestamp(Milliseconds::max())));
    });
    all.add(!filter.text.isEmpty(), 'x', "audit_where_text"_L1, [&filter](Statement &s) { s.text(likePattern(filter.text)); });
    return all;
}

} // namespace

Result<QList<AuditEntry>> SqliteReader::auditBetween(const AuditFilter &filter, qint64 above, qint64 below, AuditOrder order,
                                                     int limit)
{
    const bool newestFirst = order == AuditOrder::NewestFirst;
    const SqlCatalog &catalog = m_connection->catalog();
    const Conditions asked = conditionsOf(filter, catalog);
    const auto query = m_connection->prepared((newestFirst ? u"audit-down:"_s : u"audit-up:"_s) + asked.key(),
                                              catalog.text("audit_between"_L1) + asked.text() + u'\n' +
                                                  catalog.text(newestFirst ? "audit_newest_first"_L1 : "audit_oldest_first"_L1));
    if (!query)
        return tl::unexpected(query.error());
    Statement statement(**query, m_connection->database());
    statement.integer(above).integer(below);
    asked.bind(statement);
    return statement.integer(limit).all(readAuditEntry);
}

/// Entries are numbered without gaps, so that a stretch of numbers is as many rows. What an index finds needs no stretch.
Result<AuditPage> SqliteReader::searchAudit(const AuditFilter &filter, qint64 from, AuditOrder order, int limit, int rows)
{
    const auto found = number("audit_end"_L1, NothingBound);
    if (!found)
        return tl::unexpected(found.error());
    const qint64 end = *found;
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
