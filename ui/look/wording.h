#pragma once

#include "model/records.h"

#include <QString>

namespace cairn {

// Words of the model as people read them, translated. Causes and reasons recorded by the runner stay as they were recorded.

QString categoryText(Category category);
QString faultText(TransportFault fault);
/// "HTTP 503" or what went wrong below HTTP.
QString answerText(const Attempt &attempt);
/// What was decided after an attempt: "Retry in 4.2s".
QString decisionText(const Attempt &attempt);
QString decisionText(Action action);
/// The verb on buttons and menus.
QString commandText(CommandKind kind);
/// "publish", or "pages 17" for one item of a fan-out.
QString stepText(const StepId &step, int item);
/// With a capital letter at its beginning.
QString capitalized(QString text);
/// What happened and what can be done, as two sentences.
QString errorText(const Error &error);

/// In the form that was chosen (see TimeDisplay); today's without its date.
QString localTime(Timestamp time);
QString localTime(const std::optional<Timestamp> &time);
/// The same with seconds.
QString localTimeExact(Timestamp time);
/// The hour and minute with seconds, also where times are relative: for what is always "just now".
QString clockTime(Timestamp time);
/// RFC 3339 in UTC, for tooltips: always exact.
QString utcTime(const std::optional<Timestamp> &time);
/// "300ms", "4.2s", "2h 10m": as toText() has it, with the locale's decimal point.
QString durationText(Milliseconds duration);
/// "63.4 %" of 0.634.
QString percentText(double share, int decimals = 1);
/// "in 12s", "now"; empty without a time.
QString countdownText(const std::optional<Timestamp> &at, Timestamp now);
QString sizeText(qint64 bytes);
/// As `%Ln` takes it.
int counted(qint64 count);
/// How long an exchange took, by phase.
QString timingText(const ExchangeTiming &timing);

} // namespace cairn
