#pragma once

#include "base/error.h"

#include <QtGlobal>

namespace cairn::testing {

/// What a test needs before it begins; without it the test program ends.
template <typename T> T expected(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(describe(result.error())));
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

} // namespace cairn::testing
