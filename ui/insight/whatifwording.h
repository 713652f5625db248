#pragma once

#include "insight/whatif.h"

#include <QString>

namespace cairn {

/// What one figure of a what-if is, and how its numbers are read.
struct WhatIfFigure
{
    QString name;
    QString tip;
    std::optional<Spread> live;
    std::optional<Spread> draft;
    bool isTime = false; ///< ms; else a count
    QString less;        ///< "%1 fewer"
    QString more;
    int ofMore = 0; ///< the draft's is of more calls than the live one's, or of fewer (-1): they cannot be compared
};

/// In the order in which they are shown: what is left to people first, for the times to recover are of the other calls.
QList<WhatIfFigure> whatIfFigures(const WhatIf &whatIf);
/// "1,204", "4.2s"; the most and the least behind it where chance makes a difference.
QString spreadText(const std::optional<Spread> &spread, bool isTime);
/// "1,204 fewer (12 %)"; "the same"; says so where they cannot be compared.
QString differenceText(const WhatIfFigure &figure);
/// What the draft makes worse, in one sentence; empty: nothing (see harmOf).
QString harmText(const WhatIf &whatIf);
/// Why history does not tell it.
QString blindnessText(const Blindness &blindness);

} // namespace cairn
