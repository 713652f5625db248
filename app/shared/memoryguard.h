#pragma once

namespace cairn {

/// This process holds secrets: it leaves no core dump, and other processes of the same user can neither trace it nor read its
/// memory. Called first thing in a program that opens a store. Does nothing in builds with sanitizers, which trace themselves.
void guardMemory();

} // namespace cairn
