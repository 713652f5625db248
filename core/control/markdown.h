#pragma once

#include <QString>

namespace cairn {

/// Text from outside, as it is: nothing of it is Markdown, and it stays on its line.
QString plainInMarkdown(const QString &text);

} // namespace cairn
