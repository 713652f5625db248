#pragma once

#include <QString>

namespace cairn {

/// What to write instead, if a program that jq does not accept says something as other languages do; empty: nothing is known.
/// `message`: what jq says of it.
QString saidInJq(const QString &program, const QString &message);

} // namespace cairn
