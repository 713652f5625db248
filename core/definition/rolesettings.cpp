#include "definition/rolesettings.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace cairn {

namespace {

const QLatin1String GroupPrefix("group:");

/// What useradd(8) and directories allow: no spaces, no separators of ours.
bool isLoginName(const QString &name)
{
    static const QRegularExpression pattern(u"\\A[\\w][\\w.@\\\\-]{0,127}\\$?\\z"_s);
    return pattern.match(name).hasMatch();
}

RoleSettings::Holders readHolders(const YamlNode &node, FileReport &report)
{
    RoleSettings::Holders holders;
    const QString remedy = u"Write login names, and groups as \"group:NAME\": [ann, \"group:ops\"]"_s;
    if (node.kind != YamlNode::Kind::List) {
        report.add(node.at, u"who has a role must be a list"_s, remedy);
        return holders;
    }
    for (const YamlNode &item : node.items) {
        const bool isGroup = item.text.startsWith(GroupPrefix);
        const QString name = isGroup ? item.text.mid(GroupPrefix.size()) : item.text;
        if (item.kind != YamlNode::Kind::Scalar || !isLoginName(name)) {
            report.add(item.at, u"'%1' is not a user or group"_s.arg(item.text.left(64)), remedy);
            continue;
        }
        (isGroup ? holders.groups : holders.users).append(name);
    }
    return holders;
}

} // namespace

RoleSettings readRoles(const YamlNode &node, FileReport &report)
{
    const qsizetype before = report.errors();
    const MapReader map(report, node, {u"roles"_s, roleWords(), {}});
    RoleSettings settings;
    for (const QString &name : roleWords()) {
        if (const YamlNode *holders = map.value(name))
            settings.holders.insert(*roleFromWord(name), readHolders(*holders, report));
    }
    const RoleSettings::Holders admins = settings.holders.value(Role::Admin);
    if (report.errors() == before && admins.users.isEmpty() && admins.groups.isEmpty())
        report.add(node.at, u"nobody is admin"_s, u"Name somebody who may handle secrets and keys: admin: [ann]"_s);
    settings.isDoubtful = report.errors() > before;
    return settings;
}

} // namespace cairn
