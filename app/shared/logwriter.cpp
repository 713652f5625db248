#include "logwriter.h"

#include "base/printable.h"
#include "security/masking.h"

#include <QLoggingCategory>

#include <cstdio>
#include <unistd.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// Whatever a line quotes, the names of files among it, stays covered. On a terminal a progress bar may stand where the line
/// begins; it is drawn again below.
void writeLine(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    static const QByteArray Clear = ::isatty(STDERR_FILENO) ? "\r\033[K"_ba : QByteArray();
    const QByteArray line = Clear + qFormatLogMessage(type, context, printable(maskText(message))).toLocal8Bit() + '\n';
    std::fwrite(line.constData(), 1, size_t(line.size()), stderr);
    std::fflush(stderr);
}

} // namespace

void writeLogSafely()
{
    qSetMessagePattern(u"%{time yyyy-MM-ddThh:mm:ss.zzz} %{category} %{if-warning}warning: %{endif}%{message}"_s);
    qInstallMessageHandler(writeLine);
}

} // namespace cairn
