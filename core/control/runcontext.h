#pragma once

#include "control/requestbuilder.h"
#include "policy/progress.h"

namespace cairn {

/// JSON of a payload that is held in memory, in bytes at most.
inline constexpr qint64 LargestJsonBody = ExpressionContext::MaxBody;

// What the expressions of a run see, made from what is recorded of it: the same for the runner and for who asks what it would do.
// Payloads are read through `builder`, on its thread.

/// .input and .run.
void setRun(ExpressionContext &context, const RunRecord &run, const Pipeline &pipeline, RequestBuilder &builder);
/// What came of the step is there for others to use.
bool givesResult(const StepProgress &step);
/// Adds it as .steps.NAME. False: it cannot be read, which who looks at it is told; only what is larger than an expression can
/// hold is without a body.
bool setResult(ExpressionContext &context, const StepProgress &step, RequestBuilder &builder);
/// What the step's own expressions see of it: of other steps those that it needs, directly or through others. Which of the rest
/// have ended by now is chance, and a request is the same whenever it is made.
ExpressionContext seenBy(ExpressionContext context, const Pipeline &pipeline, const StepId &step);
/// What is told of `what`, which expressions are to see and which could not be read.
Error unreadable(const QString &what, const Error &error);
/// The values of a step that was fanned out, an item for each. Errors: those of the store; Damaged if they are not as many as its
/// items.
Result<QJsonArray> itemValues(const StepProgress &step, RequestBuilder &builder);
/// Adds .item and .index.
void setItem(ExpressionContext &context, const QJsonValue &value, int item);

} // namespace cairn
