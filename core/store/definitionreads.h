#pragma once

#include "base/error.h"
#include "model/records.h"
#include "model/service.h"

namespace cairn {

/// A recorded pipeline version without its text.
struct PipelineHead
{
    qint64 id = 0;
    QString name;
    int version = 0;
    Digest digest;
    Timestamp recordedAt;
    bool isRetired = false; ///< there is no text of it: it was recorded in place of one that no file said any more
};

/// A recorded definition that is not what its digest says, or one that is and cannot be read: a newer Cairn wrote it.
struct DamagedDefinition
{
    enum class Kind { Pipeline, Service, Schema };
    Kind kind = Kind::Pipeline;
    QString name;
    int number = 0; ///< version or revision
    Digest digest;  ///< of what was recorded
    QString why;
    bool isNewer = false; ///< it is whole, and is to stay
};

/// Recorded pipelines, services and schemas. Of a StoreReader, whose errors and thread are theirs.
class DefinitionReads
{
public:
    virtual Result<QList<PipelineVersion>> pipelines() = 0;            ///< the newest version of each name
    virtual Result<PipelineVersion> pipeline(const QString &name) = 0; ///< newest
    virtual Result<PipelineVersion> pipelineVersion(qint64 id) = 0;
    virtual Result<QList<PipelineHead>> pipelineHeads() = 0;          ///< all versions, by name, newest first
    virtual Result<QList<ServiceRevision>> services() = 0;            ///< the live revision of each name
    virtual Result<ServiceRevision> service(const QString &name) = 0; ///< live
    virtual Result<QList<ServiceRevision>> serviceHistory(const QString &service, int limit) = 0; ///< newest first
    virtual Result<ServiceRevision> serviceRevision(qint64 id) = 0;
    virtual Result<SchemaRecord> schema(const QString &name, int version) = 0;
    virtual Result<QList<DamagedDefinition>> damagedDefinitions() = 0; ///< looked for in all that were ever recorded

protected:
    ~DefinitionReads() = default;
};

} // namespace cairn
