#include "ui/runs/runsfeed.h"

#include "ui/parts/whendone.h"
#include "ui/runs/runsmodel.h"

namespace cairn {

namespace {
constexpr Milliseconds RefreshRest{150};
constexpr Milliseconds CountRest{2'000};
constexpr int TrimmedRows = 5 * RunsFeed::PageSize;
} // namespace

RunsFeed::RunsFeed(Desk &desk, RunsModel &model, QObject *parent)
    : QObject(parent), m_desk(desk), m_model(model), m_refresher(RefreshRest), m_counter(CountRest)
{
    connect(&m_desk, &Desk::changed, &m_refresher, &Refresher::wake);
    connect(&m_desk, &Desk::changed, &m_counter, &Refresher::wake);
    connect(&m_refresher, &Refresher::due, this, &RunsFeed::refresh);
    connect(&m_counter, &Refresher::due, this, &RunsFeed::count);
    connect(&m_model, &RunsModel::moreWanted, this, &RunsFeed::fetchMore);
}

void RunsFeed::setFilter(const RunFilter &filter)
{
    m_filter = filter;
    reload();
}

void RunsFeed::renewFilter(const RunFilter &filter)
{
    m_filter = filter;
    m_refresher.wake();
    m_counter.wake();
}

void RunsFeed::reload()
{
    ++m_ticket; // answers that are still to come are dropped
    m_loaded = false;
    m_fetching = false;
    m_missing = 0;
    m_count.cancel();
    m_refresher.restart();
    m_counter.restart();
}

void RunsFeed::setView(int firstRow, int lastRow, bool reading)
{
    const bool moved = firstRow != m_firstRow || lastRow != m_lastRow;
    m_firstRow = firstRow;
    m_lastRow = lastRow;
    m_reading = reading;
    if (moved && lastRow >= PageSize)
        m_refresher.wake(); // rows beyond the newest page are only kept fresh while they are in view
    if (!reading && m_heldBack)
        m_refresher.wake();
}

void RunsFeed::refresh()
{
    whenDone(this, m_desk.searchRuns(m_filter, {}, PageSize), [this, ticket = m_ticket](const Result<RunPage> &page) {
        if (ticket != m_ticket)
            return;
        if (!page) {
            m_refresher.done();
            Q_EMIT failed(page.error());
            return;
        }
        m_loaded ? mergeHead(*page) : loadHead(*page);
        refreshView(page->runs.size() < PageSize ? page->searchedTo : page->runs.last().id);
    });
}

/// Nothing of the list is known yet.
void RunsFeed::loadHead(const RunPage &page)
{
    m_loaded = false;
    m_model.reset(page.runs, isWhole(page));
    learnServices(page.runs);
    reachedBy(page);
    m_loaded = true;
    setHeldBack(false);
    if (!page.runs.isEmpty() || isWhole(page))
        Q_EMIT loaded();
    m_missing = PageSize - int(page.runs.size());
    searchOn(page);
}

void RunsFeed::mergeHead(const RunPage &page)
{
    const QList<RunRecord> &shown = m_model.runs();
    // A page that is not full has all there is down to a place that earlier looks have reached.
    const bool overlaps = page.runs.size() < PageSize || (!shown.isEmpty() && page.runs.last().id <= shown.first().id);
    if (!overlaps && !m_reading) {
        loadHead(page);
        return;
    }
    if (page.runs.isEmpty() && shown.isEmpty())
        return;
    if (!overlaps || (m_reading && shown.size() >= MostRowsWhileHeld)) {
        setHeldBack(!page.runs.isEmpty() && (shown.isEmpty() || page.runs.first().id != shown.first().id));
        return;
    }
    reachedBy(page);
    m_model.merge({}, page.runs, isWhole(page), page.searchedTo);
    learnServices(page.runs);
    setHeldBack(false);
    if (!m_reading && m_lastRow < PageSize && shown.size() > TrimmedRows) {
        m_model.trim(TrimmedRows);
        m_reached = shown.last().id;
    }
}

/// What is in view, unless it is above `seen`: down to there the newest page has told.
void RunsFeed::refreshView(RunId seen)
{
    const QList<RunRecord> &shown = m_model.runs();
    const int first = std::clamp(m_firstRow, 0, int(shown.size()));
    const int last = std::min(m_lastRow, int(shown.size()) - 1);
    if (last < first || (!m_heldBack && shown.at(last).id >= seen)) {
        m_refresher.done();
        return;
    }
    const RunId before = first > 0 ? shown.at(first - 1).id : RunId(shown.first().id.value() + 1);
    refreshRows(before, shown.at(last).id, std::min(last - first + 1, PageSize));
}

/// Brings what is in view up to date, in as many steps as it takes to come down to its last row.
void RunsFeed::refreshRows(RunId before, RunId last, int rows)
{
    whenDone(this, m_desk.searchRuns(m_filter, before, rows),
             [this, ticket = m_ticket, before, last, rows](const Result<RunPage> &page) {
                 if (ticket != m_ticket)
                     return;
                 if (page) {
                     m_model.merge(before, page->runs, page->runs.size() < rows && !page->searchedTo.isValid(), page->searchedTo);
                     reachedBy(*page);
                     learnServices(page->runs);
                 }
                 if (page && page->searchedTo > last)
                     refreshRows(page->searchedTo, last, rows);
                 else
                     m_refresher.done();
             });
}

void RunsFeed::fetchMore()
{
    m_missing = PageSize;
    fetchOn();
}

void RunsFeed::fetchOn()
{
    if (m_fetching || !m_loaded || m_model.isWhole())
        return;
    m_fetching = true;
    const RunId before = m_reached;
    whenDone(this, m_desk.searchRuns(m_filter, before, PageSize), [this, ticket = m_ticket, before](const Result<RunPage> &page) {
        if (ticket != m_ticket)
            return;
        m_fetching = false;
        if (!page) {
            Q_EMIT failed(page.error());
        } else if (m_reached == before) {
            append(*page);
        } else {
            fetchOn(); // what is in view has reached further meanwhile
        }
    });
}

/// Goes on until the page that somebody scrolled to is full.
void RunsFeed::append(const RunPage &page)
{
    const bool firstRows = m_model.runs().isEmpty() && (!page.runs.isEmpty() || isWhole(page));
    reachedBy(page); // first: views ask for more while rows come in
    m_model.append(page.runs, isWhole(page));
    learnServices(page.runs);
    m_missing -= int(page.runs.size());
    if (firstRows)
        Q_EMIT loaded();
    searchOn(page);
}

void RunsFeed::searchOn(const RunPage &page)
{
    const bool on = m_missing > 0 && page.searchedTo.isValid();
    Q_EMIT searched(on ? std::optional(page.searchedAt) : std::nullopt);
    if (on)
        fetchOn();
}

bool RunsFeed::isWhole(const RunPage &page)
{
    return page.runs.size() < PageSize && !page.searchedTo.isValid();
}

void RunsFeed::reachedBy(const RunPage &page)
{
    const RunId reached = page.searchedTo.isValid() || page.runs.isEmpty() ? page.searchedTo : page.runs.last().id;
    m_reached = m_loaded ? std::min(m_reached, reached) : reached;
}

void RunsFeed::count()
{
    m_count = m_desk.countRuns(m_filter);
    whenDone(this, m_count, [this, ticket = m_ticket](const Result<qint64> &matching) {
        if (ticket != m_ticket)
            return;
        m_counter.done();
        if (matching)
            Q_EMIT counted(*matching);
    });
}

void RunsFeed::setHeldBack(bool held)
{
    if (held == m_heldBack)
        return;
    m_heldBack = held;
    Q_EMIT heldBack(held);
}

/// A run's record names the step that explains its state, its pipeline version the step's service.
void RunsFeed::learnServices(const QList<RunRecord> &page)
{
    for (const RunRecord &run : page) {
        const qint64 version = run.pipelineVersionId;
        if (run.step.isEmpty() || m_learned.contains(version))
            continue;
        m_learned.insert(version);
        whenDone(this, m_desk.stepServices(version), [this, version](const Result<QHash<QString, QString>> &services) {
            if (services)
                m_model.setStepServices(version, *services);
            else
                m_learned.remove(version);
        });
    }
}

} // namespace cairn
