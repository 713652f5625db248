#pragma once

#include "definition/schema.h"
#include "store/store.h"

namespace cairn {

/// A recorded schema by its address `name@version`, compiled with those that it refers to. Errors: Usage, NotFound, Damaged, Io.
Result<Schema> readSchema(StoreReader &reader, const QString &address);

} // namespace cairn
