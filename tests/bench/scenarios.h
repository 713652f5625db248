#pragma once

#include "figures.h"

namespace cairn::bench {

// Each prints the figures of one benchmark of the product; what and against what is said at its definition.
void files4(Report &report);
void growth(Report &report);
void big(Report &report);
void resume(Report &report);
void policy(Report &report);
void faults(Report &report);
void waiting(Report &report);
void bulk(Report &report);
void simulate(Report &report);
void encryption(Report &report);
void dlp(Report &report);

} // namespace cairn::bench
