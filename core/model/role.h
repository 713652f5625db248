#pragma once

#include <QMap>
#include <QStringList>

#include <optional>

namespace cairn {

/// What somebody may do; each may also do what those before it may.
enum class Role {
    Nobody,   ///< not even look
    Viewer,   ///< looks at everything that is not masked
    Operator, ///< submits, carries runs, retries, skips, decides, follows runbooks, forces breakers
    Editor,   ///< changes definitions: services, pipelines, schemas
    Admin,    ///< secrets, keys, erasure
};
QString word(Role role);
std::optional<Role> roleFromWord(QStringView word);
QStringList roleWords(); ///< those that somebody can be given, from the least

/// Who has which role, as cairn.yaml says. A value.
struct RoleSettings
{
    struct Holders
    {
        QStringList users;  ///< login names
        QStringList groups; ///< of the operating system
        bool operator==(const Holders &) const = default;
    };
    QMap<Role, Holders> holders; ///< empty: nothing is said, and whoever can open the store is its admin
    /// cairn.yaml cannot be read, or what it says of roles is wrong: then nobody is more than a viewer.
    bool isDoubtful = false;
    bool operator==(const RoleSettings &) const = default;
};

} // namespace cairn
