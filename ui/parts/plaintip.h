#pragma once

#include <QString>

namespace cairn {

/// A tip that says what others wrote: a QToolTip would take it for markup where it looks like that.
QString plainTip(const QString &text);

} // namespace cairn
