#include "control/auditexport.h"

#include "control/audit.h"

#include <QJsonDocument>
#include <QSaveFile>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int PageSize = 500;
constexpr int SearchedAtOnce = 20'000;

tl::unexpected<Error> fileError(const QSaveFile &file)
{
    const ErrorKind kind = file.error() == QFileDevice::ResourceError ? ErrorKind::DiskFull : ErrorKind::Io;
    return failure(kind, u"the file cannot be written: %1"_s.arg(file.errorString()), file.fileName(),
                   u"Choose a folder that you may write to and that has room"_s);
}

} // namespace

Result<qint64> exportAudit(StoreReader &reader, const AuditFilter &filter, const QString &path, LongWork &work)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return fileError(file);
    const auto last = reader.lastAuditEntry();
    if (!last)
        return tl::unexpected(last.error());
    work.total = *last ? (*last)->seq : 0;
    qint64 written = 0;
    for (AuditPage page; !page.whole;) {
        if (work.stop)
            return failure(ErrorKind::Cancelled, u"the export was stopped"_s);
        auto next = reader.searchAudit(filter, page.reached, AuditOrder::OldestFirst, PageSize, SearchedAtOnce);
        if (!next)
            return tl::unexpected(next.error());
        page = std::move(*next);
        QByteArray lines;
        for (const AuditEntry &entry : std::as_const(page.entries))
            lines += QJsonDocument(toJson(entry)).toJson(QJsonDocument::Compact) + '\n';
        if (file.write(lines) != lines.size())
            return fileError(file);
        written += page.entries.size();
        work.done = page.reached;
    }
    return file.commit() ? Result<qint64>(written) : fileError(file);
}

} // namespace cairn
