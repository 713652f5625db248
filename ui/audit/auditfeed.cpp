#include "ui/audit/auditfeed.h"

#include "ui/audit/auditmodel.h"
#include "ui/parts/whendone.h"

#include <algorithm>
#include <utility>

namespace cairn {

namespace {
constexpr Milliseconds RefreshRest{250};
constexpr int TrimmedRows = 5 * AuditFeed::PageSize;
} // namespace

AuditFeed::AuditFeed(Desk &desk, AuditModel &model, QObject *parent)
    : QObject(parent), m_desk(desk), m_model(model), m_refresher(RefreshRest)
{
    connect(&desk, &Desk::changed, this, [this] {
        m_missed = true;
        setWatched(m_watched);
    });
    connect(&m_refresher, &Refresher::due, this, &AuditFeed::refresh);
    connect(&m_model, &AuditModel::moreWanted, this, &AuditFeed::fetchMore);
}

void AuditFeed::setWatched(bool watched)
{
    m_watched = watched;
    if (watched && std::exchange(m_missed, false))
        m_refresher.wake();
}

void AuditFeed::setReading(bool reading)
{
    m_reading = reading;
    if (!reading && m_heldBack)
        setFilter(m_filter);
}

void AuditFeed::setHeldBack(bool held)
{
    if (std::exchange(m_heldBack, held) != held)
        Q_EMIT heldBack(held);
}

void AuditFeed::setFilter(const AuditFilter &filter)
{
    m_filter = filter;
    forgetAnswers();
    setHeldBack(false);
    m_loaded = false;
    m_refresher.restart();
}

/// What has come to match since is among what was looked through already, and is found by beginning anew.
void AuditFeed::renewFilter(const AuditFilter &filter)
{
    if (!m_loaded || (filter.until != m_filter.until && !m_reading))
        return setFilter(filter);
    m_filter = filter;
    const QList<AuditEntry> &shown = m_model.entries();
    const auto past = std::find_if(shown.begin(), shown.end(), [&](const AuditEntry &entry) { return entry.at < filter.since; });
    if (!filter.since || past == shown.end())
        return;
    forgetAnswers();
    m_model.trim(int(past - shown.begin()));
    if (!shown.isEmpty())
        m_reached = shown.last().seq;
}

/// What is still to come belongs to a list that is not shown any more.
void AuditFeed::forgetAnswers()
{
    ++m_ticket;
    m_fetching = false;
}

void AuditFeed::refresh()
{
    m_loaded ? readNewer() : readNewest();
}

void AuditFeed::readNewest()
{
    m_missing = PageSize;
    whenDone(this, m_desk.search(m_filter, 0, AuditOrder::NewestFirst, PageSize),
             [this, ticket = m_ticket](const Result<AuditPage> &page) {
                 if (ticket != m_ticket)
                     return;
                 m_refresher.done();
                 if (!page)
                     return giveUp(page.error());
                 m_loaded = true;
                 m_newest = page->entries.isEmpty() ? page->reached - 1 : page->entries.first().seq;
                 takeOlder(*page, true);
             });
}

void AuditFeed::readNewer()
{
    whenDone(this, m_desk.search(m_filter, m_newest, AuditOrder::OldestFirst, PageSize),
             [this, ticket = m_ticket](const Result<AuditPage> &page) {
                 if (ticket != m_ticket)
                     return;
                 if (!page) {
                     m_refresher.done();
                     return Q_EMIT failed(page.error());
                 }
                 takeNewer(*page);
             });
}

/// More than a page at once is more than anybody sees go by: the list begins anew, unless somebody reads it.
void AuditFeed::takeNewer(const AuditPage &page)
{
    const bool many = page.entries.size() == PageSize && !page.whole;
    if (many && !m_reading) {
        forgetAnswers();
        return readNewest();
    }
    if (m_reading && !page.entries.isEmpty() && m_model.rowCount() >= MostRowsWhileRead) {
        setHeldBack(true);
        m_refresher.done();
        return;
    }
    m_newest = std::max(m_newest, page.reached);
    QList<AuditEntry> newer = page.entries;
    std::reverse(newer.begin(), newer.end());
    m_model.prepend(newer);
    if (!m_reading && m_model.rowCount() > 2 * TrimmedRows) {
        forgetAnswers();
        m_model.trim(TrimmedRows);
        m_reached = m_model.entries().last().seq;
    }
    page.whole ? m_refresher.done() : readNewer();
}

void AuditFeed::fetchMore()
{
    m_missing = PageSize;
    fetchOlder();
}

void AuditFeed::fetchOlder()
{
    if (m_fetching || !m_loaded || !m_model.canFetchMore({}))
        return;
    m_fetching = true;
    whenDone(this, m_desk.search(m_filter, m_reached, AuditOrder::NewestFirst, PageSize),
             [this, ticket = m_ticket](const Result<AuditPage> &page) {
                 if (ticket != m_ticket)
                     return;
                 m_fetching = false;
                 if (page)
                     takeOlder(*page, false);
                 else
                     giveUp(page.error());
             });
}

void AuditFeed::giveUp(const Error &error)
{
    Q_EMIT searching(false);
    Q_EMIT gaveUp(error);
    Q_EMIT failed(error);
}

/// Goes on until the page that somebody scrolled to is full.
void AuditFeed::takeOlder(const AuditPage &page, bool isFirst)
{
    m_reached = page.reached; // first: views ask for more while rows come in
    m_missing -= int(page.entries.size());
    const bool on = !page.whole && m_missing > 0;
    if (isFirst)
        m_model.reset(page.entries, page.whole);
    else
        m_model.append(page.entries, page.whole);
    Q_EMIT searching(on);
    Q_EMIT loaded();
    if (on)
        fetchOlder();
}

} // namespace cairn
