#include "definition/settings.h"

#include "definition/datarules.h"
#include "definition/definitionfile.h"
#include "definition/nearest.h"
#include "definition/pemfile.h"
#include "definition/rolesettings.h"
#include "definition/retention.h"

#include <QDir>
#include <QRegularExpression>
#include <QUrl>

#include <array>

namespace cairn {

namespace {

const KeyRules ListenerKeys{QStringLiteral("listener"),
                            {QStringLiteral("address"), QStringLiteral("port"), QStringLiteral("public_url"),
                             QStringLiteral("certificate"), QStringLiteral("key"), QStringLiteral("max_body")},
                            {}};
const KeyRules EventKeys{QStringLiteral("events"), {QStringLiteral("service"), QStringLiteral("path")}, {}};
const KeyRules SchemaKeys{QStringLiteral("schemas"), {QStringLiteral("compatibility")}, {}};
const KeyRules VaultKeys{QStringLiteral("vault"), {QStringLiteral("command")}, {}};
constexpr int LastPort = 65'535;
constexpr qint64 LargestBody = 64 << 20; // a message is held in memory whole

constexpr std::array<std::pair<SchemaRule, QLatin1String>, 4> RuleWords{{
    {SchemaRule::None, QLatin1String("none")},
    {SchemaRule::Backward, QLatin1String("backward")},
    {SchemaRule::Forward, QLatin1String("forward")},
    {SchemaRule::Full, QLatin1String("full")},
}};

bool isOfThisMachine(const QString &address)
{
    return address.startsWith(QLatin1String("127.")) || address == QLatin1String("::1");
}

void readPublicUrl(const MapReader &map, QString &out)
{
    const YamlNode *node = map.text(QStringLiteral("public_url"), out);
    if (!node)
        return;
    const QUrl url(out, QUrl::StrictMode);
    const bool isHttp = url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
    if (!url.isValid() || !isHttp || url.host().isEmpty() || url.hasQuery() || url.hasFragment())
        map.report().add(node->at, QStringLiteral("'%1' is not a base for callback addresses").arg(out.left(120)),
                         QStringLiteral("Write it like https://hooks.example.net/cairn"));
    while (out.endsWith(u'/'))
        out.chop(1);
}

/// Only warned of: who checks may be another than who runs, and must not read the key.
void checkListenerFiles(const MapReader &map, const ListenerSettings &listener)
{
    const auto warn = [&map](const QString &key, const QString &file, const Error &error) {
        map.report().warn(map.value(key)->at,
                          QStringLiteral("with %1 the listener will not start: %2").arg(file.left(120), error.detail),
                          error.remedy);
    };
    if (const auto facts = readCertificateFile(listener.certificate); !facts)
        warn(QStringLiteral("certificate"), listener.certificate, facts.error());
    if (const auto fits = checkKeyFile(listener.key, listener.certificate); !fits)
        warn(QStringLiteral("key"), listener.key, fits.error());
}

ListenerSettings readListener(const YamlNode &node, FileReport &report, const QString &root)
{
    const MapReader map(report, node, ListenerKeys);
    ListenerSettings listener;
    if (node.kind != YamlNode::Kind::Map)
        return listener;
    const YamlNode *address = map.text(QStringLiteral("address"), listener.address);
    static const QRegularExpression ip(QStringLiteral("\\A([0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)\\z"));
    if (address && !ip.match(listener.address).hasMatch())
        report.add(address->at, QStringLiteral("'%1' is not an IP address").arg(listener.address.left(80)),
                   QStringLiteral("Write 127.0.0.1 for this machine alone, or the address of one of its interfaces"));
    // fixed, because services are told it and may call back after a restart
    if (map.require(QStringLiteral("port"), QStringLiteral("Write a free port, such as port: 8790")))
        map.integer(QStringLiteral("port"), listener.port, 1, LastPort);
    readPublicUrl(map, listener.publicUrl);
    map.size(QStringLiteral("max_body"), listener.maxBody);
    if (listener.maxBody > LargestBody)
        report.add(map.keyPlace(QStringLiteral("max_body")), QStringLiteral("'max_body' is more than 64MiB"),
                   QStringLiteral("Messages are held in memory: let services send an address of what is larger"));
    for (auto [key, file] : {std::pair(QStringLiteral("certificate"), &listener.certificate), {QStringLiteral("key"), &listener.key}}) {
        if (map.text(key, *file))
            *file = QDir(root).absoluteFilePath(*file);
    }
    if (listener.certificate.isEmpty() != listener.key.isEmpty())
        report.add(node.at, QStringLiteral("TLS needs both 'certificate' and 'key'"), QStringLiteral("Name two PEM files"));
    else if (listener.certificate.isEmpty() && !isOfThisMachine(listener.address))
        report.add(map.keyPlace(QStringLiteral("address")), QStringLiteral("beyond this machine the listener needs TLS"),
                   QStringLiteral("Name certificate and key, or listen on 127.0.0.1 behind a proxy that has them"));
    else if (!listener.certificate.isEmpty())
        checkListenerFiles(map, listener);
    return listener;
}

SchemaRule readSchemaRule(const YamlNode &node, FileReport &report)
{
    const MapReader map(report, node, SchemaKeys);
    QString written;
    const YamlNode *found = map.text(QStringLiteral("compatibility"), written);
    if (!found)
        return SchemaRule::None;
    QStringList words;
    for (const auto &[rule, word] : RuleWords) {
        if (written == word)
            return rule;
        words.append(word);
    }
    report.add(found->at, QStringLiteral("'%1' is no rule of compatibility").arg(written.left(40)),
               suggestion(written, words, QStringLiteral("Rules")));
    return SchemaRule::None;
}

/// A program that gives secrets. It is started as it stands, by no shell.
QStringList readVaultCommand(const YamlNode &node, FileReport &report)
{
    const MapReader map(report, node, VaultKeys);
    QStringList command;
    if (node.kind != YamlNode::Kind::Map ||
        !map.require(QStringLiteral("command"), QStringLiteral("Write command: [PROGRAM, ARGUMENT…]; the key is added to it")))
        return command;
    const YamlNode *list = map.value(QStringLiteral("command"));
    if (!list)
        return command;
    for (const YamlNode &word : list->items)
        command.append(word.kind == YamlNode::Kind::Scalar && !hasControl(word.text) ? word.text : QString());
    if (list->kind != YamlNode::Kind::List || command.isEmpty() || command.contains(QString())) {
        report.add(list->at, QStringLiteral("'command' must be a list of a program and its arguments"),
                   QStringLiteral("Write command: [pass, show]; the key of the secret is added as the last argument"));
        command.clear();
    }
    return command;
}

bool readEncryption(const MapReader &map)
{
    QString written = QStringLiteral("on");
    const YamlNode *found = map.text(QStringLiteral("encryption"), written);
    if (found && written != QLatin1String("on") && written != QLatin1String("off"))
        map.report().add(found->at, QStringLiteral("'encryption' is on or off, and it is '%1'").arg(written.left(40)),
                         QStringLiteral("Write encryption: on"));
    return written != QLatin1String("off");
}

EventSinkSettings readEvents(const YamlNode &node, FileReport &report)
{
    const MapReader map(report, node, EventKeys);
    EventSinkSettings events;
    if (node.kind == YamlNode::Kind::Map && map.require(QStringLiteral("service"), QStringLiteral("Write service: NAME")))
        map.text(QStringLiteral("service"), events.service);
    map.text(QStringLiteral("path"), events.path);
    return events;
}

template <typename Read> auto ifSound(const FileReport &report, const Read &read) -> std::optional<decltype(read())>
{
    const qsizetype before = report.errors();
    auto part = read();
    return report.errors() == before ? std::optional(std::move(part)) : std::nullopt;
}

} // namespace

WorkspaceSettings readSettings(const MapReader &map, const QString &root)
{
    WorkspaceSettings settings;
    FileReport &report = map.report();
    settings.namesListener = map.has(QStringLiteral("listener"));
    if (const YamlNode *node = map.value(QStringLiteral("listener")))
        settings.listener = ifSound(report, [&] { return readListener(*node, report, root); });
    if (const YamlNode *node = map.value(QStringLiteral("schemas")))
        settings.schemas = readSchemaRule(*node, report);
    if (const YamlNode *node = map.value(QStringLiteral("alerts")))
        settings.alerts = readAlerts(*node, report);
    if (map.has(QStringLiteral("roles"))) {
        const YamlNode *node = map.value(QStringLiteral("roles"));
        settings.roles = node ? readRoles(*node, report) : RoleSettings{{}, true};
    }
    if (const YamlNode *node = map.value(QStringLiteral("events")))
        settings.events = ifSound(report, [&] { return readEvents(*node, report); });
    if (const YamlNode *node = map.value(QStringLiteral("vault")))
        settings.vaultCommand = readVaultCommand(*node, report);
    if (const YamlNode *node = map.value(QStringLiteral("retention")))
        settings.retention = ifSound(report, [&] { return readRetention(*node, report); }).value_or(Retention());
    settings.encryption = readEncryption(map);
    if (const YamlNode *node = map.value(QStringLiteral("data")))
        settings.dataClasses = readDataClasses(*node, report);
    settings.policy = inheritedPolicy(map);
    return settings;
}

} // namespace cairn
