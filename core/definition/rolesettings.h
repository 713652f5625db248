#pragma once

#include "definition/mapreader.h"
#include "model/role.h"

namespace cairn {

/// Reads `roles: { operator: [ann, "group:ops"], admin: [root] }`.
RoleSettings readRoles(const YamlNode &node, FileReport &report);

} // namespace cairn
