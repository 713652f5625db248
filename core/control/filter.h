#pragma once

#include "store/store.h"

#include <QStringList>

namespace cairn {

/// Reads filter words ("state:blocked service:ocr category:rate_limit since:2h invoice"), the same on the command line and in
/// the console. Several states are joined by commas; bare words are joined into one text. Errors: Usage, naming the word.
Result<RunFilter> parseFilter(const QStringList &words, Timestamp now);
/// Splits a filter line at blanks, keeping "quoted parts" together.
QStringList splitFilterLine(const QString &line);
/// Keys that parseFilter knows, for completion.
QStringList filterKeys();

} // namespace cairn
