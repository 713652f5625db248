#include "ui/payload/maskbanner.h"

#include "ui/look/statelook.h"
#include "ui/look/tintedicon.h"
#include "ui/parts/offering.h"
#include "ui/parts/statepill.h"
#include "ui/parts/whydialog.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPushButton>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int MaskIconSide = 18;
constexpr int MaskMargin = 12;

QString sightingText(const DataSighting &sighting)
{
    const int count = int(sighting.count);
    const auto kind = dataKindFromWord(sighting.name);
    if (!kind && sighting.count == 0)
        return MaskBanner::tr("%1 (all of it)").arg(sighting.name);
    if (!kind) // a class that the workspace has given a name
        return MaskBanner::tr("%1 (%L2)").arg(sighting.name).arg(sighting.count);
    switch (*kind) {
    case DataKind::Card: return MaskBanner::tr("%Ln payment card(s)", nullptr, count);
    case DataKind::Iban: return MaskBanner::tr("%Ln bank account(s)", nullptr, count);
    case DataKind::Email: return MaskBanner::tr("%Ln e-mail address(es)", nullptr, count);
    case DataKind::Phone: return MaskBanner::tr("%Ln phone number(s)", nullptr, count);
    case DataKind::NationalId: return MaskBanner::tr("%Ln national id(s)", nullptr, count);
    case DataKind::PrivateKey: return MaskBanner::tr("%Ln private key(s)", nullptr, count);
    case DataKind::Token: return MaskBanner::tr("%Ln token(s)", nullptr, count);
    }
    Q_UNREACHABLE();
    return {};
}

} // namespace

QString sightingsText(const QList<DataSighting> &sightings)
{
    QStringList parts;
    for (const DataSighting &sighting : sightings)
        parts.append(sightingText(sighting));
    return QLocale().createSeparatedList(parts);
}

MaskBanner::MaskBanner(PayloadMask &mask, const QString &name, QWidget *parent)
    : QFrame(parent), m_mask(mask), m_text(new QLabel), m_reveal(new QPushButton(tr("Reveal…")))
{
    setObjectName(name + u"Banner"_s);
    m_text->setObjectName(name + u"Text"_s);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_reveal->setObjectName(name + u"Reveal"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(MaskMargin + MaskIconSide + 10, 6, 8, 6);
    row->setSpacing(10);
    row->addWidget(m_text, 1);
    row->addWidget(m_reveal);
    setMinimumHeight(m_reveal->sizeHint().height() + 12); // does not jump when the button goes
    connect(&m_mask, &PayloadMask::changed, this, &MaskBanner::present);
    connect(m_reveal, &QPushButton::clicked, this, &MaskBanner::ask);
    present();
}

void MaskBanner::present()
{
    using State = PayloadMask::State;
    const State state = m_mask.state();
    setVisible(state == State::Masked || state == State::Revealed || state == State::Failed);
    m_reveal->setVisible(state == State::Masked || state == State::Failed);
    m_reveal->setEnabled(m_mask.mayReveal());
    m_reveal->setToolTip(m_mask.mayReveal() ? QString() : roleNeededText(Role::Operator));
    const QString what = sightingsText(m_mask.sightings());
    if (state == State::Masked)
        m_text->setText(tr("Masked: %1.").arg(what));
    else if (state == State::Revealed && m_mask.isOutside())
        m_text->setText(what.isEmpty() ? tr("Shown as it is.") : tr("Shown: %1.").arg(what));
    else if (state == State::Revealed)
        m_text->setText(what.isEmpty() ? tr("Shown as it is, which the audit knows.")
                                       : tr("Shown, which the audit knows: %1.").arg(what));
    else if (state == State::Failed)
        m_text->setText(tr("It could not be looked through for sensitive data. What is recognised here is masked."));
    setAccessibleName(m_text->text());
    update();
}

/// Where there is no audit, nobody is asked for a reason that would go nowhere.
void MaskBanner::ask()
{
    if (m_mask.isOutside())
        return m_mask.reveal({});
    const QString what = sightingsText(m_mask.sightings());
    auto *dialog = new WhyDialog({u"revealDialog"_s, tr("Reveal"), tr("Show what is masked?"),
                                  tr("It has %1. They are shown in this window until it is closed or shows something else, and "
                                     "can be saved, copied and edited from it. That you did so, and why, is put into the audit.")
                                      .arg(what.isEmpty() ? tr("what nobody has counted") : what),
                                  tr("Reveal")},
                                 tr("&Why"), window());
    connect(dialog, &QDialog::accepted, this, [this, dialog] { m_mask.reveal(dialog->reason()); });
    dialog->open();
}

void MaskBanner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const bool isShown = m_mask.state() == PayloadMask::State::Revealed;
    const Look look = isShown ? Look::WaitingRetry : Look::Held;
    paintCard(painter, rect(), look, palette());
    paintIcon(painter, QRectF(MaskMargin, (height() - MaskIconSide) / 2.0, MaskIconSide, MaskIconSide),
              isShown ? u"revealed"_s : u"masked"_s, StateLook::ink(look, palette()));
}

} // namespace cairn
