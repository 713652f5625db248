#pragma once

#include "definition/expression.h"
#include "model/pipeline.h"
#include "model/records.h"
#include "policy/classify.h"
#include "control/schemashelf.h"

#include <QJsonObject>

namespace cairn {

/// The result of an exchange as later steps see it: {status, headers, sha256, size, media_type}. `.body` is added by the
/// expression context when it is JSON.
QJsonObject resultObject(int status, const QJsonObject &headers, const PayloadRef &payload);

/// Response headers as a JSON object, field names in lower case; repeated fields are joined by ", ".
QJsonObject headersObject(const HeaderList &headers);
/// An object as it is stored: compact JSON.
QByteArray compact(const QJsonObject &object);

/// Judges an answer by its content, once transport and status are good: the digest it must have (empty: any), the step's schema
/// and its `expect`. `body` is the answer's bytes if they are JSON of bearable size, else empty.
Outcome judgeContent(const Step &step, const QString &wantedSha256, const QJsonObject &result, const PayloadRef &payload,
                     const QByteArray &body, ExpressionEngine &engine, SchemaShelf &schemas);

} // namespace cairn
