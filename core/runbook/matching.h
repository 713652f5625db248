#pragma once
// Room `runbook`: which runbook fits an incident, and what helped before. Pure; what people do by a runbook is asked for in
// `control`.

#include "model/runbook.h"

namespace cairn {

/// How many of a runbook's conditions an incident meets: all of them; nullopt if it fails one. A runbook without conditions fits
/// none.
std::optional<int> fitOf(const RunbookMatch &match, const Fingerprint &print, const QStringList &pipelines);

/// Those that fit, the most specific first. Of equals the workspace's own come before shipped ones, then by name.
QList<Runbook> matchingRunbooks(const QList<Runbook> &all, const Fingerprint &print, const QStringList &pipelines);

} // namespace cairn
