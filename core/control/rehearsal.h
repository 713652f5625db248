#pragma once

#include "control/editing.h"
#include "control/json.h"
#include "control/runcontext.h"

namespace cairn {

/// Builds what steps of a recorded run would send, as the runner does, and sends nothing. Belongs to the thread of its reader.
class Rehearsal
{
public:
    explicit Rehearsal(StoreReader &reader);

    ExpressionEngine &engine() { return m_engine; }
    RequestBuilder &builder() { return m_builder; }
    SchemaShelf &schemas() { return m_schemas; }

    /// What a step of the run would send if it were tried now. Errors: NotFound, if there is no such step or item; Usage, if its
    /// request cannot be built; those of the store.
    Result<BuiltRequest> request(const RunDetail &detail, const StepKey &key);
    /// The same of a step by itself, for what its expressions see. A callback's address is made up only when a request leaves,
    /// and is told by a word in its place.
    Result<BuiltRequest> request(const Step &step, ExpressionContext context, const PayloadRef &edited = {});

private:
    StoreReader &m_reader;
    ExpressionEngine m_engine;
    RequestBuilder m_builder;
    SchemaShelf m_schemas;
};

/// What a step sends, laid out for being edited.
struct EditableRequest
{
    static constexpr qint64 MostText = 1 << 20; ///< bytes that are edited as text; larger ones are replaced by a file

    StepKey key;
    QString refusal; ///< why it cannot be edited; empty if it can
    QString fault;   ///< why what it sends cannot be told: its request cannot be built
    EditBasis basis;
    PayloadRef body;
    QByteArray bytes; ///< of the body, if they are no more than MostText
    bool isJson = false;
    std::optional<Schema> schema; ///< that it has to satisfy
    QList<Follower> followers;
};

/// `key` without a step: the one that explains where the run stands. Errors: NotFound; those of the store.
Result<EditableRequest> readEditable(StoreReader &reader, RunId run, StepKey key);

} // namespace cairn
