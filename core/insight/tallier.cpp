#include "insight/tallier.h"

#include "base/logging.h"

namespace cairn {

namespace {
constexpr Milliseconds Rest{1'000};
constexpr Milliseconds RestWhileBehind{20}; ///< other commits go first
} // namespace

void Tallier::tick(Timestamp now)
{
    const bool behind = m_progress->more.load();
    if (m_progress->busy.load() || (!m_changed && !behind) || !m_rest.isOver(now))
        return;
    m_rest.begin(now, behind && !m_progress->failed ? RestWhileBehind : Rest);
    m_changed = false;
    if (!behind) { // counting is itself a change: only what is new to be counted is a reason to count
        const auto ends = m_reader.tallyEnds();
        if (!ends || *ends == m_seen)
            return;
        m_seen = *ends;
    }
    Transaction tally(Tally{now});
    tally.fence = m_fence;
    m_progress->busy = true;
    m_store.commit(std::move(tally), [progress = m_progress](const Result<Committed> &done) {
        const bool over = !done && (done.error().kind == ErrorKind::LeaseLost || done.error().kind == ErrorKind::Cancelled);
        progress->failed = !done;
        progress->more = done ? done->tallyMore : !over;
        progress->busy = false;
        if (!done && !over)
            qCWarning(lcStore).noquote() << "figures could not be counted:" << describe(done.error());
    });
}

} // namespace cairn
