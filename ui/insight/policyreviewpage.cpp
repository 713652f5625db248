#include "ui/insight/policyreviewpage.h"

#include "control/actor.h"
#include "ui/insight/reviewlist.h"
#include "ui/insight/reviewsmodel.h"
#include "ui/look/incidentwording.h"
#include "ui/look/tintedicon.h"
#include "ui/look/wording.h"
#include "ui/parts/emptystate.h"
#include "ui/parts/findingrow.h"
#include "ui/parts/offering.h"
#include "ui/parts/paletteentry.h"
#include "ui/parts/scrolled.h"
#include "ui/parts/sectiontitle.h"
#include "ui/parts/tonedlabel.h"
#include "ui/parts/whendone.h"
#include "ui/parts/whydialog.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// A month is looked through each time.
constexpr Milliseconds ReviewRest = std::chrono::minutes(1);
constexpr int Side = 14;
constexpr int MonthsBack = 24;
constexpr int ReviewWidth = 760;
constexpr double MuchWasted = 0.5; ///< of the retries

QString monthName(Month month)
{
    return QLocale().toString(QDate(int(month.year()), int(unsigned(month.month())), 1), u"MMMM yyyy"_s);
}

QString number(qint64 value)
{
    return QLocale().toString(value);
}

QLabel *spacedTitle(const QString &text)
{
    QLabel *label = sectionTitle(text);
    label->setContentsMargins(0, 10, 0, 0);
    return label;
}

Look lookOf(Kept kept)
{
    switch (kept) {
    case Kept::Met: return Look::Succeeded;
    case Kept::Missed: return Look::Blocked;
    case Kept::NotPromised:
    case Kept::NothingSeen: break;
    }
    return Look::Skipped;
}

QString promiseText(Kept kept, Milliseconds budget)
{
    return kept == Kept::NotPromised ? keptText(kept)
                                     : PolicyReviewPage::tr("%1 (promised: %2)").arg(keptText(kept), durationText(budget));
}

void addRow(QBoxLayout *column, const QString &name, const QString &text, Look look, const QString &word, const QString &remark)
{
    auto *row = new FindingRow(name, text);
    row->present(look, word, remark);
    column->addWidget(row);
}

} // namespace

PolicyReviewPage::PolicyReviewPage(Desk &desk, QWidget *parent)
    : ServicePage(parent), m_desk(desk), m_reviews(desk), m_refresher(ReviewRest), m_month(new QComboBox),
      m_all(new QCheckBox(tr("A&ll services"))), m_state(new TonedLabel(TonedLabel::Quiet)),
      m_sign(new QPushButton(tintedIcon(u"verify"_s), tr("Sign &off…"))), m_scroll(new QScrollArea), m_list(new ReviewList(desk)),
      m_empty(new EmptyState), m_whole(new QStackedWidget)
{
    setObjectName(u"policyReviewPage"_s);
    setAccessibleName(tr("Policy review"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_scroll->setObjectName(u"reviewFindings"_s);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_whole->addWidget(m_empty);
    m_whole->addWidget(m_scroll);
    m_whole->addWidget(m_list);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHead());
    column->addWidget(m_whole, 1);
    connect(&m_refresher, &Refresher::due, this, &PolicyReviewPage::read);
    connect(m_empty, &EmptyState::actionWanted, this, &PolicyReviewPage::restart);
    connectList();
    present();
}

void PolicyReviewPage::listAll()
{
    m_all->setChecked(true);
}

void PolicyReviewPage::connectList()
{
    connect(m_list, &ReviewList::progressed, this, &PolicyReviewPage::presentState);
    connect(m_list, &ReviewList::failed, this, &ServicePage::failed);
    connect(m_list, &ReviewList::done, this, [this](const LongWorkPtr &work) { m_question.answered(work); });
    connect(m_list, &ReviewList::serviceWanted, this, [this](const QString &name) {
        Q_EMIT serviceWanted(name);
        m_all->setChecked(false);
    });
}

QWidget *PolicyReviewPage::buildHead()
{
    m_month->setObjectName(u"reviewMonth"_s);
    m_month->setAccessibleName(tr("Month"));
    fillMonths();
    m_state->setObjectName(u"reviewState"_s);
    m_state->setTextFormat(Qt::PlainText);
    m_state->setWordWrap(true);
    m_all->setObjectName(u"reviewAll"_s);
    m_sign->setObjectName(u"reviewSign"_s);
    listInPalette(*m_sign, tr("Policy review"));
    connect(m_month, &QComboBox::currentIndexChanged, this, &PolicyReviewPage::restart);
    connect(m_all, &QCheckBox::toggled, this, &PolicyReviewPage::restart);
    connect(m_sign, &QPushButton::clicked, this, &PolicyReviewPage::askToSign);
    auto *head = new QWidget;
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(Side, 10, Side, 10);
    row->setSpacing(14);
    row->addWidget(m_month);
    row->addWidget(m_all);
    row->addWidget(m_state, 1);
    row->addWidget(m_sign);
    return head;
}

/// The last one that is over stands chosen, until somebody chooses. A console may be open over the end of a month.
void PolicyReviewPage::fillMonths()
{
    const Month now = monthOf(m_reviews.now());
    if (m_month->itemData(0) == toText(now))
        return;
    const QVariant kept = m_month->currentData();
    const QSignalBlocker quiet(m_month);
    m_month->clear();
    for (int back = 0; back < MonthsBack; ++back) {
        const Month one = now - std::chrono::months(back);
        m_month->addItem(monthName(one), toText(one));
    }
    m_month->setCurrentIndex(std::max(1, m_month->findData(kept)));
}

Month PolicyReviewPage::month() const
{
    return monthFromText(m_month->currentData().toString()).value_or(monthOf(m_reviews.now()));
}

void PolicyReviewPage::setService(const QString &name)
{
    if (name == m_service)
        return;
    m_service = name;
    m_review.reset();
    if (m_all->isChecked())
        return;
    m_question.stop();
    present();
    if (isVisible())
        refresh();
}

void PolicyReviewPage::refresh()
{
    fillMonths();
    if (m_service.isEmpty())
        return;
    m_question.refresh(m_all->isChecked() ? m_list->model().isIncomplete() : !m_review);
}

void PolicyReviewPage::hideEvent(QHideEvent *event)
{
    ServicePage::hideEvent(event);
    m_question.stop();
}

void PolicyReviewPage::restart()
{
    m_question.stop();
    m_review.reset();
    present();
    m_refresher.restart();
}

void PolicyReviewPage::read()
{
    if (m_service.isEmpty())
        return m_refresher.done();
    const LongWorkPtr work = m_question.ask();
    if (m_all->isChecked())
        return m_list->read(month(), work);
    whenDone(this, m_reviews.review(m_service, month(), work), [this, work](const Result<ServiceReview> &review) {
        if (!m_question.answered(work))
            return;
        if (review) {
            m_review = *review;
            return present();
        }
        m_empty->say(tr("No review"), errorText(review.error()).toHtmlEscaped(), tr("Try again"));
        m_whole->setCurrentWidget(m_empty);
    });
}

void PolicyReviewPage::present()
{
    presentState();
    if (m_all->isChecked())
        return m_whole->setCurrentWidget(m_list);
    if (!m_review) {
        if (m_service.isEmpty())
            m_empty->say(tr("No service chosen"), tr("Here stands what a month says about its policy."), {});
        else
            m_empty->say(tr("Looking through the month…"), {}, {});
        m_whole->setCurrentWidget(m_empty);
        m_scroll->verticalScrollBar()->setValue(0); // what comes is another's
        return;
    }
    auto *page = new QWidget;
    page->setMaximumWidth(ReviewWidth);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(Side, 2, Side, Side);
    column->setSpacing(8);
    addFindings(column);
    addIncidents(column);
    addRevisions(column);
    column->addStretch(1);
    replaceContent(*m_scroll, page);
    page->setAutoFillBackground(false);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_whole->setCurrentWidget(m_scroll);
}

/// Whether somebody has signed it off, and whether it is time.
void PolicyReviewPage::presentState()
{
    if (m_all->isChecked())
        return presentAll();
    m_sign->show();
    // what is signed off may be signed off once more, to add to it
    offer(*m_sign, m_review && (m_review->isDue() || m_review->signOff), m_desk, Role::Operator);
    if (!m_review)
        return m_state->clear();
    const ServiceReview &review = *m_review;
    const bool overdue = review.isOverdue(m_reviews.now());
    m_state->setTone(overdue ? TonedLabel::Bad : TonedLabel::Quiet);
    if (review.signOff)
        m_state->setText(
            tr("Signed off by %1, %2: %3").arg(review.signOff->actor, localTime(review.signOff->at), review.signOff->note));
    else if (!review.isOver)
        m_state->setText(tr("The month is not over; what is seen so far"));
    else if (!review.isDue())
        m_state->setText(tr("Nothing happened in this month"));
    else if (overdue)
        m_state->setText(tr("Overdue since %1").arg(localTime(endOf(review.month) + ReviewGrace)));
    else
        m_state->setText(tr("To be signed off until %1").arg(localTime(endOf(review.month) + ReviewGrace)));
    if (!review.signOff && review.last)
        m_state->setText(m_state->text() + u". "_s +
                         tr("Last signed off: %1, by %2").arg(monthName(review.last->month), review.last->actor));
}

/// One signs off what one has looked at: one at a time.
void PolicyReviewPage::presentAll()
{
    m_sign->hide();
    m_state->setTone(m_list->model().anyOverdue() ? TonedLabel::Bad : TonedLabel::Quiet);
    m_state->setText(m_list->model().summary());
}

void PolicyReviewPage::addFindings(QBoxLayout *column)
{
    const ServiceReview &review = *m_review;
    const Contract contract = review.contract();
    column->addWidget(spacedTitle(tr("Promises")));
    addRow(column, u"reviewLatency"_s,
           review.p95 ? tr("Latency: 95 of 100 good answers came within %1").arg(durationText(*review.p95))
                      : tr("Latency: there was no good answer"),
           lookOf(review.latency), keptText(review.latency), promiseText(review.latency, contract.latencyBudget));
    addRow(column, u"reviewRecovery"_s,
           review.recoveryP90 ? tr("Recovery: %1 steps failed and then succeeded, nine of ten within %2")
                                    .arg(number(review.recoveries), durationText(*review.recoveryP90))
                              : tr("Recovery: no step had to recover"),
           lookOf(review.recovery), keptText(review.recovery), promiseText(review.recovery, contract.recoveryBudget));
    column->addWidget(spacedTitle(tr("What happened")));
    const bool anyFailed = review.failed() > 0;
    addRow(column, u"reviewAttempts"_s,
           tr("Attempts: %1, of which %2 failed").arg(number(review.attempts), number(review.failed())),
           anyFailed ? Look::Degraded : Look::Succeeded, anyFailed ? tr("Some failed") : tr("None failed"), {});
    const bool wasteful = double(review.wasted) > MuchWasted * double(review.retries);
    addRow(
        column, u"reviewRetries"_s,
        tr("Retries: %1, of which %2 were wasted on steps that did not pass").arg(number(review.retries), number(review.wasted)),
        wasteful ? Look::Blocked : Look::Succeeded, wasteful ? tr("Mostly wasted") : tr("Well spent"),
        review.isThinned() ? tr("since %1: of earlier runs some were removed (retention)").arg(localTime(review.keptSince))
        : review.cut       ? tr("of the newest attempts")
                           : QString());
    addRow(column, u"reviewOpenings"_s,
           tr("Breaker: opened %Ln time(s)", nullptr, int(std::min<qint64>(review.openings, 1'000'000))),
           review.openings > 0 ? Look::Held : Look::Succeeded, review.openings > 0 ? tr("It opened") : tr("It stayed closed"),
           {});
}

void PolicyReviewPage::addIncidents(QBoxLayout *column)
{
    column->addWidget(spacedTitle(tr("Incidents")));
    if (m_review->incidents.isEmpty()) {
        auto *none = new TonedLabel(TonedLabel::Quiet);
        none->setObjectName(u"reviewNoIncidents"_s);
        none->setText(tr("None."));
        column->addWidget(none);
    }
    for (const ReviewedIncident &incident : m_review->incidents) {
        const QString text = tr("%1 · %2 · %Ln failure(s)", nullptr, counted(incident.failures))
                                 .arg(placeText(incident.fingerprint), troubleText(incident.fingerprint));
        const Look look = cairn::lookOf(incident.state);
        addRow(column, u"reviewIncident%1"_s.arg(incident.id), text, look, StateLook::word(look), StateLook::word(look));
        auto *runs = new QPushButton(tr("Runs of incident %1").arg(incident.id));
        runs->setObjectName(u"reviewRuns%1"_s.arg(incident.id));
        runs->setFlat(true);
        connect(runs, &QPushButton::clicked, this, [this, id = incident.id] { Q_EMIT runsWanted(u"incident:%1"_s.arg(id)); });
        column->addWidget(runs, 0, Qt::AlignLeft);
    }
}

void PolicyReviewPage::addRevisions(QBoxLayout *column)
{
    column->addWidget(spacedTitle(tr("Revisions of the policy")));
    auto *list = new QLabel;
    list->setObjectName(u"reviewRevisions"_s);
    list->setTextFormat(Qt::PlainText);
    list->setTextInteractionFlags(Qt::TextSelectableByMouse);
    list->setWordWrap(true);
    QStringList lines;
    for (const ServiceRevision &revision : m_review->revisions) {
        const QString line =
            tr("Revision %1, %2, %3").arg(number(revision.revision), localTime(revision.recordedAt), revision.actor);
        lines.append(revision.reason.isEmpty() ? line : u"%1: %2"_s.arg(line, revision.reason));
    }
    const QString none = m_review->ruled ? tr("None: revision %1 ruled all the month.").arg(number(m_review->ruled->revision))
                                         : tr("None: it was not recorded yet.");
    list->setText(lines.isEmpty() ? none : lines.join(u'\n'));
    column->addWidget(list);
}

void PolicyReviewPage::askToSign()
{
    if (!m_review)
        return;
    auto *dialog = new WhyDialog(
        {u"signReview"_s, tr("Policy review"), tr("Sign off %1 for %2?").arg(monthName(m_review->month), m_service),
         tr("The audit keeps that you have looked at what this month says, with its figures and your remark."), tr("Sign off")},
        tr("What did you &find?"), this);
    const auto give = [this, dialog, review = *m_review] { return m_reviews.sign(review, currentActor(), dialog->reason()); };
    dialog->whenGiven(give, [this](const Committed &) {
        Q_EMIT told(tr("Signed off"));
        m_question.stop();
        m_refresher.restart(); // what is shown stays until the answer is there
    });
    dialog->open();
}

} // namespace cairn
