#pragma once

#include "message.h"

namespace cairn::demo {

/// Draws a small picture of a file: an image made smaller, or a page with the first lines of anything else.
/// POST v1/thumbnail?size=128, body = the file; answers a PNG no larger than size × size. Needs a QGuiApplication.
class ThumbnailService final : public Service
{
public:
    Reply answer(const Call &call) override;
};

} // namespace cairn::demo
