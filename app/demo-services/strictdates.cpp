#include "strictdates.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace cairn::demo {

std::optional<Reply> refuseLooseDates(const QByteArray &body)
{
    static const QRegularExpression loose(u"\\b(\\d{2})/(\\d{2})/(\\d{4})\\b"_s);
    const QString text = QString::fromUtf8(body);
    const QRegularExpressionMatch found = loose.match(text);
    if (!found.hasMatch())
        return std::nullopt;
    const qsizetype line = QStringView(text).left(found.capturedStart()).count(u'\n') + 1;
    return problem(422, u"date-format"_s,
                   u"Line %1: %2 is no date since version 2 of this service; write %3-%4-%5"_s.arg(
                       QString::number(line), found.captured(), found.captured(3), found.captured(2), found.captured(1)));
}

} // namespace cairn::demo
