#include "ui/parts/tonedlabel.h"

#include "ui/look/statelook.h"

#include <QEvent>

namespace cairn {

TonedLabel::TonedLabel(Tone tone, QWidget *parent) : QLabel(parent), m_tone(tone)
{
    applyTone();
}

TonedLabel::TonedLabel(Tone tone, const QString &name) : TonedLabel(tone)
{
    setObjectName(name);
    setTextFormat(Qt::PlainText);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setWordWrap(true);
}

void TonedLabel::setTone(Tone tone)
{
    m_tone = tone;
    applyTone();
}

void TonedLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (!m_applying && (event->type() == QEvent::PaletteChange || event->type() == QEvent::ParentChange))
        applyTone();
}

void TonedLabel::applyTone()
{
    m_applying = true; // setting a palette is itself a palette change
    setPalette({});
    if (m_tone != Plain) {
        QPalette toned = palette();
        const QColor ink = m_tone == Quiet ? quietInk(toned) : StateLook::ink(Look::Blocked, toned);
        toned.setColor(QPalette::WindowText, ink);
        toned.setColor(QPalette::Text, ink); // the role that counts on a ground of the role Base
        setPalette(toned);
    }
    m_applying = false;
}

} // namespace cairn
