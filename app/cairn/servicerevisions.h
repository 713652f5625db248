#pragma once

#include "reading.h"

namespace cairn {

/// The options of `cairn service` that set and rollback take.
void addRevisionOptions(CommandArguments &arguments);

// Positional arguments of all begin with the verb and the service's name.

/// `set SERVICE PATH=VALUE…` or `set SERVICE --file FILE`.
Exit setService(Reading &opened, const Terminal &terminal, const CommandArguments &arguments);
/// `diff SERVICE [REVISION [REVISION]]`.
Exit diffService(Reading &opened, const Terminal &terminal, const CommandArguments &arguments);
/// `rollback SERVICE REVISION`.
Exit rollBackService(Reading &opened, const Terminal &terminal, const CommandArguments &arguments);

} // namespace cairn
