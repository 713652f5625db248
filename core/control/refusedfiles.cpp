#include "control/refusedfiles.h"

#include <QDir>
#include <QFileInfo>

namespace cairn {

namespace {

constexpr int FilesAtOnce = 1'000;

bool isOnDisk(const QString &path)
{
    const QFileInfo info(path);
    return info.exists() || info.isSymLink();
}

} // namespace

Result<RefusedFiles> readRefusedFiles(StoreReader &reader, const QString &root, bool isCarried)
{
    const QDir workspace(root);
    RefusedFiles refused;
    for (std::optional<RefusedFile> last;;) {
        const auto page = reader.refusedFiles(last, FilesAtOnce);
        if (!page)
            return tl::unexpected(page.error());
        for (const RefusedFile &file : *page) {
            if (!isCarried && !isOnDisk(workspace.filePath(file.path)))
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
