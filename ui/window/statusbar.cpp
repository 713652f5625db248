#include "ui/window/statusbar.h"

#include "ui/look/statelook.h"
#include "ui/look/tintedicon.h"
#include "ui/look/wording.h"
#include "ui/parts/statechip.h"
#include "ui/parts/tonedlabel.h"
#include "ui/parts/whendone.h"
#include "ui/window/intakeprogress.h"
#include "ui/window/submitter.h"

#include <QBoxLayout>
#include <QResizeEvent>
#include <QToolButton>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds RefreshRest{500};
constexpr Milliseconds Heartbeat{5'000};
constexpr Milliseconds NoticedLag{2'000};
constexpr Milliseconds BadLag{60'000};
constexpr int ChipGap = 2;

/// Hidden until there are some.
QToolButton *incidentsChip()
{
    auto *button = new QToolButton;
    button->setObjectName(u"incidentsChip"_s);
    button->setAutoRaise(true);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setIcon(tintedIcon(u"incident_open"_s));
    button->setFocusPolicy(Qt::TabFocus);
    button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed); // the states beside it give way
    button->hide();
    return button;
}

} // namespace

StatusBar::StatusBar(Desk &desk, QWidget *parent)
    : QStatusBar(parent), m_desk(desk), m_refresher(RefreshRest), m_chipArea(new QWidget), m_incidents(incidentsChip()),
      m_runnerIcon(new QLabel), m_runner(new TonedLabel(TonedLabel::Plain)), m_lag(new TonedLabel(TonedLabel::Quiet)),
      m_updated(new TonedLabel(TonedLabel::Quiet))
{
    setObjectName(u"statusBar"_s);
    setSizeGripEnabled(false);
    auto *row = new QHBoxLayout(m_chipArea);
    row->setContentsMargins(6, 2, 0, 2);
    row->setSpacing(ChipGap);
    connect(m_incidents, &QAbstractButton::clicked, this, &StatusBar::incidentsWanted);
    row->addWidget(m_incidents);
    for (RunState state : StatesByUrgency) {
        auto *chip = new StateChip(state);
        connect(chip, &QAbstractButton::clicked, this, [this, state] { Q_EMIT stateWanted(state); });
        row->addWidget(chip);
        m_chips.append(chip);
    }
    row->addStretch();
    m_chipArea->setMinimumHeight(m_chips.first()->sizeHint().height() + 4); // the bar does not grow when counts come in
    m_chipArea->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_runner->setObjectName(u"runnerState"_s);
    m_runner->setTextFormat(Qt::PlainText);
    m_lag->setObjectName(u"lag"_s);
    m_lag->setContentsMargins(8, 0, 0, 0);
    m_updated->setObjectName(u"lastRefresh"_s);
    m_updated->setContentsMargins(8, 0, 8, 0);
    addPermanentWidget(m_chipArea, 1);
    if (!desk.may(Role::Operator)) {
        auto *role = new TonedLabel(TonedLabel::Plain);
        role->setObjectName(u"readOnly"_s);
        role->setText(tr("Read only: you are a viewer"));
        role->setToolTip(tr("The roles in cairn.yaml say who may act"));
        role->setContentsMargins(0, 0, 12, 0);
        addPermanentWidget(role);
    }
    addPermanentWidget(m_runnerIcon);
    addPermanentWidget(m_runner);
    addPermanentWidget(m_lag);
    addPermanentWidget(m_updated);

    m_heartbeat.setInterval(Heartbeat);
    m_heartbeat.start();
    connect(&m_heartbeat, &QTimer::timeout, &m_refresher, &Refresher::wake);
    connect(&m_desk, &Desk::changed, &m_refresher, &Refresher::wake);
    connect(&m_refresher, &Refresher::due, this, &StatusBar::read);
    m_refresher.wake();
}

void StatusBar::showRunnerState(const QString &text, bool bad)
{
    m_stateText = text;
    m_stateBad = bad;
    showRunner();
}

void StatusBar::setIncidents(qint64 unresolved)
{
    m_incidents->setText(tr("%Ln incident(s)", nullptr, counted(unresolved)));
    m_incidents->setToolTip(tr("%1 not resolved: show the inbox").arg(m_incidents->text()));
    m_incidents->setVisible(unresolved > 0);
    fitChips();
}

qint64 StatusBar::moving() const
{
    qint64 runs = 0;
    for (const StateChip *chip : m_chips)
        runs += movesByItself(chip->state()) && m_overview ? m_overview->byState.value(chip->state()) : 0;
    return runs;
}

void StatusBar::showIntake(Submitter &submitter)
{
    m_submitter = &submitter;
    m_intake = new IntakeProgress(submitter);
    insertPermanentWidget(1, m_intake);
    m_intake->hide(); // a status bar shows what is put into it
    connect(m_intake, &IntakeProgress::resized, this, &StatusBar::fitChips);
}

int StatusBar::takingIn() const
{
    return m_submitter ? m_submitter->pending() : 0;
}

void StatusBar::read()
{
    whenDone(this, m_desk.overview(), [this](const Result<Overview> &overview) {
        m_refresher.done();
        if (overview)
            present(*overview);
        else
            m_updated->setTone(TonedLabel::Bad); // the time stands still, and the list says why
    });
}

void StatusBar::present(const Overview &overview)
{
    m_overview = overview;
    for (StateChip *chip : std::as_const(m_chips))
        chip->setCount(overview.byState.value(chip->state()));
    const Timestamp now = m_desk.clock().now();
    m_updated->setTone(TonedLabel::Quiet);
    m_updatedAt = now;
    showUpdated();
    showRunner();
    showLag();
    fitChips();
}

/// How far the runner is behind: only worth a word when somebody would notice.
void StatusBar::showLag()
{
    const bool behind = m_overview->lag >= NoticedLag;
    m_lag->setVisible(behind);
    if (!behind)
        return;
    m_lag->setTone(m_overview->lag >= BadLag ? TonedLabel::Bad : TonedLabel::Quiet);
    m_lag->setText(tr("Behind by %1").arg(durationText(std::chrono::floor<std::chrono::seconds>(m_overview->lag))));
    m_lag->setToolTip(tr("So long the run that waits longest could have been carried on by a runner with room for it."));
}

/// The program's own word counts, except that a lease nobody holds means that nothing moves.
void StatusBar::showRunner()
{
    const bool nobody = m_overview && !m_overview->runner && !m_stateBad;
    QString text = m_stateText;
    if (nobody)
        text = tr("No runner: nothing moves until one starts");
    else if (text.isEmpty() && m_overview)
        text = tr("Runner: %1").arg(*m_overview->runner);
    const bool bad = nobody || m_stateBad;
    m_runner->setTone(bad ? TonedLabel::Bad : TonedLabel::Plain);
    m_runner->setText(text);
    const int side = fontMetrics().height();
    m_runnerIcon->setPixmap(
        iconPixmap(bad ? u"warning"_s : u"runner"_s, m_runner->palette().color(QPalette::WindowText), side, devicePixelRatioF()));
}

void StatusBar::showUpdated()
{
    m_updated->setText(m_updatedAt ? tr("Updated %1").arg(clockTime(*m_updatedAt)) : QString());
    m_updated->setToolTip(utcTime(m_updatedAt));
}

void StatusBar::changeEvent(QEvent *event)
{
    QStatusBar::changeEvent(event);
    if (event->type() == QEvent::LocaleChange)
        showUpdated();
    if (event->type() == QEvent::PaletteChange)
        showRunner(); // its icon has the palette's colour
}

void StatusBar::resizeEvent(QResizeEvent *event)
{
    QStatusBar::resizeEvent(event);
    fitChips();
}

/// Words for as many as there is room for, those first that need a person; what does not even fit without is left out.
void StatusBar::fitChips()
{
    int room = width() - m_runnerIcon->sizeHint().width() - m_runner->sizeHint().width() - m_updated->sizeHint().width() -
               (m_lag->isHidden() ? 0 : m_lag->sizeHint().width()) -
               (m_intake && !m_intake->isHidden() ? m_intake->sizeHint().width() : 0) -
               (m_incidents->isHidden() ? 0 : m_incidents->sizeHint().width() + ChipGap) - 48;
    for (StateChip *chip : std::as_const(m_chips)) {
        const int needed = chip->count() > 0 ? chip->width(true) + ChipGap : 0;
        const bool fits = needed <= room;
        chip->setVisible(chip->count() > 0 && fits);
        room = fits ? room - needed : 0;
    }
    for (StateChip *chip : std::as_const(m_chips)) {
        const int words = chip->width(false) - chip->width(true);
        const bool fits = chip->count() == 0 || words <= room;
        chip->setCompact(!fits);
        room = fits ? room - (chip->count() > 0 ? words : 0) : 0;
    }
}

} // namespace cairn
