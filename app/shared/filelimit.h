#pragma once

namespace cairn {

/// A runner with hundreds of exchanges under way has as many sockets and files open, which the usual limit of a login (1,024) may
/// not hold: this process may open many more, if the
/// system lets it. Nothing here waits by select(), for whose sake it is so low.
void openManyFiles();

} // namespace cairn
