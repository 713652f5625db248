#include "writingout.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <cstdio>

namespace cairn {

namespace {

Exit cannotWrite(const QFileDevice &target, const QString &path, const Terminal &terminal)
{
    return terminal.fail({ErrorKind::Io, target.errorString(), path, QStringLiteral("Check the disk it is written to")});
}

} // namespace

Exit writeOut(QIODevice &source, const QString &path, const Terminal &terminal)
{
    const QFileInfo existing(path);
    const bool direct = path.isEmpty() || (existing.exists() && !existing.isFile());
    QFile plain(path);
    QSaveFile whole(path);
    QFileDevice &target = direct ? static_cast<QFileDevice &>(plain) : whole;
    const bool opened = path.isEmpty() ? plain.open(stdout, QIODevice::WriteOnly) : target.open(QIODevice::WriteOnly);
    if (!opened)
        return terminal.fail({ErrorKind::Usage, target.errorString(), path, QStringLiteral("Name a file that can be written")});
    QByteArray chunk(1 << 20, Qt::Uninitialized);
    for (;;) {
        const qint64 got = source.read(chunk.data(), chunk.size());
        if (got < 0)
            return terminal.fail(
                {ErrorKind::Damaged, source.errorString(), path, QStringLiteral("`cairn doctor` examines the store")});
        if (got == 0)
            break;
        if (target.write(chunk.constData(), got) != got)
            return cannotWrite(target, path, terminal);
    }
    const bool done = direct ? plain.flush() : whole.commit();
    return done ? Exit::Well : cannotWrite(target, path, terminal);
}

} // namespace cairn
