#include "ui/parts/filtererror.h"

#include "ui/parts/statepill.h"

#include <QPainter>

namespace cairn {

using namespace Qt::StringLiterals;

FilterError::FilterError(QWidget *parent) : TonedLabel(Bad, parent)
{
    setObjectName(u"filterError"_s);
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setMargin(8);
    hide();
}

void FilterError::say(const QString &text)
{
    setText(text);
    show();
    raise();
}

void FilterError::placeUnder(const QRect &line)
{
    setGeometry(line.left(), line.bottom() + 3, line.width(), heightForWidth(line.width()));
}

void FilterError::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    paintCard(painter, rect(), Look::Blocked, palette());
    painter.end();
    TonedLabel::paintEvent(event);
}

} // namespace cairn
