#include "ui/help/guide.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <QTextBlock>
#include <QTextDocument>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

const QString Folder = u":/guide/"_s;

QString anchorOf(const QString &heading)
{
    QString anchor;
    const QString text = heading.trimmed().toLower();
    for (const QChar c : text) {
        if (c.isLetterOrNumber() || c == u'-' || c == u'_')
            anchor.append(c);
        else if (c.isSpace())
            anchor.append(u'-');
    }
    return anchor;
}

GuidePage readPage(const QString &file)
{
    QTextDocument document;
    document.setMarkdown(guideText(file));
    GuidePage page{file, file, headingsOf(document)};
    if (!page.headings.isEmpty())
        page.title = page.headings.takeFirst().text;
    return page;
}

} // namespace

QString guideText(const QString &file)
{
    if (file.contains(u'/') || !file.endsWith(".md"_L1))
        return {};
    QFile source(Folder + file);
    return source.open(QIODevice::ReadOnly) ? QString::fromUtf8(source.readAll()) : QString();
}

QList<GuidePage> guidePages()
{
    QStringList files = QDir(Folder).entryList({u"*.md"_s}, QDir::Files, QDir::Name);
    std::stable_partition(files.begin(), files.end(), [](const QString &file) { return file == "console.md"_L1; });
    QList<GuidePage> pages;
    std::transform(files.begin(), files.end(), std::back_inserter(pages), readPage);
    return pages;
}

QList<GuideHeading> headingsOf(const QTextDocument &document)
{
    QList<GuideHeading> headings;
    QHash<QString, int> taken;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        const int level = block.blockFormat().headingLevel();
        if (level == 0)
            continue;
        const QString anchor = anchorOf(block.text());
        const int before = taken[anchor]++;
        headings.append({level, block.text(), before == 0 ? anchor : u"%1-%2"_s.arg(anchor).arg(before)});
    }
    return headings;
}

} // namespace cairn
