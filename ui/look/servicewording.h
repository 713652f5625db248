#pragma once

#include "control/revising.h"
#include "definition/servicefields.h"
#include "policy/schedule.h"

#include <QString>

namespace cairn {

// Words for services and their policies as people read them, translated.

/// A value's name beside its box: "Longest wait".
QString fieldTitle(const QString &path);
/// What it means, and what zero or nothing does.
QString fieldTip(const QString &path);
/// Where a value comes from that the file does not say: "default", "from cairn.yaml"; empty for the file's own.
QString originText(FieldOrigin origin);
/// "Attempts: 6 → 4".
QString changeText(const ServiceChange &change);
/// Some of them, one a line.
QString changesText(const QList<ServiceChange> &changes);
/// "3 values changed".
QString changesTitle(const QList<ServiceChange> &changes);
/// What a picture of a schedule says, in sentences.
QString scheduleText(const Schedule &schedule, const Service &service);

} // namespace cairn
