#pragma once

#include "message.h"

namespace cairn::demo {

/// Says what a file is and what is in it: statistics of UTF-8 texts, dimensions of images, type and digest of anything.
/// POST v1/extract, body = the file.
class ExtractService final : public Service
{
public:
    Reply answer(const Call &call) override;
};

} // namespace cairn::demo
