#include "control/markdown.h"

namespace cairn {

using namespace Qt::StringLiterals;

QString plainInMarkdown(const QString &text)
{
    static const QString special = u"\\`*_{}[]()<>#+!|~&$"_s;
    QString kept;
    for (const QChar c : text.simplified()) {
        if (special.contains(c))
            kept += u'\\';
        kept += c;
    }
    return kept;
}

QString markdownCell(const QString &text)
{
    constexpr int Most = 300;
    const QString kept = plainInMarkdown(text.size() > Most ? text.left(Most - 1) + u'…' : text);
    return kept.isEmpty() ? u" "_s : kept;
}

QString markdownTime(Timestamp time)
{
    return toRfc3339(time).replace(u'T', u' ').left(19) + u" UTC"_s;
}

} // namespace cairn
