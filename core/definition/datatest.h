#pragma once

#include <QString>

namespace cairn {

/// A class of data by jq as a test: whether any of what it gives is neither null nor false. What is an error of it, as of one for
/// a field of a list, is none of the data's: there is not what it looks for. An error of the test is that Cairn has not looked at
/// all.
inline QString dataTest(const QString &how)
{
    return QStringLiteral("first(try (\n%1\n) catch _cairn_ofdata | select(.)) // _cairn_nothing").arg(how);
}

} // namespace cairn
