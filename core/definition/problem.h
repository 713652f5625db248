#pragma once

#include "base/error.h"

#include <QList>
#include <QString>

namespace cairn {

/// Something wrong in a workspace file, said so that its author can mend it.
struct Problem
{
    QString file;
    int line = 0;   ///< from 1; 0: it concerns the file as a whole
    int column = 0; ///< from 1, in characters
    QString what;   ///< one sentence without a full stop
    QString remedy; ///< what to do about it, without a full stop; may be empty
    bool warning = false;

    /// "file:line:column: what. remedy"
    QString toString() const;
    bool operator==(const Problem &) const = default;
};

/// There are none but warnings, if those.
bool isSound(const QList<Problem> &problems);

/// What was read from a file, or everything that is wrong with it.
template <typename T> using Parsed = tl::expected<T, QList<Problem>>;

} // namespace cairn
