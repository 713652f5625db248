#include "ui/editor/filetext.h"

namespace cairn {

using namespace Qt::StringLiterals;

QByteArray bytesOfFile(const QString &text, const QByteArray &like)
{
    const QByteArray mark = "\xEF\xBB\xBF"_ba;
    return (like.startsWith(mark) ? mark : QByteArray()) + text.toUtf8();
}

bool isUtf8Text(const QByteArray &bytes)
{
    return !bytes.contains('\0') && bytesOfFile(QString::fromUtf8(bytes), bytes) == bytes;
}

} // namespace cairn
