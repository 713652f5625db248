#pragma once

#include "control/auditdesk.h"
#include "ui/parts/refresher.h"

namespace cairn {

class AuditModel;

/// Keeps an AuditModel filled from the desk: older entries as they are scrolled to, newer ones as they are recorded. Entries
/// never change, so that what is loaded needs no second look. However many come in, what is held stays bounded. Asks nothing
/// while it is not watched.
class AuditFeed : public QObject
{
    Q_OBJECT
public:
    static constexpr int PageSize = 200;
    static constexpr int MostRowsWhileRead = 5'000; ///< newer entries are held back beyond that

    AuditFeed(Desk &desk, AuditModel &model, QObject *parent = nullptr);

    /// Begins anew at the newest.
    void setFilter(const AuditFilter &filter);
    /// The same filter, whose relative times have moved on: what is shown and still matches stays where it is.
    void renewFilter(const AuditFilter &filter);
    const AuditFilter &filter() const { return m_filter; }
    /// Somebody sees the entries, or does not.
    void setWatched(bool watched);
    /// Somebody has chosen an entry or scrolled away from the newest: nothing may jump.
    void setReading(bool reading);

Q_SIGNALS:
    void loaded();
    /// Looking on for older entries that match; false: that came to an end.
    void searching(bool on);
    /// The newest entries, or older ones, could not be read; setFilter() begins anew. failed() comes as well.
    void gaveUp(const cairn::Error &error);
    /// There are newer entries than are shown, held back for the reader's sake.
    void heldBack(bool held);
    void failed(const cairn::Error &error);

private:
    void refresh();
    void readNewest();
    void readNewer();
    void takeNewer(const AuditPage &page);
    void setHeldBack(bool held);
    void forgetAnswers();
    void fetchMore();
    void fetchOlder();
    void giveUp(const Error &error);
    void takeOlder(const AuditPage &page, bool isFirst);

    AuditDesk m_desk;
    AuditModel &m_model;
    Refresher m_refresher;
    AuditFilter m_filter;
    qint64 m_newest = 0;  ///< up to that entry all is known
    qint64 m_reached = 0; ///< down to that entry
    int m_missing = 0;    ///< rows that are still looked for
    int m_ticket = 0;     ///< of the present filter: answers to an older one are dropped
    bool m_loaded = false;
    bool m_fetching = false;
    bool m_watched = false;
    bool m_missed = false; ///< something may have been recorded while nobody watched
    bool m_reading = false;
    bool m_heldBack = false;
};

} // namespace cairn
