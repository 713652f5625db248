#pragma once

namespace cairn {

/// From now on the program's log goes to standard error, a line for each message whatever is in it: what files, services and
/// people are called cannot forge one, nor steer a terminal. Once, at the start of a program.
void writeLogSafely();

} // namespace cairn
