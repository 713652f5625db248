#include "runner/caretaker.h"

#include "base/logging.h"
#include "definition/quantity.h"
#include "store/upkeep.h"

#include <QElapsedTimer>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds LookInterval{1'000}; ///< where there was nothing to do
constexpr Milliseconds ExpiryInterval{600'000};
constexpr Milliseconds RemovalInterval{10'000};
constexpr Milliseconds StandardInterval{10'000};
constexpr qint64 AtOnceMs = 50; ///< of each tenth of a second: the runs come first
constexpr int ExpiredAtOnce = 1'000;

} // namespace

Caretaker::Caretaker(Store &store, Standard standard, qint64 fence)
    : m_store(store), m_standard(std::move(standard)), m_fence(fence)
{
    m_pool.setMaxThreadCount(1);
}

Caretaker::~Caretaker()
{
    m_work.stop = true;
    m_pool.waitForDone();
    std::ignore = m_work.busy.load();
}

void Caretaker::tick(Timestamp now)
{
    if (!m_store.upkeep() || m_work.busy || (!m_rest.isOver(now) && !m_work.more))
        return;
    m_rest.begin(now, LookInterval);
    m_work.now = now;
    m_work.busy = true;
    m_hasBegun = true;
    m_pool.start([this] { // whose end waits for it; ThreadSanitizer sees the hand-over in `busy`
        std::ignore = m_work.busy.load();
        carryOut(m_store, m_standard, m_fence, m_work.now, m_work);
        m_work.busy = false;
    });
}

bool Caretaker::isErasing() const
{
    const bool mayGoOn = !m_hasBegun || m_work.busy || m_work.more;
    return mayGoOn && m_store.upkeep() && m_store.upkeep()->pendingErasures().value_or(0) > 0;
}

void Caretaker::carryOut(Store &store, const Standard &standard, qint64 fence, Timestamp now, Work &work)
{
    QElapsedTimer spent;
    spent.start();
    work.more = false;
    if (work.standardRest.isOver(now)) {
        work.standard = standard();
        work.standardRest.begin(now, StandardInterval);
    }
    Result<bool> more = work.expiryRest.isOver(now) ? expire(store, now, work) : true;
    while (more && *more && !work.stop && spent.elapsed() < AtOnceMs)
        more = store.upkeep()->work(fence, now, work.stop);
    Result<bool> removed = false;
    // After the erasures, which come first, and not only if all of that went well.
    if (!(more && *more) && !work.stop && work.removalRest.isOver(now))
        removed = removeRuns(store, fence, now, work);
    work.more = (more && *more) || (removed && *removed);
    for (const Result<bool> &part : {more, removed}) {
        if (!part)
            tell(part.error(), now, work);
    }
}

void Caretaker::tell(const Error &error, Timestamp now, Work &work)
{
    if (error.kind != ErrorKind::LeaseLost && error.kind != ErrorKind::Cancelled && work.troubles.isDue(describe(error), now))
        qCWarning(lcRunner).noquote() << "the store could not be kept in order:" << describe(error);
}

/// Asks for the erasure of what was kept for as long as it should be.
Result<bool> Caretaker::expire(Store &store, Timestamp now, Work &work)
{
    work.expiryRest.begin(now, ExpiryInterval);
    const auto reader = store.reader();
    if (!reader)
        return tl::unexpected(reader.error());
    const auto pipelines = (*reader)->pipelines();
    if (!pipelines)
        return tl::unexpected(pipelines.error());
    for (const PipelineVersion &version : *pipelines) {
        const Pipeline &pipeline = version.pipeline;
        const Milliseconds kept = ruling(pipeline.retention, work.standard).payloads;
        if (kept.count() == 0)
            continue;
        Timestamp &from = work.expiredTo[pipeline.name];
        const auto expired = store.upkeep()->expired(pipeline.name, from, now - kept, ExpiredAtOnce);
        if (!expired || expired->isEmpty()) {
            if (!expired)
                return tl::unexpected(expired.error());
            continue;
        }
        QList<RunId> runs;
        for (const auto &[run, endedAt] : *expired)
            runs.append(run);
        const auto asked = store.upkeep()->askErasure(runs, u"runner"_s, u"kept for %1"_s.arg(formatDuration(kept)), now);
        if (!asked)
            return tl::unexpected(asked.error());
        from = expired->last().second;
        if (expired->size() == ExpiredAtOnce)
            work.expiryRest = {}; // the rest at the next look
    }
    return true;
}

/// A few of what was kept for as long as it should be; true if there may be more.
Result<bool> Caretaker::removeRuns(Store &store, qint64 fence, Timestamp now, Work &work)
{
    const auto reader = store.reader();
    const auto pipelines = reader ? (*reader)->pipelines() : tl::unexpected(reader.error());
    if (!pipelines)
        return tl::unexpected(pipelines.error());
    for (const PipelineVersion &version : *pipelines) {
        const Milliseconds kept = ruling(version.pipeline.retention, work.standard).runs;
        if (kept.count() == 0)
            continue;
        Timestamp &from = work.removedTo[version.pipeline.name];
        const auto removed = store.upkeep()->removeRuns(version.pipeline.name, from, now - kept,
                                                        u"kept for %1"_s.arg(formatDuration(kept)), fence, now);
        if (!removed)
            return tl::unexpected(removed.error());
        if (removed->next) {
            from = *removed->next;
            return true;
        }
    }
    work.removedTo.clear(); // what somebody needed may be free by the next time
    work.removalRest.begin(now, RemovalInterval);
    return false;
}

} // namespace cairn
