#pragma once

#include <QString>

namespace cairn {

/// A class of data by jq as a test: whether any of what it gives is neither null nor false. What is an error of it, as of one for a
/// field of a list, is none of the data's: there is not what it looks for.
inline QString dataTest(const QString &how)
{
    return QStringLiteral("first(try (\n%1\n) catch empty | select(.)) // false").arg(how);
}

} // namespace cairn
