#pragma once

#include "terminal.h"

#include <QIODevice>

namespace cairn {

/// Copies to standard output if `path` is empty, else to that file; see OutputFile.
Exit writeOut(QIODevice &source, const QString &path, const Terminal &terminal);

} // namespace cairn
