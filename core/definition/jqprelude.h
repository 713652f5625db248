#pragma once

#include <QByteArray>

namespace cairn {

/// Stands before every program, on one line. It shadows what reads the environment (a second fence behind refusal()), and
/// mends what in libjq 1.6 ends the process or keeps it busy within one operation, where no watchdog reaches, for some input.
/// A module directive after it is a syntax error. Shadows that a program does not use cost it nothing.
const QByteArray &jqPrelude();

} // namespace cairn
