#pragma once

#include "judge.h"
#include "trace.h"
#include "virtualtime.h"

#include "net/listener.h"

namespace cairn::simulator {

/// How a world is broken on purpose, to see that the judge notices.
enum class Mischief {
    None,
    IgnoresKeys,    ///< services that call themselves idempotent are not
    SendsTwice,     ///< the network repeats requests by itself, as QNetworkAccessManager does
    ForgetsCommits, ///< the disk loses what it had acknowledged last
    Lies,           ///< the operator says "did not happen" of what did
    Denies,         ///< services say so when they are asked
    HoldsBack,      ///< messages are acknowledged and never stored
};

/// What all parts of one simulation share.
struct World
{
    World(VirtualTime &virtualTime, Plan made, Mischief broken, bool isPrinted, Counts &counted)
        : time(virtualTime), plan(std::move(made)), mischief(broken), trace(virtualTime, isPrinted), counts(counted),
          judge(plan, virtualTime, durable, ledger)
    {
    }

    /// Something happened that a runner's end may follow. False if the runner of this life is dead, now or before.
    bool happens(const char *what, const Place &place, qint64 number = 0, const QString &text = {})
    {
        trace.add(what, place, number, text);
        ++events;
        if (life->isDead || size_t(life->number) >= plan.ends.size())
            return !life->isDead;
        const EndPlan &end = plan.ends[size_t(life->number)];
        return ++life->events == end.afterEvents ? endsLife(end) : true;
    }

    /// The runner's end as planned. Whether it lives on for a while.
    bool endsLife(const EndPlan &end)
    {
        trace.add(end.grace ? "stop" : "kill", {}, life->number);
        isEndDue = true;
        life->isStopping = true;
        if (end.grace)
            return true;
        life->isDead = true;
        judge.lifeEnds(*life);
        return false;
    }

    VirtualTime &time;
    const Plan plan;
    const Mischief mischief;
    Trace trace;
    Counts &counts;
    Durable durable;
    Ledger ledger;
    Judge judge;
    std::shared_ptr<Life> life;
    qint64 events = 0;
    Changes changes;
    bool isEndDue = false;  ///< the runner is to be stopped, or buried
    bool isOver = false;    ///< nothing begins any more
    Listener::Handler door; ///< takes what services send by themselves; empty: nobody listens
};

} // namespace cairn::simulator
