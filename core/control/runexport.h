#pragma once

#include "base/outputfile.h"
#include "store/store.h"

namespace cairn {

/// Writes the runs that match a filter into a CSV file, page by page, newest first. The file appears when it is whole; until
/// then, and for ever if the export is given up, what stood there before stays. Belongs to one thread.
class RunExport
{
public:
    RunExport(RunFilter filter, const QString &path);

    /// Writes the next page; true: that was the last, and the file is there. Errors: those of the reader, Io, DiskFull.
    Result<bool> writePage(StoreReader &reader);
    qint64 written() const { return m_written; }

private:
    RunFilter m_filter;
    OutputFile m_file;
    RunId m_before;
    qint64 m_written = 0;
};

} // namespace cairn
