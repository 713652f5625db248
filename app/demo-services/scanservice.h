#pragma once

#include "message.h"

namespace cairn::demo {

/// Looks for malware: for the one signature that every scanner knows and that harms nobody, the EICAR test file.
/// POST v1/scan, body = the file.
class ScanService final : public Service
{
public:
    Reply answer(const Call &call) override;
};

} // namespace cairn::demo
