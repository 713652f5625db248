#include "control/advicedesk.h"

namespace cairn {

QFuture<Result<ServiceAdvice>> AdviceDesk::advice(const QString &service, Milliseconds period, const LongWorkPtr &work)
{
    const Timestamp now = m_desk.clock().now();
    return m_desk.askAtLeisure<ServiceAdvice>([=](StoreReader &reader) {
        return readAdvice(reader, service, now - period, now, [work](double) { return !work->stop; });
    });
}

QFuture<Result<Committed>> AdviceDesk::dismiss(const QString &service, const Recommendation &advice, const QString &actor,
                                               const QString &reason)
{
    return m_desk.commit(dismissal(service, advice, actor, reason, m_desk.clock().now()));
}

} // namespace cairn
