#include "ui/payload/payloadbanner.h"

#include "ui/look/tintedicon.h"
#include "ui/look/wording.h"
#include "ui/parts/plaintip.h"
#include "ui/parts/statepill.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr int BannerIcon = 18;
constexpr int BannerMargin = 12;

/// Without the path, which is in the tooltip.
QString plain(Error error)
{
    error.where.clear();
    return errorText(error);
}

} // namespace

PayloadBanner::PayloadBanner(PayloadCheck &check, QWidget *parent)
    : QFrame(parent), m_check(check), m_text(new QLabel), m_progress(new QProgressBar), m_button(new QPushButton)
{
    setObjectName(u"payloadBanner"_s);
    m_text->setObjectName(u"payloadTrust"_s);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_progress->setObjectName(u"payloadProgress"_s);
    m_progress->setAccessibleName(tr("Verified so far"));
    m_progress->setFixedWidth(140);
    m_button->setObjectName(u"payloadVerify"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(BannerMargin + BannerIcon + 10, 6, 8, 6);
    row->setSpacing(10);
    row->addWidget(m_text, 1);
    row->addWidget(m_progress);
    row->addWidget(m_button);
    setMinimumHeight(m_button->sizeHint().height() + 12); // does not jump when the button goes
    connect(&m_check, &PayloadCheck::changed, this, &PayloadBanner::present);
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (m_check.state() == PayloadCheck::State::Checking)
            m_check.stop();
        else
            m_check.restart();
    });
    present();
}

void PayloadBanner::present()
{
    using State = PayloadCheck::State;
    setVisible(m_check.state() != State::None);
    m_progress->setVisible(m_check.state() == State::Checking);
    m_progress->setValue(m_check.percent());
    m_text->setToolTip(plainTip(m_check.error().where));
    switch (m_check.state()) {
    case State::None: return;
    case State::Checking:
        return say(Look::Running, u"running"_s, tr("Being verified… What is shown has not been compared with its digest yet."),
                   tr("Stop"));
    case State::Stopped:
        return say(Look::Paused, u"paused"_s, tr("Not verified. What is shown may differ from what was stored."), tr("Verify"));
    case State::Verified: return say(Look::Succeeded, u"succeeded"_s, tr("Verified: these are the bytes that were stored."), {});
    case State::Damaged:
        return say(Look::Blocked, u"warning"_s,
                   tr("DAMAGED: %1 What is left can be looked at, but not saved or opened.").arg(plain(m_check.error())), {});
    case State::Failed:
        return say(Look::Blocked, u"warning"_s, tr("Cannot be verified: %1").arg(plain(m_check.error())), tr("Try again"));
    }
}

void PayloadBanner::say(Look look, const QString &icon, const QString &text, const QString &button)
{
    m_button->setText(button);
    m_button->setVisible(!button.isEmpty());
    m_look = look;
    m_icon = icon;
    update();
    if (m_text->text() == text)
        return;
    m_text->setText(text);
    setAccessibleName(text);
    if (look == Look::Blocked) {
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

void PayloadBanner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    paintCard(painter, rect(), m_look, palette());
    paintIcon(painter, QRectF(BannerMargin, (height() - BannerIcon) / 2.0, BannerIcon, BannerIcon), m_icon,
              StateLook::ink(m_look, palette()));
}

} // namespace cairn
