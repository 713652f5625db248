#pragma once

#include "commandline.h"

#include "control/bulkdesk.h"

namespace cairn {

/// Options of commands that can be about many runs.
void addBulkOptions(CommandArguments &arguments);
/// What --where says. Errors: Usage, if it says nothing: an empty variable of a script is no order about all runs.
Result<QString> whereFilter(const CommandArguments &arguments);
/// They say that many may be meant.
bool meansMany(const CommandArguments &arguments);
/// Asks for what `order` says (its kind and arguments) of all that --where or --incident means: counts, confirms, records one
/// order, and waits for what comes of it. `verb` as in "This will retry 3 runs". `input`: the file that goes out in place of what
/// the steps send, recorded with the order alone; empty: there is none.
Exit requestMany(const Invocation &invocation, const Terminal &terminal, const CommandArguments &arguments, BulkOrder order,
                 const QString &verb, const QString &input = {});

} // namespace cairn
