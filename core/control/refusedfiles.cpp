#include "control/refusedfiles.h"

#include <QDir>
#include <QFileInfo>

#include <filesystem>

namespace cairn {

namespace {

constexpr int FilesAtOnce = 1'000;

/// Where nobody can look, it may be there still; by a name that is not UTF-8 nobody finds it.
bool isGone(const QString &path)
{
    const QString known = path.contains(QChar::ReplacementCharacter) ? QFileInfo(path).path() : path;
    std::error_code failed;
    return std::filesystem::symlink_status(QFile::encodeName(known).toStdString(), failed).type() ==
           std::filesystem::file_type::not_found;
}

} // namespace

Result<RefusedFiles> readRefusedFiles(StoreReader &reader, const QString &root)
{
    const QDir workspace(root);
    RefusedFiles refused;
    for (std::optional<RefusedFile> last;;) {
        const auto page = reader.refusedFiles(last, FilesAtOnce);
        if (!page)
            return tl::unexpected(page.error());
        for (const RefusedFile &file : *page) {
            if (isGone(workspace.filePath(file.path)))
                continue;
            refused.count += 1;
            if (refused.files.size() < MostRefusedTold)
                refused.files.append(file);
        }
        if (page->size() < FilesAtOnce)
            return refused;
        last = page->last();
    }
}

} // namespace cairn
