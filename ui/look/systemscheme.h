#pragma once

#include <QObject>
#include <QVariant>

#include <optional>

class QDBusConnection;
class QDBusVariant;

namespace cairn {

/// What a desktop's portal says of light and dark: org.freedesktop.appearance color-scheme, 1: dark, 2: light, else nothing
/// (XDG Desktop Portal, org.freedesktop.portal.Settings). `value` may be wrapped, as Read wraps it.
std::optional<bool> prefersDark(const QVariant &value);

/// Follows the desktop's preference for light or dark over the session's D-Bus; without one, knows nothing. Never waits for it.
class SystemScheme : public QObject
{
    Q_OBJECT
public:
    explicit SystemScheme(QObject *parent = nullptr);
    explicit SystemScheme(QDBusConnection bus, QObject *parent = nullptr);

    std::optional<bool> prefersDark() const { return m_dark; }

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void settingChanged(const QString &area, const QString &key, const QDBusVariant &value);

private:
    void take(const QVariant &value);

    std::optional<bool> m_dark;
};

} // namespace cairn
