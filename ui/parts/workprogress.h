#pragma once

#include "control/longwork.h"

namespace cairn {

class ProgressDialog;

/// Shows in the dialog how far some work is; its button stops the work, and so does its end.
void followWork(ProgressDialog &dialog, const LongWorkPtr &work);

} // namespace cairn
