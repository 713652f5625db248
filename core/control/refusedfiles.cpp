#include "control/refusedfiles.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
/// It is kept where the runner keeps what it knows of each service, under a name that no service can have.
constexpr auto WatchedFoldersName = "watched folders"_L1;
} // namespace

PutServiceState remembered(const RefusedFiles &refused, Timestamp at)
{
    QJsonArray files;
    for (const RefusedFile &file : refused.files)
        files.append(QJsonObject{{u"pipeline"_s, file.pipeline},
                                 {u"path"_s, file.path},
                                 {u"why"_s, file.why},
                                 {u"since"_s, qint64(file.since.time_since_epoch().count())}});
    return {WatchedFoldersName, {{u"refused"_s, files}, {u"count"_s, refused.count}}, at};
}

Result<RefusedFiles> rememberedRefused(StoreReader &reader)
{
    const auto state = reader.serviceState(WatchedFoldersName);
    if (!state)
        return tl::unexpected(state.error());
    RefusedFiles refused;
    refused.count = state->value(u"count"_s).toInteger();
    for (const QJsonValue &value : state->value(u"refused"_s).toArray())
        refused.files.append({value[u"pipeline"_s].toString(), value[u"path"_s].toString(), value[u"why"_s].toString(),
                              Timestamp(Milliseconds(value[u"since"_s].toInteger()))});
    return refused;
}

Result<RefusedFiles> readRefusedFiles(StoreReader &reader, const QString &root)
{
    auto refused = rememberedRefused(reader);
    if (!refused)
        return refused;
    refused->count -= refused->files.removeIf([&](const RefusedFile &file) {
        const QFileInfo info(QDir(root).filePath(file.path));
        return !info.exists() && !info.isSymLink();
    });
    return refused;
}

} // namespace cairn
