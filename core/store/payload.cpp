#include "store/payload.h"

#include "base/hasher.h"
#include "store/verifiedfile.h"

namespace cairn {

using namespace Qt::StringLiterals;

Result<void> readPayload(QIODevice &device, const PayloadRef &expected, const std::function<Result<void>(QByteArrayView)> &take)
{
    constexpr qint64 BlockSize = 256 * 1024;
    const auto block = std::make_unique<char[]>(BlockSize);
    Hasher hasher;
    qint64 size = 0;
    for (;;) {
        const qint64 got = device.read(block.get(), BlockSize);
        if (const auto *file = dynamic_cast<const VerifiedFile *>(&device); file && file->damage())
            return tl::unexpected(*file->damage());
        if (got < 0)
            return failure(ErrorKind::Io, u"The payload cannot be read: %1"_s.arg(device.errorString()), expected.digest.toHex(),
                           u"Check the disk and the system's log"_s);
        if (got == 0)
            break;
        const QByteArrayView bytes(block.get(), got);
        hasher.add(bytes);
        size += got;
        if (auto taken = take(bytes); !taken)
            return taken;
    }
    const Digest found = hasher.finish();
    if (found == expected.digest && size == expected.size)
        return {};
    return failure(
        ErrorKind::Damaged,
        u"The payload is damaged: it has %1 bytes with digest %2 instead of %3 bytes"_s.arg(size)
            .arg(found.toHex())
            .arg(expected.size),
        expected.digest.toHex(),
        u"Put it back: `cairn submit` the same file again, or take it out of a backup (`cairn doctor` says how); then retry"_s);
}

Result<void> verifyPayload(QIODevice &device, const PayloadRef &expected)
{
    return readPayload(device, expected, [](QByteArrayView) { return Result<void>(); });
}

} // namespace cairn
