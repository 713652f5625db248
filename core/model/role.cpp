#include "model/role.h"

#include "model/wordtable.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr WordTable<Role, 5> RoleNames{{
    {Role::Nobody, "nobody"_L1},
    {Role::Viewer, "viewer"_L1},
    {Role::Operator, "operator"_L1},
    {Role::Editor, "editor"_L1},
    {Role::Admin, "admin"_L1},
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
