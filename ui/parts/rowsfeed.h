#pragma once

#include "control/desk.h"
#include "ui/parts/keyedrows.h"
#include "ui/parts/refresher.h"
#include "ui/parts/whendone.h"

#include <optional>

namespace cairn {

/// Keeps a KeyedRows filled from the desk: pages as they are scrolled to, and upon each change of the store what is loaded, up to
/// MostRefreshed rows. Asks only while it is active.
template <typename Row> class RowsFeed : public QObject
{
public:
    /// The rows behind `after` (nullopt: the first), at most `limit`.
    using Question = std::function<QFuture<Result<QList<Row>>>(const std::optional<Row> &after, int limit)>;

    static constexpr int PageSize = 100;
    static constexpr int MostRefreshed = 1'000;

    /// `rest` between two refreshings.
    RowsFeed(Desk &desk, KeyedRows<Row> &model, Milliseconds rest, QObject *parent)
        : QObject(parent), m_model(model), m_refresher(rest)
    {
        connect(&desk, &Desk::changed, this, &RowsFeed::wake);
        connect(&m_refresher, &Refresher::due, this, &RowsFeed::refresh);
    }

    void onLoaded(std::function<void()> told) { m_onLoaded = std::move(told); }
    void onFailed(std::function<void(const Error &)> told) { m_onFailed = std::move(told); }
    /// Asks something else; what is shown stays until the answer comes.
    void ask(Question question)
    {
        m_question = std::move(question);
        m_fresh = true;
        restart();
    }
    void setActive(bool active)
    {
        m_active = active;
        restart();
    }
    void wake()
    {
        if (m_active && m_question)
            m_refresher.wake();
    }
    void fetchMore()
    {
        if (m_fetching || m_fresh || m_model.isWhole() || m_model.rows().isEmpty())
            return;
        m_fetching = true;
        whenDone(this, m_question(m_model.rows().last(), PageSize), [this, ticket = m_ticket](const Result<QList<Row>> &page) {
            if (ticket != m_ticket)
                return;
            m_fetching = false;
            if (page)
                m_model.append(*page, page->size() < PageSize);
            else
                m_onFailed(page.error());
        });
    }

private:
    /// Answers that are still to come are dropped.
    void restart()
    {
        ++m_ticket;
        m_fetching = false;
        if (m_active && m_question)
            m_refresher.restart();
    }
    void refresh()
    {
        const int limit = m_fresh ? PageSize : std::clamp(int(m_model.rows().size()), int(PageSize), int(MostRefreshed));
        whenDone(this, m_question(std::nullopt, limit), [this, limit, ticket = m_ticket](const Result<QList<Row>> &rows) {
            if (ticket != m_ticket)
                return;
            m_refresher.done();
            if (!rows) {
                m_onFailed(rows.error());
                return;
            }
            take(*rows, limit);
            m_onLoaded();
        });
    }
    void take(const QList<Row> &rows, int limit)
    {
        const bool whole = rows.size() < limit;
        if (std::exchange(m_fresh, false))
            m_model.replace(rows, whole);
        else if (m_fetching) // a page is on its way that follows what is shown
            m_refresher.wake();
        else if (m_model.rows().size() > limit && !whole)
            m_model.mergeHead(rows, limit);
        else
            m_model.merge(rows, whole);
    }

    KeyedRows<Row> &m_model;
    Refresher m_refresher;
    Question m_question;
    std::function<void()> m_onLoaded = [] {};
    std::function<void(const Error &)> m_onFailed = [](const Error &) {};
    int m_ticket = 0;
    bool m_fresh = true; ///< nothing of the present question is shown yet
    bool m_fetching = false;
    bool m_active = false;
};

} // namespace cairn
