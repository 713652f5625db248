// Requests as they reach the listener: where one ends does not depend on how its bytes arrive.

#include "net/requestframe.h"
#include "require.h"

using namespace cairn;
using fuzzing::require;

namespace {
constexpr FrameLimits Limits{512, 1'024};
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const QByteArrayView bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    RequestFrame whole(Limits);
    const RequestFrame::State state = whole.feed(bytes);
    RequestFrame pieces(Limits);
    for (qsizetype i = 0; i < bytes.size(); ++i)
        pieces.feed(bytes.sliced(i, 1));
    require(pieces.feed({}) == state && pieces.status() == whole.status(), "byte by byte as at once");
    require((state == RequestFrame::State::Refused) == (whole.status() >= 400), "refusals have a status, others none");
    if (state == RequestFrame::State::Whole) {
        RequestFrame followed(Limits);
        require(followed.feed(bytes.toByteArray() + "POST / HTTP/1.1\r\n") == state,
                "what follows a whole request changes nothing");
    }
    return 0;
}
