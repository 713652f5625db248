#include "ui/parts/framedline.h"

#include "ui/look/statelook.h"
#include "ui/look/tintedicon.h"

#include <QBoxLayout>
#include <QPainter>

namespace cairn {

using namespace Qt::StringLiterals;

FramedLine::FramedLine(const QString &name, const QString &whatToFind, QWidget *parent) : QLineEdit(parent)
{
    setObjectName(name);
    setPlaceholderText(whatToFind);
    setAccessibleName(whatToFind);
    setClearButtonEnabled(true);
    setAcceptDrops(false); // a dropped file is to be submitted, not written into the line
    addAction(tintedIcon(u"filter"_s), QLineEdit::LeadingPosition);
}

QWidget *FramedLine::above(QWidget &list, int least)
{
    auto *both = new QWidget;
    both->setMinimumWidth(least);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(10, 8, 10, 8);
    head->addWidget(this);
    auto *column = new QVBoxLayout(both);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(&list, 1);
    return both;
}

void FramedLine::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hasFocus() ? QPen(palette().color(QPalette::Active, QPalette::Highlight), 1.5)
                              : QPen(blend(palette().color(QPalette::Text), palette().color(QPalette::Base), 0.4), 1));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75), 3, 3);
}

} // namespace cairn
