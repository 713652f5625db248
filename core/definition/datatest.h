#pragma once

#include <QString>

#include <optional>

namespace cairn {

/// A class of data by jq, as a program that finds something wherever it can be found: where one of its paths leads nowhere, as
/// one to a field does in a list, it goes on with what is beside that. Only paths that nothing but what they lead to depends on
/// are meant: those between the pipes and commas of the program itself, alone or compared with a literal by ==.
QString withoutDeadEnds(const QString &how);

/// Where a program has a `try`, or a `?` behind anything but a path, that more goes through: in libjq 1.6 these take errors of
/// what comes after them as well (jq issue 1859) and end there, so that what is behind it is not found. nullopt: nowhere.
std::optional<qsizetype> endsSearches(const QString &how);

/// The same as a test: whether any of what it gives is neither null nor false. Any error in it is that Cairn has not looked
/// at all.
QString dataTest(const QString &how);

} // namespace cairn
