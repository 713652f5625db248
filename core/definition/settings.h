#pragma once

#include "definition/alertsettings.h"
#include "definition/mapreader.h"
#include "model/dataprotection.h"
#include "model/pipeline.h"
#include "model/role.h"

#include <optional>

namespace cairn {

/// Where callbacks and webhooks are received.
struct ListenerSettings
{
    QString address = QStringLiteral("127.0.0.1");
    int port = 0;
    QString publicUrl;   ///< what services reach it by, without a slash at its end; empty: as it listens
    QString certificate; ///< PEM file; empty: no TLS, which is possible on this machine alone
    QString key;         ///< PEM file
    qint64 maxBody = 1 << 20;
};

/// Where events are sent as they happen.
struct EventSinkSettings
{
    QString service;
    QString path; ///< relative to the service's base URL
};

/// What a newer version of a schema must be for the one before it (room definition's compatibility()).
enum class SchemaRule { None, Backward, Forward, Full };

/// What cairn.yaml says beyond the workspace's name: how the runner of this workspace is set up. A listener, events, a retention,
/// a route or a rule of alerts with something wrong in it is left out: half of it is not what anybody has meant.
struct WorkspaceSettings
{
    std::optional<ListenerSettings> listener;
    bool namesListener = false; ///< sound or not
    std::optional<EventSinkSettings> events;
    SchemaRule schemas = SchemaRule::None;
    AlertsRead alerts{AlertSettings::standard(), {}, {}};
    RoleSettings roles{};
    QStringList vaultCommand{};     ///< a program and its arguments that gives secrets, before the key; empty: there is none
    Retention retention{};          ///< of pipelines that say nothing of it
    bool encryption = true;         ///< of a store that is not encrypted yet: it is to be
    QList<DataClass> dataClasses{}; ///< beside those that Cairn knows by itself
    QByteArray policy{};            ///< what services inherit that do not say otherwise, as inheritedPolicy() makes it
};

/// Reads what cairn.yaml may hold beyond name and description. Files are made absolute by `root`.
WorkspaceSettings readSettings(const MapReader &map, const QString &root);

} // namespace cairn
