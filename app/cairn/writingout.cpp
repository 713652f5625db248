#include "writingout.h"

#include "namedfile.h"

#include "base/outputfile.h"

#include <cstdio>
#include <functional>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// Hands over block by block until the source is at its end.
Result<void> copy(QIODevice &source, const std::function<Result<void>(QByteArrayView)> &write)
{
    QByteArray chunk(1 << 20, Qt::Uninitialized);
    for (;;) {
        const qint64 got = source.read(chunk.data(), chunk.size());
        if (got < 0)
            return failure(ErrorKind::Damaged, source.errorString(), {}, u"`cairn doctor` examines the store"_s);
        if (got == 0)
            return {};
        if (auto written = write(QByteArrayView(chunk).first(got)); !written)
            return written;
    }
}

/// Whether all of it has arrived is asked at the end, of whatever is printed; see Terminal::delivered.
Result<void> print(QByteArrayView bytes)
{
    std::fwrite(bytes.data(), 1, size_t(bytes.size()), stdout);
    return {};
}

} // namespace

Exit writeOut(QIODevice &source, const QString &path, const Terminal &terminal)
{
    OutputFile file(path, OutputFile::Readers::AsUsual);
    if (!path.isEmpty()) {
        if (const auto opened = file.open(); !opened)
            return terminal.fail(aboutNamedFile(opened.error(), path));
    }
    auto done = path.isEmpty() ? copy(source, print) : copy(source, [&](QByteArrayView bytes) { return file.write(bytes); });
    if (done && !path.isEmpty())
        done = file.commit();
    return done ? Exit::Well : terminal.fail(done.error());
}

} // namespace cairn
