#include "runner/deliveries.h"

#include "policy/recorded.h"

#include <QDir>
#include <QFileInfo>

namespace cairn {

namespace {

constexpr Milliseconds OtherRerunsGoOn{1'000}; ///< and deliver meanwhile: what they did is read again after so long

/// Of one run that are looked through for what they delivered.
constexpr int RerunsLookedAt = 1'000;

/// Where a checkpoint says that its step wrote to; empty: it says nothing of it. Older ones tell the whole path.
QString placeIn(const QString &reason, const Step *step)
{
    const QString told = readDelivered(reason);
    if (told.isEmpty() || !step || !step->deliver)
        return {};
    const QString place = placeOf(*step->deliver, QFileInfo(told).fileName());
    return told.endsWith(u'/' + place) ? place : told;
}

} // namespace

QString placeOf(const Delivery &delivery, const QString &name)
{
    return QDir(delivery.to).filePath(name);
}

bool Deliveries::begin(const QString &place)
{
    if (m_underWay.contains(place))
        return false;
    m_underWay.insert(place);
    return true;
}

void Deliveries::add(const QString &place)
{
    if (m_own)
        m_own->insert(place);
}

bool Deliveries::isOwn(const QString &place, const RunProgress &progress, const Pipeline &pipeline)
{
    if (!m_own) {
        m_own.emplace();
        const QList<StepProgress> rows = progress.all();
        for (const StepProgress &row : rows) {
            const QString own = placeIn(row.reason, pipeline.step(row.id));
            if (row.state == StepState::Succeeded && !own.isEmpty())
                m_own->insert(own);
        }
    }
    return m_own->contains(place);
}

Result<QList<Digest>> Deliveries::olderSelves(const File &file, const Pipeline &pipeline)
{
    const Timestamp now = m_clock.now();
    if (!m_ofFamily || now - m_readAt >= OtherRerunsGoOn) {
        auto delivered = byFamily(pipeline);
        if (!delivered)
            return tl::unexpected(delivered.error());
        m_ofFamily = std::move(*delivered);
        m_readAt = now;
    }
    return m_ofFamily->values(file);
}

auto Deliveries::byFamily(const Pipeline &pipeline) const -> Result<Delivered>
{
    QList<RunId> family;
    for (std::optional<RunId> id = m_run.rerunOf; id;) {
        family = {*id}; // in the end the first of all
        const auto run = m_reader.run(*id);
        if (!run)
            return tl::unexpected(run.error());
        id = run->rerunOf;
    }
    Delivered delivered;
    for (qsizetype i = 0; i < family.size(); ++i) {
        const auto history = m_reader.history(family[i]);
        const auto reruns = m_reader.rerunsOf(family[i], RerunsLookedAt);
        if (!history || !reruns)
            return tl::unexpected(history ? reruns.error() : history.error());
        for (const Checkpoint &checkpoint : history->checkpoints) {
            const QString place = placeIn(checkpoint.reason, pipeline.step(checkpoint.step));
            if (checkpoint.state == StepState::Succeeded && !place.isEmpty())
                delivered.insert({checkpoint.step, place}, checkpoint.output.digest);
        }
        for (const RunRecord &rerun : *reruns) {
            if (rerun.id < m_run.id)
                family.append(rerun.id);
        }
    }
    return delivered;
}

} // namespace cairn
