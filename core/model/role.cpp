#include "model/role.h"

#include "model/wordtable.h"

namespace cairn {

namespace {
constexpr Words<Role, 5> RoleNames{{
    {Role::Nobody, QLatin1String("nobody")},
    {Role::Viewer, QLatin1String("viewer")},
    {Role::Operator, QLatin1String("operator")},
    {Role::Editor, QLatin1String("editor")},
    {Role::Admin, QLatin1String("admin")},
}};
} // namespace

QString word(Role role)
{
    return wordIn(RoleNames, role);
}

std::optional<Role> roleFromWord(QStringView word)
{
    return valueIn(RoleNames, word);
}

QStringList roleWords()
{
    QStringList words;
    for (const Role role : {Role::Viewer, Role::Operator, Role::Editor, Role::Admin})
        words.append(word(role));
    return words;
}

} // namespace cairn
