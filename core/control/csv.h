#pragma once

#include "model/records.h"

#include <QStringList>

namespace cairn {

// Comma-separated values as in RFC 4180: UTF-8, lines end with CR LF, quotes are doubled.

/// One field. A text that a spreadsheet would take for a formula (it begins with = + - @, a tab or a carriage return) gets an
/// apostrophe before it.
QString csvField(const QString &text);
/// One line with its end.
QByteArray csvLine(const QStringList &fields);

/// The headings of an export of runs, the words of `cairn runs --json`.
QStringList runCsvHeadings();
/// A run's fields in the order of the headings; times in RFC 3339.
QStringList runCsvFields(const RunRecord &run);

} // namespace cairn
