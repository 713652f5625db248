#include "startwish.h"

#include "definition/workspace.h"

#include <QCoreApplication>
#include <QDir>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(console)
};

} // namespace

Result<StartWish> readWish(const QStringList &words)
{
    StartWish wish;
    for (const QString &word : words) {
        if (looksLikeDeepLink(word)) {
            const auto link = parseDeepLink(word);
            if (!link)
                return tl::unexpected(link.error());
            if (wish.link)
                return failure(ErrorKind::Usage, Words::tr("only one link can be opened"), word.left(80),
                               Words::tr("Name one of them"));
            wish.link = *link;
        } else {
            if (!wish.folder.isEmpty())
                return failure(ErrorKind::Usage, Words::tr("only one workspace can be opened"), word.left(80),
                               Words::tr("Name one folder; further ones in consoles of their own"));
            wish.folder = QDir(word).absolutePath();
        }
    }
    if (wish.link && !wish.folder.isEmpty() && !wish.link->workspace.isEmpty() && QDir(wish.folder) != QDir(wish.link->workspace))
        return failure(ErrorKind::Usage, Words::tr("the link is about another workspace, %1").arg(wish.link->workspace),
                       wish.folder, Words::tr("Leave out the folder or the link"));
    return wish;
}

std::optional<QString> workspaceFor(const StartWish &wish, const QStringList &recent, const QString &here)
{
    if (!wish.folder.isEmpty())
        return wish.folder;
    if (wish.link && !wish.link->workspace.isEmpty())
        return wish.link->workspace;
    if (wish.link && wish.link->kind == DeepLink::Incident && recent.size() > 1)
        return std::nullopt;
    if (wish.link && !recent.isEmpty())
        return recent.first();
    const auto found = findWorkspace(here);
    return found ? std::optional(*found) : std::nullopt;
}

bool opensUnasked(const StartWish &wish, const QStringList &recent, const QString &folder)
{
    return !wish.link || !wish.folder.isEmpty() || recent.contains(folder);
}

} // namespace cairn
