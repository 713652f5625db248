#pragma once

#include <QSettings>
#include <QVariant>

namespace cairn {

/// What the console remembers from one time to the next.
inline QSettings consoleSettings()
{
    return QSettings(QStringLiteral("Cairn"), QStringLiteral("Console"));
}

inline void remember(const QString &key, const QVariant &value)
{
    QSettings settings = consoleSettings();
    settings.setValue(key, value);
}

} // namespace cairn
