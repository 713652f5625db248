#pragma once

#include "control/serviceadvice.h"

namespace cairn {

// Advice in English, for the command line and files.

/// What is wrong, in one line.
QString adviceTitle(const Recommendation &advice);
/// What was seen, with its figures.
QString adviceEvidence(const Recommendation &advice);
/// The command that makes the change, or where else it is to be made.
QString adviceRemedy(const QString &service, const AdviceItem &item);
/// Why the change would be for the worse, going by simulation; empty if it would not.
QString drawback(const AdviceItem &item);
/// What simulation says of the change: each figure that differs.
QStringList effectParts(const WhatIf &effect);

} // namespace cairn
