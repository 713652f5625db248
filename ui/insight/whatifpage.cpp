#include "ui/insight/whatifpage.h"

#include "ui/insight/whatifbars.h"
#include "ui/insight/whatifmodel.h"
#include "ui/look/wording.h"
#include "ui/parts/emptystate.h"
#include "ui/parts/sectiontitle.h"
#include "ui/parts/tableexport.h"
#include "ui/parts/tonedlabel.h"
#include "ui/parts/valuetable.h"
#include "ui/parts/whendone.h"
#include "ui/services/policydraft.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QHeaderView>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>

#include <array>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds Rest{400}; // after a change of the draft
constexpr Milliseconds LookEvery{80};
constexpr Milliseconds KeepPast = std::chrono::minutes(10); // then the period ends later
constexpr std::array<std::chrono::hours, 3> Periods{std::chrono::hours(24), std::chrono::hours(7 * 24),
                                                    std::chrono::hours(30 * 24)};
constexpr int WeekIndex = 1;
constexpr int LeastPicture = 90; ///< wide enough to be compared

/// Whether a simulation can tell the two apart.
bool differ(const Service &live, const Service &draft)
{
    return live.policy != draft.policy || live.idempotent != draft.idempotent ||
           live.idempotencyLifetime != draft.idempotencyLifetime;
}

} // namespace

WhatIfPage::WhatIfPage(Desk &desk, PolicyDraft &draft, QWidget *parent)
    : ServicePage(parent), m_draft(draft), m_clock(desk.clock()), m_desk(desk), m_period(new QComboBox),
      m_facts(new TonedLabel(TonedLabel::Quiet)), m_harm(new TonedLabel(TonedLabel::Bad)), m_progress(new QProgressBar),
      m_cancel(new QPushButton(tr("&Cancel"))), m_stack(new QStackedWidget), m_empty(new EmptyState),
      m_model(new WhatIfModel(this)), m_table(new ValueTable), m_blindTitle(new QLabel(tr("What history cannot tell"))),
      m_blind(new QLabel)
{
    setObjectName(u"whatIfPage"_s);
    build();
    connectParts();
    setWorking(false);
    choosePeriod();
    consider();
}

WhatIfPage::~WhatIfPage()
{
    stop();
}

void WhatIfPage::build()
{
    m_result = buildResult();
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_result);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHead());
    column->addWidget(m_stack, 1);
}

QWidget *WhatIfPage::buildHead()
{
    m_period->setObjectName(u"whatIfPeriod"_s);
    m_period->addItems({tr("The last day"), tr("The last 7 days"), tr("The last 30 days")});
    m_period->setCurrentIndex(WeekIndex);
    auto *label = new QLabel(tr("Re&play:"));
    label->setBuddy(m_period);
    m_period->setAccessibleName(tr("Period that is replayed"));
    m_facts->setObjectName(u"whatIfFacts"_s);
    m_facts->setWordWrap(true);
    m_progress->setObjectName(u"whatIfProgress"_s);
    m_progress->setAccessibleName(tr("Progress of the simulation"));
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(120);
    m_cancel->setObjectName(u"whatIfCancel"_s);
    auto *head = new QWidget;
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(12, 10, 12, 10);
    row->setSpacing(8);
    row->addWidget(label);
    row->addWidget(m_period);
    row->addSpacing(8);
    row->addWidget(m_facts, 1);
    row->addWidget(m_progress);
    row->addWidget(m_cancel);
    return head;
}

QWidget *WhatIfPage::buildResult()
{
    buildTable();
    m_blindTitle->setFont(sectionFont(m_blindTitle->font()));
    m_blind->setObjectName(u"whatIfBlind"_s);
    m_blind->setWordWrap(true);
    m_blind->setTextFormat(Qt::PlainText);
    m_blind->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_harm->setObjectName(u"whatIfHarm"_s);
    m_harm->setWordWrap(true);
    m_harm->setTextFormat(Qt::PlainText);
    m_harm->setContentsMargins(12, 8, 12, 8);
    auto *notes = new QVBoxLayout;
    notes->setContentsMargins(12, 10, 12, 12);
    notes->addWidget(m_blindTitle);
    notes->addWidget(m_blind);
    auto *result = new QWidget;
    result->setAutoFillBackground(true);
    result->setBackgroundRole(QPalette::Base);
    auto *column = new QVBoxLayout(result);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_harm);
    column->addWidget(m_table, 1);
    column->addLayout(notes);
    return result;
}

void WhatIfPage::buildTable()
{
    m_table->setObjectName(u"whatIfTable"_s);
    new TableExport(*m_table, u"what-if"_s);
    m_table->setAccessibleName(tr("Live policy against draft"));
    m_table->setModel(m_model);
    m_table->setTextElideMode(Qt::ElideMiddle); // several figures begin alike
    m_table->setItemDelegate(new TableDelegate(m_table));
    m_table->setItemDelegateForColumn(WhatIfModel::PictureColumn, new WhatIfBars(m_table));
    m_table->setColumnCharacters(WhatIfModel::FigureColumn, 36);
    m_table->setColumnWidth(WhatIfModel::PictureColumn, LeastPicture); // it takes what room is left
    m_table->setColumnCharacters(WhatIfModel::LiveColumn, 24);
    m_table->setColumnCharacters(WhatIfModel::DraftColumn, 24);
    m_table->setColumnCharacters(WhatIfModel::DifferenceColumn, 24);
    m_table->setImportance({WhatIfModel::FigureColumn, WhatIfModel::DifferenceColumn, WhatIfModel::DraftColumn,
                            WhatIfModel::LiveColumn, WhatIfModel::PictureColumn},
                           3, {WhatIfModel::PictureColumn, WhatIfModel::FigureColumn});
}

void WhatIfPage::connectParts()
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(Rest);
    m_look.setInterval(LookEvery);
    connect(&m_soon, &QTimer::timeout, this, &WhatIfPage::ask);
    connect(&m_look, &QTimer::timeout, this, [this] {
        m_progress->setRange(0, int(m_work->total));
        m_progress->setValue(int(m_work->done));
    });
    connect(m_period, &QComboBox::currentIndexChanged, this, [this] {
        choosePeriod();
        noteChange();
    });
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        stop();
        sayEmpty(tr("Stopped"), tr("The past was not replayed to its end."), tr("Replay it"));
    });
    connect(m_empty, &EmptyState::actionWanted, this, [this] {
        m_stale = true;
        consider();
    });
    connect(&m_draft, &PolicyDraft::changed, this, &WhatIfPage::noteChange);
}

void WhatIfPage::setService(const QString &)
{
    sayEmpty(tr("Replaying the past…"), {}); // what is shown is another's
    choosePeriod();
    noteChange(); // the draft has turned to it, or will
}

void WhatIfPage::refresh()
{
    consider();
}

void WhatIfPage::showEvent(QShowEvent *event)
{
    ServicePage::showEvent(event);
    consider();
}

void WhatIfPage::choosePeriod()
{
    m_until = m_clock.now();
    m_since = m_until - Periods[size_t(m_period->currentIndex())];
}

/// What is under way or shown is of another draft, or of another past.
void WhatIfPage::noteChange()
{
    stop();
    m_stale = true;
    consider();
}

/// Says why there is nothing to be asked, or asks soon.
void WhatIfPage::consider()
{
    if (m_draft.serviceName().isEmpty())
        return sayEmpty(tr("No service chosen"), tr("Choose one at the left."));
    if (!m_draft.isLoaded())
        return sayEmpty(tr("Reading the service…"), {});
    if (!m_draft.isSound())
        return sayEmpty(tr("The draft cannot be read yet"),
                        tr("Mend what is marked on the page “Policy”; then it is tried here."));
    if (!m_draft.isChanged())
        return sayEmpty(tr("No change yet"),
                        tr("Edit the policy first. What it would have made of the recorded past then stands here, "
                           "beside what the live one makes of it."));
    if (!differ(m_draft.live().service, m_draft.service()))
        return sayEmpty(tr("The same course"),
                        tr("What the draft changes has no influence on when requests are sent, and how often."));
    if (m_stale && isVisible() && !m_work && !m_soon.isActive())
        m_soon.start();
}

void WhatIfPage::ask()
{
    if (m_clock.now() - m_until > KeepPast)
        choosePeriod();
    m_stale = false;
    const auto work = std::make_shared<LongWork>();
    m_work = work;
    setWorking(true);
    if (m_model->rowCount() == 0)
        sayEmpty(tr("Replaying the past…"), {});
    const auto answer = m_desk.ask({m_draft.live().service, m_draft.service(), m_since, m_until}, work);
    whenDone(this, answer, [this, work](const Result<WhatIf> &told) {
        if (work == m_work)
            take(told);
    });
}

void WhatIfPage::stop()
{
    m_soon.stop();
    if (!m_work)
        return;
    m_work->stop = true;
    m_work.reset();
    setWorking(false);
}

void WhatIfPage::take(const Result<WhatIf> &told)
{
    m_work.reset();
    setWorking(false);
    if (!told)
        sayEmpty(tr("The past could not be replayed"), errorText(told.error()).toHtmlEscaped(), tr("&Try again"));
    else if (told->attempts == 0)
        sayEmpty(tr("Nothing recorded"), tr("%1 was not called in this period. Choose a longer one.").arg(m_draft.serviceName()));
    else
        present(*told);
}

void WhatIfPage::present(const WhatIf &told)
{
    m_model->setFigures(whatIfFigures(told));
    for (const int column : {WhatIfModel::LiveColumn, WhatIfModel::DraftColumn, WhatIfModel::DifferenceColumn})
        m_table->growColumn(column);
    const QString harm = harmText(told);
    m_harm->setText(harm);
    m_harm->setVisible(!harm.isEmpty());
    m_facts->setText(tr("%1 calls were wanted and %2 attempts made since %3 (also by polls, which are not simulated); chance "
                        "tried %4 times")
                         .arg(QLocale().toString(told.calls), QLocale().toString(told.attempts), localTime(told.since))
                         .arg(told.seeds));
    QStringList lines;
    for (const Blindness &one : told.blind)
        lines.append(u"• "_s + blindnessText(one));
    m_blind->setText(lines.join(u'\n'));
    m_blind->setVisible(!lines.isEmpty());
    m_blindTitle->setVisible(!lines.isEmpty());
    m_stack->setCurrentWidget(m_result);
}

void WhatIfPage::sayEmpty(const QString &title, const QString &text, const QString &action)
{
    m_facts->clear();
    m_model->setFigures({});
    m_empty->say(title, text, action);
    m_stack->setCurrentWidget(m_empty);
}

void WhatIfPage::setWorking(bool working)
{
    m_progress->setRange(0, 0);
    m_progress->setVisible(working);
    m_cancel->setVisible(working);
    working ? m_look.start() : m_look.stop();
}

} // namespace cairn
