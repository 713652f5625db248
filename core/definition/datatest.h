#pragma once

#include <QString>

namespace cairn {

/// A class of data by jq, as a program that finds something wherever it can be found: where one of its paths leads nowhere, as
/// one to a field does in a list, it goes on with what is beside that. Only paths that nothing but what they lead to depends on
/// are meant: those between the pipes and commas of the program itself, alone or compared with a literal by ==.
QString withoutDeadEnds(const QString &how);

/// The same as a test: whether any of what it gives is neither null nor false. Any error in it is that Cairn has not looked
/// at all.
QString dataTest(const QString &how);

} // namespace cairn
