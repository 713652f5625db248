#pragma once

#include "commandline.h"

#include "store/store.h"

namespace cairn {

/// `cairn resume TARGET --input FILE [--was DIGEST]` for one target: the file's bytes go out in place of what the step sends.
Exit resumeWithFile(const Invocation &invocation, const Terminal &terminal, const CommandArguments &arguments);

/// Takes the file in, and says in a command's arguments that it goes out in place of what steps send. The transaction records it:
/// what is asked for is to be added. Errors: Usage, and those of the store.
Result<Transaction> takeEdited(Store &store, const QString &path, QJsonObject &arguments);

/// `cairn resume --incident N --patch JQ --dry-run`: what the patch makes of some of the incident's failing steps.
Exit showPatch(const Invocation &invocation, const Terminal &terminal, const CommandArguments &arguments);

/// `cairn rerun RUN --compare [--from STEP]`: what the newest version of the pipeline would do otherwise.
Exit compareLogic(const Invocation &invocation, const Terminal &terminal, const CommandArguments &arguments);

} // namespace cairn
