#pragma once

#include "definition/jsonreader.h"
#include "model/service.h"

namespace cairn {

void readMilliseconds(JsonReader &json, const QString &key, Milliseconds &out);

/// Adds to a service's canonical JSON what canonical forms had no fields for at first, where it differs from the default.
void addLaterFields(const Service &service, QJsonObject &object);
/// Reads those that stand beside `timeout`, `retry` and `concurrency`.
void readLaterFields(JsonReader &json, Service &service);
/// Reads those within `timeout`, `retry` and `concurrency`.
void readLaterTimeout(JsonReader &json, TimeoutPolicy &timeout);
void readLaterRetry(JsonReader &json, RetryPolicy &retry);
void readLaterConcurrency(JsonReader &json, Policy &policy);

QJsonObject toJson(const Tuning &tuning);
void readTuning(JsonReader &json, Tuning &tuning);

QString word(Jitter jitter);
std::optional<Jitter> jitterFromWord(const QString &word);

} // namespace cairn
