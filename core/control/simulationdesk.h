#pragma once

#include "control/desk.h"
#include "control/longwork.h"
#include "insight/whatif.h"

namespace cairn {

/// A Desk's side for questions what a policy would have made of the past. The past of the last service and period asked for is
/// kept, so that another draft costs no reading.
class SimulationDesk
{
public:
    explicit SimulationDesk(Desk &desk) : m_desk(desk) {}

    struct Question
    {
        Service live;
        Service draft;
        Timestamp since;
        Timestamp until;
    };
    /// Answered on the thread for what takes long. `work` tells how far it is, in thousandths, and stops it. Errors: Cancelled,
    /// those of the store.
    QFuture<Result<WhatIf>> ask(const Question &question, const LongWorkPtr &work);

private:
    struct Kept
    {
        Timestamp since;
        Timestamp until;
        std::optional<ServicePast> past;
    };
    static Result<WhatIf> answer(Store &store, StoreReader &reader, Kept &kept, const Question &question, LongWork &work);

    Desk &m_desk;
    const std::shared_ptr<Kept> m_kept = std::make_shared<Kept>(); ///< of the thread that answers
};

} // namespace cairn
