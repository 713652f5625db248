#pragma once

#include "control/schemashelf.h"
#include "definition/expression.h"
#include "definition/stepresult.h"
#include "model/pipeline.h"
#include "model/records.h"
#include "policy/classify.h"

#include <QJsonObject>

namespace cairn {

/// An object as it is stored: compact JSON.
QByteArray compact(const QJsonObject &object);

/// What is wrong with an answer that promises JSON and is none: one sentence. Empty if nothing is; expressions may still find it
/// too deep or too large.
QString whyNoJson(const StepResult &result);

/// The same where `test` looks at the body; nothing is wrong with it for others.
QString whyNoJson(const StepResult &result, const QString &test);

/// Whether the test holds by what the answer says beside its body.
bool holdsWhateverItsBody(StepResult result, const QString &test, ExpressionEngine &engine);

/// Whether an answer passes a test. To jq, a body that is not there is unequal to whatever a test looks for, so a login page
/// would pass most: of an answer without a `.body` only what does not depend on one counts. Errors: those of
/// ExpressionEngine::test(), where there is one.
Result<bool> answerSays(const StepResult &result, const QString &test, ExpressionEngine &engine);

/// Whether such an answer is wrong in nothing but that it ends too early.
bool breaksOff(const QByteArray &json);

/// Judges an answer by its content, once transport and status are good: that it is the JSON that it promises, the digest it must
/// have (empty: any), the step's schema and its `expect`. Whatever is wrong with it, the service did what was asked.
Outcome judgeContent(const Step &step, const QString &wantedSha256, const StepResult &result, ExpressionEngine &engine,
                     SchemaShelf &schemas);

/// The same of a whole answer that is recorded: its status first.
Outcome judgeRecorded(const Step &step, const QString &wantedSha256, const StepResult &result, ExpressionEngine &engine,
                      SchemaShelf &schemas);

} // namespace cairn
