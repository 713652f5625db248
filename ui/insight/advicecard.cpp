#include "ui/insight/advicecard.h"

#include "ui/insight/advicewording.h"
#include "ui/insight/whatifwording.h"
#include "ui/look/statelook.h"
#include "ui/look/tintedicon.h"
#include "ui/look/wording.h"
#include "ui/parts/offering.h"
#include "ui/parts/sectiontitle.h"
#include "ui/parts/tonedlabel.h"

#include <QBoxLayout>
#include <QFontDatabase>
#include <QGridLayout>
#include <QPainter>
#include <QPushButton>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int Padding = 14;
constexpr int CardWidth = 420;

template <typename Label> Label *wrapped(Label *label, const QString &text, const QString &name)
{
    label->setText(text);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setWordWrap(true);
    label->setMinimumWidth(CardWidth / 2);
    return label;
}

/// Chance is left out: there is little room.
QString medianText(std::optional<Spread> spread, bool isTime)
{
    if (spread)
        spread->least = spread->most = spread->median;
    return spreadText(spread, isTime);
}

} // namespace

AdviceCard::AdviceCard(const AdviceItem &item, const Desk &desk, QWidget *parent) : QWidget(parent), m_item(item)
{
    const Recommendation &advice = m_item.advice;
    setObjectName(u"advice:"_s + advice.key());
    setAccessibleName(adviceTitleText(advice));
    setAccessibleDescription(adviceEvidenceText(advice));
    auto *title = wrapped(new QLabel, adviceTitleText(advice), u"adviceTitle"_s);
    title->setFont(sectionFont(title->font(), 1.1));
    auto *confidence = new TonedLabel(TonedLabel::Quiet);
    confidence->setObjectName(u"adviceConfidence"_s);
    confidence->setText(confidenceText(advice.confidence));
    auto *head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(title, 1);
    head->addWidget(confidence, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(Padding, Padding, Padding, Padding);
    column->setSpacing(8);
    column->addLayout(head);
    column->addWidget(wrapped(new QLabel, adviceEvidenceText(advice), u"adviceEvidence"_s));
    addChanges(column);
    addEffect(column);
    addActions(column, desk);
}

void AdviceCard::addChanges(QBoxLayout *column)
{
    QStringList lines;
    for (const ServiceChange &change : m_item.changes)
        lines.append(toText(change));
    if (lines.isEmpty()) {
        column->addWidget(wrapped(new QLabel, adviceElsewhereText(m_item.advice), u"adviceChange"_s));
        return;
    }
    auto *changes = wrapped(new QLabel, lines.join(u'\n'), u"adviceChange"_s);
    changes->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    column->addWidget(changes);
}

void AdviceCard::addEffect(QBoxLayout *column)
{
    if (!m_item.effect)
        return;
    if (const QString harm = harmText(*m_item.effect); !harm.isEmpty())
        column->addWidget(wrapped(new TonedLabel(TonedLabel::Bad), harm, u"adviceHarm"_s));
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(3);
    int row = 0;
    for (const WhatIfFigure &figure : whatIfFigures(*m_item.effect)) {
        const QString live = medianText(figure.live, figure.isTime);
        const QString draft = medianText(figure.draft, figure.isTime);
        if (live == draft)
            continue;
        auto *name = new TonedLabel(TonedLabel::Quiet);
        name->setText(figure.name);
        name->setToolTip(figure.tip);
        auto *value = new QLabel(u"%1 → %2"_s.arg(live, draft));
        value->setObjectName(u"adviceEffect%1"_s.arg(row));
        value->setAccessibleName(tr("%1: now %2, then %3").arg(figure.name, live, draft));
        grid->addWidget(name, row, 0);
        grid->addWidget(value, row, 1);
        ++row;
    }
    grid->setColumnStretch(1, 1);
    column->addLayout(grid);
    QStringList notes{row == 0 ? tr("Simulated over the recorded calls, the change makes no difference that shows.")
                               : tr("Simulated over the recorded calls of the last days.")};
    for (const Blindness &blind : m_item.effect->blind)
        notes.append(blindnessText(blind));
    column->addWidget(wrapped(new TonedLabel(TonedLabel::Quiet), notes.join(u' '), u"adviceNote"_s));
}

void AdviceCard::addActions(QBoxLayout *column, const Desk &desk)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    if (m_item.advice.draft) {
        auto *open = new QPushButton(tintedIcon(u"edit"_s), tr("Open as draft"));
        open->setObjectName(u"adviceOpen"_s);
        open->setAccessibleName(tr("Open as draft: %1").arg(adviceTitleText(m_item.advice)));
        connect(open, &QPushButton::clicked, this, &AdviceCard::draftWanted);
        row->addWidget(open);
    }
    if (m_item.dismissed) {
        const Dismissal &gone = *m_item.dismissed;
        row->addWidget(wrapped(new TonedLabel(TonedLabel::Quiet),
                               tr("Dismissed by %1, %2: %3").arg(gone.actor, localTime(gone.at), gone.reason),
                               u"adviceDismissed"_s),
                       1);
    } else {
        auto *dismiss = new QPushButton(tr("Dismiss…"));
        dismiss->setObjectName(u"adviceDismiss"_s);
        dismiss->setAccessibleName(tr("Dismiss: %1").arg(adviceTitleText(m_item.advice)));
        offer(*dismiss, true, desk, Role::Operator);
        connect(dismiss, &QPushButton::clicked, this, &AdviceCard::dismissWanted);
        row->addWidget(dismiss);
        row->addStretch(1);
    }
    column->addLayout(row);
}

void AdviceCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor text = palette().color(QPalette::Text);
    const QColor base = palette().color(QPalette::Base);
    painter.setPen(QPen(blend(text, base, 0.2), 1));
    painter.setBrush(blend(text, base, 0.03));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

} // namespace cairn
