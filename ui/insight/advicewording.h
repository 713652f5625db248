#pragma once

#include "control/serviceadvice.h"

#include <QString>

namespace cairn {

// Advice as people read it, translated.

/// What is wrong, in one line.
QString adviceTitleText(const Recommendation &advice);
/// What was seen, with its figures.
QString adviceEvidenceText(const Recommendation &advice);
/// "Strong evidence".
QString confidenceText(Confidence confidence);
/// Where a change is to be made that is not the service's; empty if it is.
QString adviceElsewhereText(const Recommendation &advice);

} // namespace cairn
