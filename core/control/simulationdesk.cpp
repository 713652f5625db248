#include "control/simulationdesk.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 Whole = 1'000;
/// Of all the work, what reading is where it is needed.
constexpr double SimulationReadingShare = 0.45;

} // namespace

Result<WhatIf> SimulationDesk::answer(Store &store, StoreReader &reader, Kept &kept, const Question &question, LongWork &work)
{
    const QString &service = question.live.name;
    work.total = Whole;
    double done = 0;
    if (!kept.past || kept.past->service != service || kept.since != question.since || kept.until != question.until) {
        kept.past.reset();
        const auto goOn = [&](double share) {
            work.done = qint64(Whole * SimulationReadingShare * share);
            return !work.stop;
        };
        auto past = readServicePast(reader, service, question.since, question.until, goOn, ServicePast::MostAttempts, &store);
        if (!past)
            return tl::unexpected(past.error());
        kept = {question.since, question.until, std::move(*past)};
        done = SimulationReadingShare;
    }
    const auto answer = whatIf(*kept.past, question.live, question.draft, {}, [&](double share) {
        work.done = qint64(Whole * (done + (1 - done) * share));
        return !work.stop;
    });
    if (!answer)
        return failure(ErrorKind::Cancelled, u"the simulation was stopped"_s);
    work.done = Whole;
    return *answer;
}

QFuture<Result<WhatIf>> SimulationDesk::ask(const Question &question, const LongWorkPtr &work)
{
    return m_desk.askAtLeisure<WhatIf>(
        [&store = m_desk.store(), kept = m_kept, question, work](StoreReader &reader) -> Result<WhatIf> {
            if (work->stop)
                return failure(ErrorKind::Cancelled, u"the simulation was stopped"_s);
            return answer(store, reader, *kept, question, *work);
        });
}

} // namespace cairn
