#pragma once

#include "terminal.h"

#include <QIODevice>

namespace cairn {

/// Copies to standard output if `path` is empty, else to that file, which appears only when it is whole. What is no regular file
/// (a device, a pipe) is written to as it stands: a rename would put a file in its place.
Exit writeOut(QIODevice &source, const QString &path, const Terminal &terminal);

} // namespace cairn
