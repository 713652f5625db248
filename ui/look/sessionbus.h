#pragma once

#include <QDBusConnection>

namespace cairn {

/// The session's D-Bus, or a connection to nothing where there is none: asking for it would start one.
QDBusConnection sessionBusIfAny();

} // namespace cairn
