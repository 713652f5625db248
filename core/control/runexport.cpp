#include "control/runexport.h"

#include "control/csv.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr int PageSize = 500;
constexpr int SearchedAtOnce = 20'000; ///< other questions are answered in between
} // namespace

RunExport::RunExport(RunFilter filter, const QString &path)
    : m_filter(std::move(filter)), m_file(path, OutputFile::Readers::AsUsual)
{
}

Result<bool> RunExport::writePage(StoreReader &reader)
{
    QByteArray lines;
    if (!m_file.isOpen()) {
        if (const auto opened = m_file.open(); !opened)
            return tl::unexpected(opened.error());
        lines = csvLine(runCsvHeadings());
    }
    const auto page = reader.searchRuns(m_filter, m_before, PageSize, SearchedAtOnce);
    if (!page)
        return tl::unexpected(page.error());
    for (const RunRecord &run : page->runs)
        lines += csvLine(runCsvFields(run));
    if (const auto done = m_file.write(lines); !done)
        return tl::unexpected(done.error());
    m_written += page->runs.size();
    if (page->runs.size() == PageSize || page->searchedTo.isValid()) {
        m_before = page->runs.size() == PageSize ? page->runs.last().id : page->searchedTo;
        return false;
    }
    return m_file.commit().map([] { return true; });
}

} // namespace cairn
