#pragma once

#include "draw.h"

#include "model/pipeline.h"
#include "model/service.h"

#include <array>
#include <vector>

namespace cairn::simulator {

/// What becomes of one request. "After" and "Done": the service carries it out nevertheless.
enum class Fault {
    None,
    Slow,
    NotSent,      ///< refused, unresolved, no connection: certainly not sent
    LostBefore,   ///< the connection breaks before the service has done anything
    LostAfter,    ///< it breaks after
    LostThenDone, ///< it breaks, and only then the service does it
    CutShort,     ///< it is done; the answer's body ends early
    Silent,       ///< no answer, and nothing done
    SilentAfter,
    Failed, ///< 500 and the like, nothing done
    FailedAfter,
    Overloaded, ///< 503 or 429
    Advised,    ///< the same with Retry-After
    Rejected,   ///< 400, 401, 404, 422, …
    Conflict,   ///< 409
    BadContent, ///< 200, done; but it is not what the step expects
    Elsewhere,  ///< done; 303 to another place
};
inline constexpr int FaultCount = int(Fault::Elsewhere) + 1;
const char *nameOf(Fault fault);

/// Another policy that a person gives a service.
struct RevisionPlan
{
    Milliseconds at{0};
    Policy policy;
};

/// A service and how it behaves.
struct ServicePlan
{
    Service service;
    std::vector<RevisionPlan> revisions;
    std::array<int, FaultCount> weights{};
    int slowest = 100;            ///< ms that an ordinary request takes at most
    bool replaysFailures = false; ///< a 500 after the deed is what it answers to the same key from then on
    Milliseconds outageFrom{0};
    Milliseconds outageTo{0};
    bool outageRefuses = false; ///< connections, rather than answering 503
    int forgetful = 0;          ///< percent of its inquiries that it has no answer to
};

/// A pipeline: its first version, and a second one that a person applies while runs of the first are under way.
struct PipelinePlan
{
    std::vector<Pipeline> versions;
    Milliseconds newerAt{0};
};

/// Where a runner ends.
struct EndPlan
{
    int afterEvents = 0;
    Milliseconds afterTime{0};         ///< instead, if not 0
    std::optional<Milliseconds> grace; ///< nullopt: it is killed
    Milliseconds downtime{0};
};

/// The wall clock is set.
struct JumpPlan
{
    Milliseconds at{0};
    Milliseconds by{0};
};

struct RunPlan
{
    int pipeline = 0;
    Milliseconds submitted{0};
};

/// All that a seed decides beforehand.
struct Plan
{
    quint64 seed = 0;
    std::vector<ServicePlan> services;
    std::vector<PipelinePlan> pipelines;
    std::vector<RunPlan> runs;
    std::vector<EndPlan> ends;
    std::vector<JumpPlan> jumps;
    int slowestCommit = 0;        ///< ms
    Milliseconds fullDiskFrom{0}; ///< commits fail until `fullDiskTo`
    Milliseconds fullDiskTo{0};
    int maxActive = 128;
    int operatorPause = 500; ///< ms at most between an operator's looks
    int meddling = 3;        ///< percent of looks at which a run that moves is interfered with
};

Plan planFor(quint64 seed);
/// Its part about pipelines, whose steps use these services.
PipelinePlan pipelineFrom(Draw &draw, const QString &name, const std::vector<ServicePlan> &services);

} // namespace cairn::simulator
