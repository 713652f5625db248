#pragma once

#include "policy/progress.h"
#include "store/store.h"

#include <QMultiHash>
#include <QSet>

namespace cairn {

/// Of a file, as its step names it: relative to the workspace, which may be moved, and be found by several paths.
QString placeOf(const Delivery &delivery, const QString &name);

/// What one run, and its family, have delivered where: what it may replace is told by that. `pipeline`: the version that the run
/// is pinned to. Outlived by its arguments.
class Deliveries
{
public:
    using File = std::pair<StepId, QString>; ///< by whom, and its place

    Deliveries(StoreReader &reader, const Clock &clock, const RunRecord &run) : m_reader(reader), m_clock(clock), m_run(run) {}

    /// False: another of the run is being delivered there.
    bool begin(const QString &place);
    void end(const QString &place) { m_underWay.remove(place); }
    /// It is recorded as delivered.
    void add(const QString &place);
    /// A step or item of this run has delivered there, which none of them replaces.
    bool isOwn(const QString &place, const RunProgress &progress, const Pipeline &pipeline);
    /// What the same step delivered there in older runs of the same input: those that this one is a rerun of, and their other
    /// reruns. Of all its items: which of them has which number may differ from run to run. Errors: those of the store.
    Result<QList<Digest>> olderSelves(const File &file, const Pipeline &pipeline);

private:
    using Delivered = QMultiHash<File, Digest>;

    Result<Delivered> byFamily(const Pipeline &pipeline) const;

    StoreReader &m_reader;
    const Clock &m_clock;
    const RunRecord &m_run;
    QSet<QString> m_underWay;
    std::optional<QSet<QString>> m_own;  ///< read when a delivery finds its name taken
    std::optional<Delivered> m_ofFamily; ///< likewise
    Timestamp m_readAt{};                ///< the family's
};

} // namespace cairn
