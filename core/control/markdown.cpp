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

} // namespace cairn
