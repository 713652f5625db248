#include "ui/parts/messagecard.h"

#include "ui/look/tintedicon.h"
#include "ui/parts/sectiontitle.h"
#include "ui/parts/statepill.h"
#include "ui/parts/tonedlabel.h"

#include <QBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr int CardIconSide = 18;
constexpr int CardIconRoom = 42;
} // namespace

MessageCard::MessageCard(const QString &name, QWidget *parent)
    : QFrame(parent), m_title(new TonedLabel(TonedLabel::Plain)), m_text(new TonedLabel(TonedLabel::Quiet)),
      m_row(new QHBoxLayout(this))
{
    m_title->setFont(sectionFont(font()));
    m_title->setObjectName(name + u"Title"_s);
    m_text->setObjectName(name + u"Text"_s);
    auto *words = new QVBoxLayout;
    words->setSpacing(1);
    for (TonedLabel *label : {m_title, m_text}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        words->addWidget(label);
    }
    m_row->setContentsMargins(CardIconRoom, 7, 14, 7);
    m_row->setSpacing(8);
    m_row->addLayout(words, 1);
}

void MessageCard::say(Look look, const QString &title, const QString &text)
{
    m_look = look;
    m_title->setText(title);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    setAccessibleName(u"%1. %2"_s.arg(title, text));
    update();
}

QPushButton *MessageCard::addButton(const QString &text, const QString &name, const QString &tip)
{
    auto *button = new QPushButton(text);
    button->setObjectName(name);
    button->setToolTip(tip);
    m_row->addWidget(button);
    return button;
}

void MessageCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintCard(painter, rect().adjusted(6, 2, -6, -2), m_look, palette());
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QRectF icon(16, (height() - CardIconSide) / 2.0, CardIconSide, CardIconSide);
    paintIcon(painter, icon, StateLook::iconName(m_look), StateLook::ink(m_look, palette()));
}

} // namespace cairn
