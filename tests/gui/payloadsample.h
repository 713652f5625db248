#pragma once

#include "guiworkspace.h"

namespace cairn::testing {

/// Records bytes as a payload.
PayloadRef recordPayload(GuiWorkspace &workspace, const QByteArray &bytes);
/// A payload of zeros that takes no room on the disk; its digest is not that of its bytes.
PayloadRef recordSparsePayload(GuiWorkspace &workspace, qint64 size);
/// Where the file of a payload is that is larger than InlineLimit.
QString payloadFile(const GuiWorkspace &workspace, const PayloadRef &ref);
/// Overwrites some bytes in the middle behind the store's back.
void damagePayload(const GuiWorkspace &workspace, const PayloadRef &ref);

} // namespace cairn::testing
