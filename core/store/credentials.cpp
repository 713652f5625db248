#include "store/sqlitereader.h"
#include "store/writeexecutor.h"

namespace cairn {

using namespace Qt::StringLiterals;

Result<void> WriteExecutor::carryOut(const PutCredential &write)
{
    const CredentialRecord &r = write.record;
    return run("put_credential"_L1, [&](Statement &statement) {
        statement.text(r.key).text(r.kind).time(r.setAt).text(r.setBy).optionalTime(r.expiresAt).optionalTime(r.previousUntil);
    });
}

Result<void> WriteExecutor::carryOut(const ForgetCredential &write)
{
    return run("forget_credential"_L1, [&](Statement &statement) { statement.text(write.key); });
}

Result<QList<CredentialRecord>> SqliteReader::credentials()
{
    return all("credentials"_L1, NothingBound, [](Row &row) {
        CredentialRecord record;
        record.key = row.text();
        record.kind = row.text();
        record.setAt = row.time();
        record.setBy = row.text();
        record.expiresAt = row.optionalTime();
        record.previousUntil = row.optionalTime();
        return record;
    });
}

} // namespace cairn
