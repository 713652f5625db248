#pragma once

#include <QString>

namespace cairn {

/// Who is recorded as having asked for what this program asks for: the login name and the machine's. The same in the console
/// and on the command line, so that one person has one name.
QString currentActor();

} // namespace cairn
