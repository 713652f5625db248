#include "store/sqlitereader.h"
#include "store/writeexecutor.h"

namespace cairn {

using namespace Qt::StringLiterals;

Result<void> WriteExecutor::carryOut(const PutOrigin &write)
{
    const RunOrigin &o = write.origin;
    return run("put_origin"_L1, [&](Statement &statement) {
        statement.integer(write.run.value())
            .text(o.source)
            .text(o.path)
            .integer(o.ownerId)
            .text(o.owner)
            .optionalTime(o.modifiedAt)
            .text(o.submitter)
            .text(word(o.sidecar))
            .text(o.keyId)
            .text(o.comment);
    });
}

Result<std::optional<RunOrigin>> SqliteReader::originOf(RunId run)
{
    return first(
        "origin_of_run"_L1, [&](Statement &statement) { statement.integer(run.value()); },
        [](Row &row) {
            RunOrigin origin;
            origin.source = row.text();
            origin.path = row.text();
            origin.ownerId = row.integer();
            origin.owner = row.text();
            origin.modifiedAt = row.optionalTime();
            origin.submitter = row.text();
            origin.sidecar = row.word(sidecarFromWord);
            origin.keyId = row.text();
            origin.comment = row.text();
            return origin;
        });
}

} // namespace cairn
