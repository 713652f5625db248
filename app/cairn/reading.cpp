#include "reading.h"

namespace cairn {

Result<Reading> openReading(const Invocation &invocation)
{
    Reading reading;
    auto session = Session::open(invocation.folder);
    if (!session)
        return tl::unexpected(session.error());
    reading.session = std::move(*session);
    auto reader = reading.session->store().reader();
    if (!reader)
        return tl::unexpected(reader.error());
    reading.reader = std::move(*reader);
    return reading;
}

} // namespace cairn
