#include "ui/insight/advicepage.h"

#include "control/actor.h"
#include "ui/insight/advicecard.h"
#include "ui/insight/advicewording.h"
#include "ui/look/wording.h"
#include "ui/parts/emptystate.h"
#include "ui/parts/scrolled.h"
#include "ui/parts/tonedlabel.h"
#include "ui/parts/whendone.h"
#include "ui/parts/whydialog.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QLocale>
#include <QScrollArea>
#include <QStackedWidget>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// A month is looked through and simulated each time.
constexpr Milliseconds AdviceRest = std::chrono::minutes(1);
constexpr int Side = 14;

} // namespace

AdvicePage::AdvicePage(Desk &desk, QWidget *parent)
    : ServicePage(parent), m_desk(desk), m_advices(desk), m_refresher(AdviceRest), m_period(new QComboBox),
      m_dismissed(new QCheckBox(tr("Show dis&missed"))), m_basis(new TonedLabel(TonedLabel::Quiet)),
      m_tuning(new TonedLabel(TonedLabel::Quiet)), m_scroll(new QScrollArea), m_empty(new EmptyState), m_whole(new QStackedWidget)
{
    setObjectName(u"advicePage"_s);
    setAccessibleName(tr("Advice"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_scroll->setObjectName(u"adviceCards"_s);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_whole->addWidget(m_empty);
    m_whole->addWidget(m_scroll);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHead());
    column->addWidget(m_whole, 1);
    connect(&m_refresher, &Refresher::due, this, &AdvicePage::read);
    connect(m_empty, &EmptyState::actionWanted, this, &AdvicePage::restart);
    present();
}

QWidget *AdvicePage::buildHead()
{
    m_period->setObjectName(u"advicePeriod"_s);
    m_period->setAccessibleName(tr("How far back to look"));
    m_period->addItem(tr("Last 7 days"), 7);
    m_period->addItem(tr("Last 30 days"), 30);
    m_period->addItem(tr("Last 90 days"), 90);
    m_period->setCurrentIndex(1);
    m_dismissed->setObjectName(u"adviceShowDismissed"_s);
    m_basis->setObjectName(u"adviceBasis"_s);
    connect(m_period, &QComboBox::currentIndexChanged, this, &AdvicePage::restart);
    connect(m_dismissed, &QCheckBox::toggled, this, &AdvicePage::present);
    m_tuning->setObjectName(u"adviceTuning"_s);
    m_tuning->setTextFormat(Qt::PlainText);
    m_tuning->setWordWrap(true);
    auto *head = new QWidget;
    auto *column = new QVBoxLayout(head);
    column->setContentsMargins(Side, 10, Side, 10);
    column->setSpacing(6);
    auto *row = new QHBoxLayout;
    row->setSpacing(14);
    row->addWidget(m_period);
    row->addWidget(m_dismissed);
    row->addWidget(m_basis, 1, Qt::AlignRight);
    column->addLayout(row);
    column->addWidget(m_tuning);
    return head;
}

Milliseconds AdvicePage::period() const
{
    return std::chrono::days(m_period->currentData().toInt());
}

void AdvicePage::setService(const QString &name)
{
    if (name == m_service)
        return;
    m_question.stop();
    m_service = name;
    m_advice.reset();
    present();
    if (isVisible())
        refresh();
}

void AdvicePage::refresh()
{
    if (m_service.isEmpty())
        return;
    m_question.refresh(!m_advice);
}

void AdvicePage::hideEvent(QHideEvent *event)
{
    ServicePage::hideEvent(event);
    m_question.stop();
}

void AdvicePage::restart()
{
    m_question.stop();
    m_advice.reset();
    present();
    m_refresher.restart();
}

void AdvicePage::read()
{
    if (m_service.isEmpty())
        return m_refresher.done();
    const LongWorkPtr work = m_question.ask();
    whenDone(this, m_advices.advice(m_service, period(), work), [this, work](const Result<ServiceAdvice> &advice) {
        if (!m_question.answered(work))
            return;
        if (advice)
            return take(*advice);
        m_empty->say(tr("No advice"), errorText(advice.error()).toHtmlEscaped(), tr("Try again"));
        m_whole->setCurrentWidget(m_empty);
    });
}

void AdvicePage::take(const ServiceAdvice &advice)
{
    m_advice = advice;
    present();
}

void AdvicePage::present()
{
    presentHead();
    auto *cards = new QWidget;
    auto *column = new QVBoxLayout(cards);
    column->setContentsMargins(Side, 2, Side, Side);
    column->setSpacing(10);
    int shown = 0;
    for (const AdviceItem &item : m_advice ? m_advice->items : QList<AdviceItem>()) {
        if (item.dismissed && !m_dismissed->isChecked())
            continue;
        auto *card = new AdviceCard(item, m_desk);
        connect(card, &AdviceCard::draftWanted, this,
                [this, item, from = m_advice->live.service] { Q_EMIT draftWanted(*item.advice.draft, from); });
        connect(card, &AdviceCard::dismissWanted, this, [this, item] { dismiss(item); });
        column->addWidget(card);
        ++shown;
    }
    column->addStretch(1);
    replaceContent(*m_scroll, cards);
    cards->setAutoFillBackground(false);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_whole->setCurrentWidget(shown > 0 ? static_cast<QWidget *>(m_scroll) : m_empty);
    if (shown == 0)
        presentEmptiness();
}

void AdvicePage::presentHead()
{
    m_basis->setVisible(m_advice.has_value());
    if (m_advice) {
        const QString attempts = tr("%Ln attempt(s) looked at", nullptr, counted(m_advice->attempts));
        m_basis->setText(
            m_advice->isThinned()
                ? tr("%1, since %2: of earlier runs some were removed (retention)").arg(attempts, localTime(m_advice->keptSince))
            : m_advice->cut ? tr("%1, the newest").arg(attempts)
                            : attempts);
    }
    QStringList settings;
    for (const TuningBound &bound : m_advice ? m_advice->live.service.tuning.bounds : QList<TuningBound>())
        settings.append(bound.setting);
    m_tuning->setVisible(!settings.isEmpty());
    m_tuning->setText(tr("Cairn may change by itself, within the bounds of the service's file: %1").arg(settings.join(u", "_s)));
}

void AdvicePage::presentEmptiness()
{
    if (m_service.isEmpty())
        m_empty->say(tr("No service chosen"), tr("Here stands what history says about its policy."), {});
    else if (!m_advice)
        m_empty->say(tr("Looking through the past…"), tr("What was recorded is examined, and changes are simulated."), {});
    else if (m_advice->saysTooLittle())
        m_empty->say(
            tr("Too little to go by"),
            tr("At least %1 attempts are needed; look further back, or come again later.").arg(QLocale().toString(LeastAttempts)),
            {});
    else if (!m_advice->items.isEmpty())
        m_empty->say(tr("Nothing new"), tr("All advice has been dismissed, and there is no more to it than then."), {});
    else
        m_empty->say(tr("Nothing to change"), tr("What was recorded gives no reason to change this policy."), {});
}

void AdvicePage::dismiss(const AdviceItem &item)
{
    auto *dialog =
        new WhyDialog({u"dismissAdvice"_s, tr("Dismiss advice"), tr("Dismiss this advice?"),
                       tr("“%1” is not shown any more, until there is more to it: twice as many cases, or surer evidence. The "
                          "reason is kept in the audit.")
                           .arg(adviceTitleText(item.advice)),
                       tr("Dismiss")},
                      tr("&Reason"), this);
    const auto give = [this, dialog, item, service = m_service] {
        return m_advices.dismiss(service, item.advice, currentActor(), dialog->reason());
    };
    dialog->whenGiven(give, [this](const Committed &) {
        Q_EMIT told(tr("Dismissed"));
        m_question.stop();
        m_refresher.restart(); // the cards stay until the answer is there
    });
    dialog->open();
}

} // namespace cairn
