#pragma once

#include "course.h"
#include "virtualtime.h"

#include "definition/expression.h"
#include "store/store.h"

#include <QTemporaryDir>

namespace cairn::foresight {

/// What a course came to.
struct Measured
{
    std::vector<Milliseconds> recoveries; ///< from a run's first failure to its success; sorted
    qint64 requests = 0;
    qint64 failed = 0;
    qint64 left = 0; ///< runs that need a person
    Milliseconds recovery(double share) const;
    Milliseconds meanRecovery() const;
};

/// A course that the real runner goes through under a policy, into a real store, in virtual time.
class CourseRun
{
public:
    /// `chance` is the seed of the runner's own: its jitter, above all.
    CourseRun(simulator::VirtualTime &time, ExpressionEngine &expressions, const Course &course, const Service &service,
              quint64 chance);

    /// To the end of all runs.
    void run();
    StoreReader &reader() { return *m_reader; }
    Measured measured();

private:
    void submit(Store &store, int number, qint64 pipelineVersion);
    bool isOver();

    simulator::VirtualTime &m_time;
    ExpressionEngine &m_expressions;
    const Course &m_course;
    const Service m_service;
    const quint64 m_chance;
    QTemporaryDir m_folder;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<StoreReader> m_reader;
};

/// The service of a course, under a policy.
Service serviceUnder(const Policy &policy);

} // namespace cairn::foresight
