#pragma once
// Room `runbook`: which runbook fits an incident, and what helped before. Pure; what people do by a runbook is asked for in
// `control`.

#include "model/runbook.h"

namespace cairn {

/// What runbooks are compared with.
struct Symptoms
{
    Fingerprint print;
    QStringList pipelines{};  ///< in which its failures were
    bool isUndecided = false; ///< nobody knows of some of them whether they happened
};

/// How many of a runbook's conditions an incident meets: all of them; nullopt if it fails one. A runbook without conditions fits
/// none.
std::optional<int> fitOf(const RunbookMatch &match, const Symptoms &symptoms);

/// Those that fit, the most specific first. Of equals those about unknown outcomes come first, then the workspace's own, then
/// shipped ones, each by name.
QList<Runbook> matchingRunbooks(const QList<Runbook> &all, const Symptoms &symptoms);

} // namespace cairn
