#pragma once

#include <QString>

namespace cairn {

/// Who is recorded as having asked for what this console asks for.
QString operatorName();

} // namespace cairn
