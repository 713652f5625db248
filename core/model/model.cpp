#include "model/exchange.h"
#include "model/pipeline.h"
#include "model/records.h"
#include "model/service.h"

// Headers of plain values: compiled here once so that each stands on its own.
