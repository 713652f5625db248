#pragma once

#include <QSettings>

namespace cairn {

/// What the console remembers from one time to the next.
inline QSettings consoleSettings()
{
    return QSettings(QStringLiteral("Cairn"), QStringLiteral("Console"));
}

} // namespace cairn
