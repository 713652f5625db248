#pragma once

#include "definition/expression.h"
#include "definition/stepresult.h"
#include "model/pipeline.h"
#include "model/records.h"
#include "policy/classify.h"
#include "control/schemashelf.h"

#include <QJsonObject>

namespace cairn {

/// An object as it is stored: compact JSON.
QByteArray compact(const QJsonObject &object);

/// Judges an answer by its content, once transport and status are good: the digest it must have (empty: any), the step's schema
/// and its `expect`.
Outcome judgeContent(const Step &step, const QString &wantedSha256, const StepResult &result, ExpressionEngine &engine,
                     SchemaShelf &schemas);

} // namespace cairn
