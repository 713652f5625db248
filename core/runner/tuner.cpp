#include "runner/tuner.h"

#include "base/logging.h"
#include "control/policytuning.h"

namespace cairn {

namespace {

constexpr Milliseconds Rest = std::chrono::minutes(10);

bool isOver(const Error &error)
{
    return error.kind == ErrorKind::LeaseLost || error.kind == ErrorKind::Cancelled;
}

Result<void> tuneOne(Store &store, StoreReader &reader, const ServiceRevision &live, Timestamp now, qint64 fence,
                     const std::function<bool(double)> &goOn)
{
    auto step = tuningStep(reader, live, now, goOn);
    if (!step)
        return tl::unexpected(step.error());
    if (!*step)
        return {};
    (*step)->fence = fence;
    const auto done = store.commitAndWait(std::move(**step));
    if (!done)
        return tl::unexpected(done.error());
    qCInfo(lcRunner).noquote() << "policy tuned:" << live.service.name;
    return {};
}

} // namespace

Tuner::Tuner(Store &store, StoreReader &reader, qint64 fence) : m_store(store), m_reader(reader), m_fence(fence)
{
    m_pool.setMaxThreadCount(1);
}

Tuner::~Tuner()
{
    m_work.stop = true;
    m_pool.waitForDone();
    std::ignore = m_work.busy.load();
}

void Tuner::tick(Timestamp now)
{
    if (!m_rest.isOver(now) || m_work.busy)
        return;
    m_rest.begin(now, Rest);
    auto services = m_reader.services();
    if (!services)
        return; // whatever keeps it from being read is told by those who need it sooner
    services->removeIf([](const ServiceRevision &revision) { return revision.service.tuning.bounds.isEmpty(); });
    if (services->isEmpty())
        return;
    m_work.services = std::move(*services);
    m_work.now = now;
    m_work.busy = true;
    m_pool.start([this] { // whose end waits for it; ThreadSanitizer sees the hand-over in `busy`
        std::ignore = m_work.busy.load();
        tune(m_store, m_work.services, m_work.now, m_fence, m_work);
        m_work.busy = false;
    });
}

void Tuner::tune(Store &store, const QList<ServiceRevision> &services, Timestamp now, qint64 fence, Work &work)
{
    const auto reader = store.reader();
    for (const ServiceRevision &live : services) {
        if (!reader || work.stop)
            return;
        const auto done = tuneOne(store, **reader, live, now, fence, [&work](double) { return !work.stop; });
        if (!done && !isOver(done.error()))
            qCWarning(lcRunner).noquote() << "the policy of" << live.service.name
                                          << "could not be tuned:" << describe(done.error());
    }
}

} // namespace cairn
