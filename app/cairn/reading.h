#pragma once

#include "commandline.h"
#include "session.h"

namespace cairn {

/// A workspace's store, open for questions.
struct Reading
{
    std::unique_ptr<Session> session;
    std::unique_ptr<StoreReader> reader;

    /// Somebody carries runs: a runner, or a console.
    bool isCarried() const { return session->store().leaseHolder().has_value(); }
};

/// `use`: what the command does with it. If a command that only looks meets a store that cannot be written, standard error says
/// so, and it goes on.
Result<Reading> openReading(const Invocation &invocation, Session::Use use = Session::Use::Working);

/// Puts into the audit what is about to be given out. Of a store that can only be looked at, standard error says that it is not
/// there. Errors: those of the store; then it is not to be given.
Result<void> noteGiven(Session &session, const Terminal &terminal, AddAudit entry);

} // namespace cairn
