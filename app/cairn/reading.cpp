#include "reading.h"

namespace cairn {

using namespace Qt::StringLiterals;

Result<Reading> openReading(const Invocation &invocation, Session::Use use)
{
    Reading reading;
    auto session = Session::open(invocation.folder, use);
    if (!session)
        return tl::unexpected(session.error());
    reading.session = std::move(*session);
    if (const auto &why = reading.session->onlyViewed())
        Terminal(invocation.json).warn(u"nothing can be changed now, only looked at: %1"_s.arg(describe(*why)));
    auto reader = reading.session->store().reader();
    if (!reader)
        return tl::unexpected(reader.error());
    reading.reader = std::move(*reader);
    return reading;
}

Result<void> noteGiven(Session &session, const Terminal &terminal, AddAudit entry)
{
    if (session.onlyViewed()) {
        terminal.warn(u"the audit does not tell of it, since nothing can be written"_s);
        return {};
    }
    return session.store().commitAndWait(Transaction(std::move(entry))).map([](const Committed &) {});
}

} // namespace cairn
