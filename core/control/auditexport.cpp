#include "control/auditexport.h"

#include "base/outputfile.h"
#include "control/audit.h"

#include <QJsonDocument>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int PageSize = 500;
constexpr int EntriesAtOnce = 20'000;

} // namespace

Result<qint64> exportAudit(StoreReader &reader, const AuditFilter &filter, const QString &path, LongWork &work)
{
    OutputFile file(path);
    if (const auto opened = file.open(); !opened)
        return tl::unexpected(opened.error());
    const auto last = reader.lastAuditEntry();
    if (!last)
        return tl::unexpected(last.error());
    work.total = *last ? (*last)->seq : 0;
    qint64 written = 0;
    for (AuditPage page; !page.whole;) {
        if (work.stop)
            return failure(ErrorKind::Cancelled, u"the export was stopped"_s);
        auto next = reader.searchAudit(filter, page.reached, AuditOrder::OldestFirst, PageSize, EntriesAtOnce);
        if (!next)
            return tl::unexpected(next.error());
        page = std::move(*next);
        QByteArray lines;
        for (const AuditEntry &entry : std::as_const(page.entries))
            lines += QJsonDocument(toJson(entry)).toJson(QJsonDocument::Compact) + '\n';
        if (const auto done = file.write(lines); !done)
            return tl::unexpected(done.error());
        written += page.entries.size();
        work.done = page.reached;
    }
    return file.commit().map([&] { return written; });
}

} // namespace cairn
