#include "ui/runsfeed.h"

#include "ui/runsmodel.h"
#include "ui/whendone.h"

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

void RunsFeed::reload()
{
    ++m_ticket;
    m_loaded = false;
    m_fetching = false;
    m_refresher.wake();
    m_counter.wake();
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
    whenDone(this, m_desk.runs(m_filter, {}, PageSize), [this, ticket = m_ticket](const Result<QList<RunRecord>> &page) {
        if (ticket != m_ticket) {
            m_refresher.done();
            m_refresher.wake();
            return;
        }
        if (!page) {
            m_refresher.done();
            Q_EMIT failed(page.error());
            return;
        }
        mergeHead(*page);
        learnServices(*page);
        refreshView();
    });
}

void RunsFeed::mergeHead(const QList<RunRecord> &page)
{
    const bool whole = page.size() < PageSize;
    const QList<RunRecord> &shown = m_model.runs();
    const bool overlaps = whole || (!shown.isEmpty() && page.last().id <= shown.first().id);
    if (!m_loaded || (!overlaps && !m_reading)) {
        m_loaded = true;
        m_model.reset(page, whole);
        setHeldBack(false);
        Q_EMIT loaded();
        return;
    }
    if (!overlaps || (m_reading && shown.size() >= MostRowsWhileHeld)) {
        setHeldBack(page.first().id != shown.first().id);
        return;
    }
    m_model.merge({}, page, whole);
    setHeldBack(false);
    if (!m_reading && m_lastRow < PageSize)
        m_model.trim(TrimmedRows);
}

void RunsFeed::refreshView()
{
    const int first = std::clamp(m_firstRow, 0, int(m_model.runs().size()));
    const int last = std::min(m_lastRow, int(m_model.runs().size()) - 1);
    const bool seenAlready = last < PageSize && !m_heldBack;
    if (seenAlready || last < first) {
        m_refresher.done();
        return;
    }
    const RunId before = first > 0 ? m_model.runs().at(first - 1).id : RunId(m_model.runs().first().id.value() + 1);
    const int rows = std::min(last - first + 1, PageSize);
    whenDone(this, m_desk.runs(m_filter, before, rows), [this, ticket = m_ticket, before, rows](const auto &page) {
        if (ticket == m_ticket && page) {
            m_model.merge(before, *page, page->size() < rows);
            learnServices(*page);
        }
        m_refresher.done();
    });
}

void RunsFeed::fetchMore()
{
    if (m_fetching || !m_loaded || m_model.runs().isEmpty())
        return;
    m_fetching = true;
    const RunId before = m_model.runs().last().id;
    whenDone(this, m_desk.runs(m_filter, before, PageSize), [this, ticket = m_ticket, before](const auto &page) {
        if (ticket != m_ticket)
            return;
        m_fetching = false;
        if (!page) {
            Q_EMIT failed(page.error());
        } else if (!m_model.runs().isEmpty() && m_model.runs().last().id == before) {
            m_model.append(*page, page->size() < PageSize);
            learnServices(*page);
        }
    });
}

void RunsFeed::count()
{
    whenDone(this, m_desk.countRuns(m_filter), [this, ticket = m_ticket](const Result<qint64> &matching) {
        m_counter.done();
        if (ticket != m_ticket)
            m_counter.wake();
        else if (matching)
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
