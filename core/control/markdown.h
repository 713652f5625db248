#pragma once

#include "base/timestamp.h"

namespace cairn {

/// Text from outside, as it is: nothing of it is Markdown, and it stays on its line.
QString plainInMarkdown(const QString &text);

/// Such a text for a table's cell, its first 300 characters: one long text widens the table for all others.
QString markdownCell(const QString &text);

/// A moment for people, in UTC, to the second.
QString markdownTime(Timestamp time);

} // namespace cairn
