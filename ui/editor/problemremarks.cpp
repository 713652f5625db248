#include "ui/editor/problemremarks.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype RemarkWidth = 68; ///< characters; remarks are not broken by the editor

QString broken(const QString &text)
{
    QString lines = u"  "_s;
    qsizetype length = 0;
    for (const QString &word : text.split(u' ')) {
        if (length > 0 && length + word.size() > RemarkWidth) {
            lines += u"\n  "_s;
            length = 0;
        }
        lines += (length > 0 ? u" "_s : QString()) + word;
        length += word.size() + 1;
    }
    return lines;
}

} // namespace

ProblemRemarks ProblemRemarks::of(const QList<Problem> &problems)
{
    ProblemRemarks remarks;
    for (const Problem &problem : problems) {
        const int line = std::max(0, problem.line - 1);
        QString &said = remarks.said[line];
        if (said.isEmpty() && problem.warning)
            remarks.doubtful.insert(line);
        else if (!problem.warning)
            remarks.doubtful.remove(line);
        const QString text = problem.remedy.isEmpty() ? problem.what : u"%1. %2"_s.arg(problem.what, problem.remedy);
        said += (said.isEmpty() ? QString() : u"\n"_s) + broken(text);
    }
    return remarks;
}

std::optional<int> nextLine(const QList<int> &lines, int here, int direction)
{
    if (lines.isEmpty())
        return std::nullopt;
    if (direction > 0) {
        const auto next = std::upper_bound(lines.begin(), lines.end(), here);
        return next == lines.end() ? lines.first() : *next;
    }
    const auto from = std::lower_bound(lines.begin(), lines.end(), here);
    return from == lines.begin() ? lines.last() : *std::prev(from);
}

} // namespace cairn
