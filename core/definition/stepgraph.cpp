#include "definition/stepgraph.h"

#include <QHash>

namespace cairn {

namespace {

using Needs = QHash<StepId, QList<StepId>>;

Needs needsOf(const QList<Step> &steps)
{
    Needs needs;
    for (const Step &step : steps)
        needs.insert(step.id, step.needs);
    return needs;
}

/// Depth-first search; a step met again while still on the path closes a cycle.
class CycleFinder
{
public:
    explicit CycleFinder(const Needs &needs) : m_needs(needs) {}

    void visit(const StepId &step)
    {
        if (const qsizetype start = m_path.indexOf(step); start >= 0) {
            cycles.append(m_path.mid(start) << step);
            return;
        }
        if (m_done.contains(step))
            return;
        m_path.append(step);
        for (const StepId &need : m_needs.value(step)) {
            if (m_needs.contains(need))
                visit(need);
        }
        m_path.removeLast();
        m_done.insert(step);
    }

    QList<QList<StepId>> cycles;

private:
    const Needs &m_needs;
    QList<StepId> m_path;
    QSet<StepId> m_done;
};

} // namespace

QList<QList<StepId>> findCycles(const QList<Step> &steps)
{
    const Needs needs = needsOf(steps);
    CycleFinder finder(needs);
    for (const Step &step : steps)
        finder.visit(step.id);
    return finder.cycles;
}

QSet<StepId> transitiveNeeds(const QList<Step> &steps, const StepId &step)
{
    const Needs needs = needsOf(steps);
    QSet<StepId> found;
    QList<StepId> waiting = needs.value(step);
    while (!waiting.isEmpty()) {
        const StepId next = waiting.takeLast();
        if (found.contains(next) || !needs.contains(next))
            continue;
        found.insert(next);
        waiting += needs.value(next);
    }
    return found;
}

} // namespace cairn
