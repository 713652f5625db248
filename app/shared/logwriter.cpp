#include "logwriter.h"

#include "base/printable.h"

#include <QLoggingCategory>

#include <cstdio>
#include <unistd.h>

namespace cairn {

namespace {

/// On a terminal a progress bar may stand where the line begins; it is drawn again below.
void writeLine(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    static const QByteArray Clear = ::isatty(STDERR_FILENO) ? QByteArrayLiteral("\r\033[K") : QByteArray();
    const QByteArray line = Clear + qFormatLogMessage(type, context, printable(message)).toLocal8Bit() + '\n';
    std::fwrite(line.constData(), 1, size_t(line.size()), stderr);
    std::fflush(stderr);
}

} // namespace

void writeLogSafely()
{
    qSetMessagePattern(QStringLiteral("%{time yyyy-MM-ddThh:mm:ss.zzz} %{category} %{if-warning}warning: %{endif}%{message}"));
    qInstallMessageHandler(writeLine);
}

} // namespace cairn
