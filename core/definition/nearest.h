#pragma once

#include <QStringList>

namespace cairn {

/// The candidate that `word` was probably meant to be (edit distance with swaps, at most a third of its length), or nothing.
QString nearest(const QString &word, const QStringList &candidates);

/// "Did you mean 'x'?", or else what there is to choose from; `kind` names it: "Keys here".
QString suggestion(const QString &word, const QStringList &candidates, const QString &kind);

} // namespace cairn
