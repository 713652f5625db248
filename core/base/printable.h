#pragma once

#include <QString>

namespace cairn {

/// A text of foreign making as it may stand in a line of a log or a terminal: what moves the cursor, ends the line, turns its
/// direction or cannot be seen is spelled (`\x1b`, `\n`, `\u202e`), so that it forges nothing. Everything else stays.
QString printable(const QString &text);
/// The same, but lines may end, and tabs are kept.
QString printableLines(const QString &text);
/// The same JSON, with what is treacherous in its strings escaped.
QString printableJson(const QString &json);

} // namespace cairn
