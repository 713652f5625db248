#include "ui/parts/plaintip.h"

#include <QTextDocument>

namespace cairn {

using namespace Qt::StringLiterals;

QString plainTip(const QString &text)
{
    if (!Qt::mightBeRichText(text))
        return text;
    return u"<span>%1</span>"_s.arg(text.toHtmlEscaped().replace(u'\n', "<br>"_L1));
}

} // namespace cairn
