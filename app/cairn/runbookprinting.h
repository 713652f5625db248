#pragma once

#include "terminal.h"

#include "control/followedrunbook.h"

namespace cairn {

// Runbooks for people and, under --json, for programs.

void printRunbooks(const QList<Runbook> &runbooks, const Terminal &terminal);
void printRunbook(const Runbook &runbook, const Terminal &terminal);
/// With what was ticked and done, and what helped before.
void printFollowed(const FollowedRunbook &followed, const Terminal &terminal);
void printDeed(const DeedOutcome &outcome, bool hasRunner, const Terminal &terminal);

} // namespace cairn
