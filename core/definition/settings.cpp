#include "definition/settings.h"

#include "definition/datarules.h"
#include "definition/definitionfile.h"
#include "definition/nearest.h"
#include "definition/pemfile.h"
#include "definition/retention.h"
#include "definition/rolesettings.h"

#include <QDir>
#include <QRegularExpression>
#include <QUrl>

#include <array>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

const KeyRules ListenerKeys{
    u"listener"_s, {u"address"_s, u"port"_s, u"public_url"_s, u"certificate"_s, u"key"_s, u"max_body"_s}, {}};
const KeyRules EventKeys{u"events"_s, {u"service"_s, u"path"_s}, {}};
const KeyRules SchemaKeys{u"schemas"_s, {u"compatibility"_s}, {}};
const KeyRules VaultKeys{u"vault"_s, {u"command"_s}, {}};
constexpr int LastPort = 65'535;
constexpr qint64 LargestBody = 64 << 20; // a message is held in memory whole

constexpr std::array<std::pair<SchemaRule, QLatin1String>, 4> RuleWords{{
    {SchemaRule::None, "none"_L1},
    {SchemaRule::Backward, "backward"_L1},
    {SchemaRule::Forward, "forward"_L1},
    {SchemaRule::Full, "full"_L1},
}};

bool isOfThisMachine(const QString &address)
{
    return address.startsWith("127."_L1) || address == "::1"_L1;
}

void readPublicUrl(const MapReader &map, QString &out)
{
    const YamlNode *node = map.text(u"public_url"_s, out);
    if (!node)
        return;
    const QUrl url(out, QUrl::StrictMode);
    const bool isHttp = url.scheme() == "https"_L1 || url.scheme() == "http"_L1;
    if (!url.isValid() || !isHttp || url.host().isEmpty() || url.hasQuery() || url.hasFragment())
        map.report().add(node->at, u"'%1' is not a base for callback addresses"_s.arg(out.left(120)),
                         u"Write it like https://hooks.example.net/cairn"_s);
    while (out.endsWith(u'/'))
        out.chop(1);
}

/// Only warned of: who checks may be another than who runs, and must not read the key.
void checkListenerFiles(const MapReader &map, const ListenerSettings &listener)
{
    const auto warn = [&map](const QString &key, const QString &file, const Error &error) {
        map.report().warn(map.value(key)->at, u"with %1 the listener will not start: %2"_s.arg(file.left(120), error.detail),
                          error.remedy);
    };
    if (const auto facts = readCertificateFile(listener.certificate); !facts)
        warn(u"certificate"_s, listener.certificate, facts.error());
    if (const auto fits = checkKeyFile(listener.key, listener.certificate); !fits)
        warn(u"key"_s, listener.key, fits.error());
}

ListenerSettings readListener(const YamlNode &node, FileReport &report, const QString &root)
{
    const MapReader map(report, node, ListenerKeys);
    ListenerSettings listener;
    if (node.kind != YamlNode::Kind::Map)
        return listener;
    const YamlNode *address = map.text(u"address"_s, listener.address);
    static const QRegularExpression ip(u"\\A([0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)\\z"_s);
    if (address && !ip.match(listener.address).hasMatch())
        report.add(address->at, u"'%1' is not an IP address"_s.arg(listener.address.left(80)),
                   u"Write 127.0.0.1 for this machine alone, or the address of one of its interfaces"_s);
    // fixed, because services are told it and may call back after a restart
    if (map.require(u"port"_s, u"Write a free port, such as port: 8790"_s))
        map.integer(u"port"_s, listener.port, 1, LastPort);
    readPublicUrl(map, listener.publicUrl);
    map.size(u"max_body"_s, listener.maxBody);
    if (listener.maxBody > LargestBody)
        report.add(map.keyPlace(u"max_body"_s), u"'max_body' is more than 64MiB"_s,
                   u"Messages are held in memory: let services send an address of what is larger"_s);
    for (auto [key, file] : {std::pair(u"certificate"_s, &listener.certificate), {u"key"_s, &listener.key}}) {
        if (map.text(key, *file))
            *file = QDir(root).absoluteFilePath(*file);
    }
    if (listener.certificate.isEmpty() != listener.key.isEmpty())
        report.add(node.at, u"TLS needs both 'certificate' and 'key'"_s, u"Name two PEM files"_s);
    else if (listener.certificate.isEmpty() && !isOfThisMachine(listener.address))
        report.add(map.keyPlace(u"address"_s), u"beyond this machine the listener needs TLS"_s,
                   u"Name certificate and key, or listen on 127.0.0.1 behind a proxy that has them"_s);
    else if (!listener.certificate.isEmpty())
        checkListenerFiles(map, listener);
    return listener;
}

SchemaRule readSchemaRule(const YamlNode &node, FileReport &report)
{
    const MapReader map(report, node, SchemaKeys);
    QString written;
    const YamlNode *found = map.text(u"compatibility"_s, written);
    if (!found)
        return SchemaRule::None;
    QStringList words;
    for (const auto &[rule, word] : RuleWords) {
        if (written == word)
            return rule;
        words.append(word);
    }
    report.add(found->at, u"'%1' is no rule of compatibility"_s.arg(written.left(40)), suggestion(written, words, u"Rules"_s));
    return SchemaRule::None;
}

/// A program that gives secrets. It is started as it stands, by no shell.
QStringList readVaultCommand(const YamlNode &node, FileReport &report)
{
    const MapReader map(report, node, VaultKeys);
    QStringList command;
    if (node.kind != YamlNode::Kind::Map ||
        !map.require(u"command"_s, u"Write command: [PROGRAM, ARGUMENT…]; the key is added to it"_s))
        return command;
    const YamlNode *list = map.value(u"command"_s);
    if (!list)
        return command;
    for (const YamlNode &word : list->items)
        command.append(word.kind == YamlNode::Kind::Scalar && !hasControl(word.text) ? word.text : QString());
    if (list->kind != YamlNode::Kind::List || command.isEmpty() || command.contains(QString())) {
        report.add(list->at, u"'command' must be a list of a program and its arguments"_s,
                   u"Write command: [pass, show]; the key of the secret is added as the last argument"_s);
        command.clear();
    }
    return command;
}

bool readEncryption(const MapReader &map)
{
    QString written = u"on"_s;
    const YamlNode *found = map.text(u"encryption"_s, written);
    if (found && written != "on"_L1 && written != "off"_L1)
        map.report().add(found->at, u"'encryption' is on or off, and it is '%1'"_s.arg(written.left(40)),
                         u"Write encryption: on"_s);
    return written != "off"_L1;
}

EventSinkSettings readEvents(const YamlNode &node, FileReport &report)
{
    const MapReader map(report, node, EventKeys);
    EventSinkSettings events;
    if (node.kind == YamlNode::Kind::Map && map.require(u"service"_s, u"Write service: NAME"_s))
        map.text(u"service"_s, events.service);
    map.text(u"path"_s, events.path);
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
    settings.namesListener = map.has(u"listener"_s);
    if (const YamlNode *node = map.value(u"listener"_s))
        settings.listener = ifSound(report, [&] { return readListener(*node, report, root); });
    if (const YamlNode *node = map.value(u"schemas"_s))
        settings.schemas = readSchemaRule(*node, report);
    if (const YamlNode *node = map.value(u"alerts"_s))
        settings.alerts = readAlerts(*node, report);
    if (map.has(u"roles"_s)) {
        const YamlNode *node = map.value(u"roles"_s);
        settings.roles = node ? readRoles(*node, report) : RoleSettings{{}, true};
    }
    if (const YamlNode *node = map.value(u"events"_s))
        settings.events = ifSound(report, [&] { return readEvents(*node, report); });
    if (const YamlNode *node = map.value(u"vault"_s))
        settings.vaultCommand = readVaultCommand(*node, report);
    if (const YamlNode *node = map.value(u"retention"_s))
        settings.retention = ifSound(report, [&] { return readRetention(*node, report); }).value_or(Retention());
    settings.encryption = readEncryption(map);
    if (const YamlNode *node = map.value(u"data"_s))
        settings.dataClasses = readDataClasses(*node, report);
    settings.policy = inheritedPolicy(map);
    return settings;
}

} // namespace cairn
