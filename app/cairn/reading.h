#pragma once

#include "commandline.h"
#include "session.h"

namespace cairn {

/// A workspace's store, open for questions.
struct Reading
{
    std::unique_ptr<Session> session;
    std::unique_ptr<StoreReader> reader;
};

/// `use`: what the command does with it. If a command that only looks meets a store that cannot be written, standard error says
/// so, and it goes on.
Result<Reading> openReading(const Invocation &invocation, Session::Use use = Session::Use::Working);

} // namespace cairn
