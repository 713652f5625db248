#include "logwriter.h"

#include "base/printable.h"

#include <QLoggingCategory>

#include <cstdio>

namespace cairn {

namespace {

void writeLine(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const QByteArray line = qFormatLogMessage(type, context, printable(message)).toLocal8Bit() + '\n';
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
