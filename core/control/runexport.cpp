#include "control/runexport.h"

#include "control/csv.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr int PageSize = 500;
constexpr int SearchedAtOnce = 20'000; ///< other questions are answered in between
}

RunExport::RunExport(RunFilter filter, const QString &path) : m_filter(std::move(filter)), m_file(path) {}

tl::unexpected<Error> RunExport::fileError() const
{
    const ErrorKind kind = m_file.error() == QFileDevice::ResourceError ? ErrorKind::DiskFull : ErrorKind::Io;
    return failure(kind, u"the file cannot be written: %1"_s.arg(m_file.errorString()), m_file.fileName(),
                   u"Choose a folder that you may write to and that has room"_s);
}

Result<void> RunExport::write(const QByteArray &bytes)
{
    if (m_file.write(bytes) != bytes.size())
        return fileError();
    return {};
}

Result<bool> RunExport::writePage(StoreReader &reader)
{
    QByteArray lines;
    if (!m_file.isOpen()) {
        if (!m_file.open(QIODevice::WriteOnly))
            return fileError();
        lines = csvLine(runCsvHeadings());
    }
    const auto page = reader.searchRuns(m_filter, m_before, PageSize, SearchedAtOnce);
    if (!page)
        return tl::unexpected(page.error());
    for (const RunRecord &run : page->runs)
        lines += csvLine(runCsvFields(run));
    if (auto done = write(lines); !done)
        return tl::unexpected(done.error());
    m_written += page->runs.size();
    if (page->runs.size() == PageSize || page->searchedTo.isValid()) {
        m_before = page->runs.size() == PageSize ? page->runs.last().id : page->searchedTo;
        return false;
    }
    if (!m_file.commit())
        return fileError();
    return true;
}

} // namespace cairn
