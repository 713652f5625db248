#include "control/upkeepdesk.h"

#include "control/actor.h"
#include "definition/workspace.h"
#include "store/upkeep.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> keepsNothing()
{
    return failure(ErrorKind::Usage, u"This kind of store has neither keys nor copies"_s);
}

Result<Storage> readStorage(Store &store, const QString &root)
{
    StoreUpkeep *upkeep = store.upkeep();
    if (!upkeep)
        return keepsNothing();
    auto encryption = upkeep->encryption();
    if (!encryption)
        return tl::unexpected(encryption.error());
    const auto pending = upkeep->pendingErasures();
    if (!pending)
        return tl::unexpected(pending.error());
    const auto reader = store.reader();
    const auto pipelines = reader ? (*reader)->pipelines() : tl::unexpected(reader.error());
    if (!pipelines)
        return tl::unexpected(pipelines.error());
    const Retention standard = loadSettings(root).retention;
    Storage storage{std::move(*encryption), {}, *pending};
    for (const PipelineVersion &version : *pipelines) {
        const Retention &own = version.pipeline.retention;
        storage.kept.append({version.pipeline.name, ruling(own, standard), own});
    }
    std::sort(storage.kept.begin(), storage.kept.end(), [](const auto &a, const auto &b) { return a.pipeline < b.pipeline; });
    return storage;
}

} // namespace

QFuture<Result<Storage>> UpkeepDesk::storage()
{
    return m_desk.work<Storage>([&store = m_desk.store(), root = m_root] { return readStorage(store, root); });
}

QFuture<Result<int>> UpkeepDesk::changeKey(const QString &actor, const QString &reason)
{
    return m_desk.work<int>([&store = m_desk.store(), actor, reason, now = m_desk.clock().now()]() -> Result<int> {
        return store.upkeep() ? store.upkeep()->changeKey(actor, reason, now) : keepsNothing();
    });
}

QFuture<Result<QStringList>> UpkeepDesk::backUp(const QString &path, const LongWorkPtr &work)
{
    return m_desk.longWork<QStringList>(
        [&store = m_desk.store(), path, work, now = m_desk.clock().now()]() -> Result<QStringList> {
            if (!store.upkeep())
                return keepsNothing();
            return store.upkeep()->backUp(path, currentActor(), {}, now, [&work = *work](qint64 done, qint64 total) {
                work.done = done;
                work.total = total;
                return !work.stop;
            });
        });
}

} // namespace cairn
