#include "ui/look/systemscheme.h"

#include "ui/look/sessionbus.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

const QString PortalName = u"org.freedesktop.portal.Desktop"_s;
const QString PortalPath = u"/org/freedesktop/portal/desktop"_s;
const QString SettingsInterface = u"org.freedesktop.portal.Settings"_s;
const QString Area = u"org.freedesktop.appearance"_s;
const QString Key = u"color-scheme"_s;

} // namespace

std::optional<bool> prefersDark(const QVariant &value)
{
    QVariant bare = value;
    while (bare.canConvert<QDBusVariant>() && bare.metaType() == QMetaType::fromType<QDBusVariant>())
        bare = bare.value<QDBusVariant>().variant();
    switch (bare.toUInt()) {
    case 1: return true;
    case 2: return false;
    default: return std::nullopt;
    }
}

SystemScheme::SystemScheme(QObject *parent) : SystemScheme(sessionBusIfAny(), parent) {}

SystemScheme::SystemScheme(QDBusConnection bus, QObject *parent) : QObject(parent)
{
    if (!bus.isConnected())
        return;
    bus.connect(PortalName, PortalPath, SettingsInterface, u"SettingChanged"_s, this,
                SLOT(settingChanged(QString, QString, QDBusVariant))); // clazy:exclude=connect-not-normalized
    QDBusMessage question = QDBusMessage::createMethodCall(PortalName, PortalPath, SettingsInterface, u"Read"_s);
    question.setArguments({Area, Key});
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(question), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (!reply.isError())
            take(reply.value().variant());
    });
}

void SystemScheme::settingChanged(const QString &area, const QString &key, const QDBusVariant &value)
{
    if (area == Area && key == Key)
        take(value.variant());
}

void SystemScheme::take(const QVariant &value)
{
    const std::optional<bool> dark = cairn::prefersDark(value);
    if (std::exchange(m_dark, dark) != dark)
        Q_EMIT changed();
}

} // namespace cairn
