#pragma once

#include <QList>
#include <QString>

class QTextDocument;

namespace cairn {

/// A heading of a page of the guide.
struct GuideHeading
{
    int level = 1; ///< from 1
    QString text;
    QString anchor; ///< no other heading of its page has it
    bool operator==(const GuideHeading &) const = default;
};

/// A page of the guide that is shipped with the program.
struct GuidePage
{
    QString file;                 ///< "pipelines.md"
    QString title;                ///< its first heading
    QList<GuideHeading> headings; ///< those below the title
};

/// All pages; console.md is the first, the others follow by their file names.
QList<GuidePage> guidePages();
/// The Markdown of a page; empty if there is none of that name.
QString guideText(const QString &file);

/// As links name headings: "Services that finish later" is #services-that-finish-later, a second one …-1.
QList<GuideHeading> headingsOf(const QTextDocument &document);

} // namespace cairn
