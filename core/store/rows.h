#pragma once

#include "model/audit.h"
#include "model/bulk.h"
#include "model/pipeline.h"
#include "model/records.h"
#include "model/service.h"
#include "model/upkeep.h"
#include "store/sqliteconnection.h"
#include "store/statement.h"

namespace cairn {

// Each reads the columns of the query of the same name in sql/read.sql, in their order.
RunRecord readRun(Row &row);
/// What it reads of a run that waits, as it is written; empty of one that has ended.
QString waitsText(const RunRecord &run);
QString gatesText(const RunRecord &run);
/// As json_each() takes them.
QString idsText(const QList<RunId> &runs);
Checkpoint readCheckpoint(Row &row);
Attempt readAttempt(Row &row);
Sending readSending(Row &row);
EarlierVersion readEarlierVersion(Row &row);
Command readCommand(Row &row);
Bulk readBulk(Row &row);
/// What was given to orders as edited inputs; `orders`: the query that gives their arguments.
Result<QList<Digest>> editedForOrders(SqliteConnection &connection, QLatin1String orders);
Event readEvent(Row &row);
Callback readCallback(Row &row);
Message readMessage(Row &row);
SchemaRecord readSchema(Row &row);
AuditEntry readAuditEntry(Row &row);
Erasure readErasure(Row &row);

/// A definition as stored; parsed by parsePipeline or parseService once the row is left.
struct StoredDefinition
{
    qint64 id = 0;
    QString name;
    int number = 0; ///< version or revision
    Digest digest;
    QByteArray source;
    QByteArray json;
    Timestamp recordedAt{}; ///< of a service, as the next two
    QString actor;
    QString reason;
    QByteArray inherited;
};
StoredDefinition readPipelineVersion(Row &row);
StoredDefinition readServiceRevision(Row &row);

/// Errors: Damaged, NewerStore.
Result<PipelineVersion> parsePipeline(const StoredDefinition &stored);
Result<ServiceRevision> parseService(const StoredDefinition &stored);

/// A payload that is a file.
struct StoredFile
{
    PayloadRef ref;
    int key = 0; ///< that it is sealed with; 0: none
};
/// Some of them, by digest, from the one after `after`.
Result<QList<StoredFile>> payloadFilesAfter(SqliteConnection &connection, const Digest &after);

} // namespace cairn
