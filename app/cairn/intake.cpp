#include "intake.h"

#include "control/submission.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int IntakeThreads = 4; ///< their commits share groups

/// A file of the watched folder counts as taken by this; asked for again, it makes another run.
Result<RunId> submit(Session &session, const PipelineVersion &pipeline, const QString &path, const QString &reason)
{
    const auto mark = watchedMark(session.root(), pipeline.pipeline, path, session.clock().now());
    auto id = submitFile(session.store(), pipeline, path, session.clock(), mark, {}, reason);
    if (mark && !id && id.error().kind == ErrorKind::Conflict)
        id = submitFile(session.store(), pipeline, path, session.clock(), {}, {}, reason);
    if (!id && id.error().where != path && id.error().where != throughLinks(path)) // of several files, which was it?
        id.error().detail += u" (while %1 was taken in)"_s.arg(path);
    return id;
}

} // namespace

Intake::Intake(Session &session, const PipelineVersion &pipeline, const QStringList &paths, const QString &reason)
    : m_session(session), m_pipeline(pipeline), m_paths(paths), m_reason(reason), m_ids(size_t(paths.size()))
{
    m_pool.setMaxThreadCount(IntakeThreads);
    m_next = 0; // by which sanitizers see that the threads are given the rest
    for (qsizetype i = 0; i < paths.size(); ++i)
        m_pool.start([this] { takeNext(); });
}

Intake::~Intake()
{
    leaveOff();
}

void Intake::leaveOff()
{
    m_pool.clear();
    m_pool.waitForDone();
}

QList<RunId> Intake::ids() const
{
    const std::scoped_lock lock(m_mutex);
    QList<RunId> ids;
    for (RunId id : m_ids) {
        if (id.isValid())
            ids.append(id);
    }
    return ids;
}

Exit Intake::tellErrors(const Terminal &terminal) const
{
    const std::scoped_lock lock(m_mutex);
    Exit worst = Exit::Well;
    for (const Error &error : m_errors) {
        const Exit exit = terminal.fail(error);
        const bool isTheFile = m_paths.contains(error.where) && exit != Exit::Usage;
        worst = std::max(worst, isTheFile ? Exit::NeedsPerson : exit);
    }
    return worst;
}

void Intake::takeNext()
{
    const int i = m_next++;
    auto id = submit(m_session, m_pipeline, m_paths[i], m_reason);
    const std::scoped_lock lock(m_mutex);
    if (id)
        m_ids[size_t(i)] = *id;
    else
        m_errors.append(id.error());
    ++m_done;
}

} // namespace cairn
