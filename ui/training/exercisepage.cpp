#include "ui/training/exercisepage.h"

#include "ui/look/wording.h"
#include "ui/parts/findingrow.h"
#include "ui/parts/sectiontitle.h"
#include "ui/parts/tonedlabel.h"
#include "ui/training/trainingsession.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int TextWidth = 760;

QLabel *plainText(const QString &text)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

QLabel *heading(const QString &text, double scale)
{
    auto *label = plainText(text);
    label->setFont(sectionFont(label->font(), scale));
    return label;
}

/// "2 of 4", or when it was done.
QString remarkOf(const CheckFinding &finding)
{
    if (finding.state == CheckFinding::Done && finding.at)
        return clockTime(*finding.at);
    if (finding.state == CheckFinding::Missed)
        return ExercisePage::tr("not in this try");
    if (finding.wanted > 1)
        return ExercisePage::tr("%L1 of %L2").arg(finding.reached).arg(finding.wanted);
    return {};
}

} // namespace

ExercisePage::ExercisePage(TrainingSession &session, const Exercise &exercise, QWidget *parent)
    : QScrollArea(parent), m_session(session), m_exercise(exercise), m_outcome(new TonedLabel(TonedLabel::Quiet)),
      m_hints(plainText({})), m_ledgerBox(new QWidget), m_ledger(plainText({}))
{
    setObjectName(u"exercise_"_s + exercise.name);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setAccessibleName(exercise.title);
    auto *page = new QWidget;
    page->setMaximumWidth(TextWidth);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(28, 22, 28, 22);
    column->setSpacing(8);
    buildText(column);
    buildButtons(column);
    buildFindings(column);
    column->addStretch();
    setWidget(page);
    page->setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
    connect(&m_session, &TrainingSession::changed, this, &ExercisePage::present);
    present();
}

void ExercisePage::buildText(QBoxLayout *column)
{
    column->addWidget(heading(m_exercise.title, 1.5));
    m_outcome->setObjectName(u"exerciseOutcome"_s);
    column->addWidget(m_outcome);
    column->addSpacing(4);
    column->addWidget(plainText(m_exercise.story));
    column->addSpacing(6);
    column->addWidget(heading(tr("What to reach"), 1.05));
    column->addWidget(plainText(m_exercise.goal));
    column->addSpacing(6);
}

QPushButton *ExercisePage::addButton(QBoxLayout *row, const QString &name, const QString &text, void (ExercisePage::*then)())
{
    auto *button = new QPushButton(text);
    button->setObjectName(name);
    connect(button, &QPushButton::clicked, this, then);
    row->addWidget(button);
    return button;
}

void ExercisePage::buildButtons(QBoxLayout *column)
{
    auto *row = new QHBoxLayout;
    m_start = addButton(row, u"startExercise"_s, tr("&Start"), &ExercisePage::start);
    m_runs = addButton(row, u"showExerciseRuns"_s, tr("Sho&w its runs"), &ExercisePage::showRuns);
    addButton(row, u"showExerciseRunbook"_s, tr("Open its run&book"), &ExercisePage::showRunbook);
    m_giveUp = addButton(row, u"giveUpExercise"_s, tr("&Give up…"), &ExercisePage::giveUp);
    m_giveUp->setToolTip(tr("Ends the exercise, and cancels what is unfinished of its runs"));
    row->addStretch();
    column->addLayout(row);
    auto *second = new QHBoxLayout;
    m_repair = addButton(second, u"repairExercise"_s, m_exercise.repair, &ExercisePage::repair);
    m_repair->setToolTip(tr("Switches the faults of this exercise off"));
    second->addStretch();
    column->addLayout(second);
}

void ExercisePage::buildFindings(QBoxLayout *column)
{
    column->addSpacing(8);
    column->addWidget(heading(tr("Progress"), 1.05));
    for (const ExerciseCheck &check : m_exercise.checks) {
        m_checks.append(new FindingRow(u"check_"_s + word(check.kind), check.text));
        column->addWidget(m_checks.last());
    }
    for (const ExerciseMistake &mistake : m_exercise.mistakes) {
        m_mistakes.append(new FindingRow(u"mistake_"_s + word(mistake.kind), mistake.text));
        column->addWidget(m_mistakes.last());
    }
    m_ledger->setObjectName(u"exerciseLedger"_s);
    m_ledger->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *ledger = new QVBoxLayout(m_ledgerBox);
    ledger->setContentsMargins(0, 8, 0, 0);
    ledger->addWidget(heading(tr("The service's ledger"), 1.05));
    ledger->addWidget(m_ledger);
    column->addWidget(m_ledgerBox);
    column->addSpacing(8);
    column->addWidget(heading(tr("Hints"), 1.05));
    m_hints->setObjectName(u"exerciseHints"_s);
    column->addWidget(m_hints);
    auto *row = new QHBoxLayout;
    m_hint = addButton(row, u"nextHint"_s, tr("&Next hint"), &ExercisePage::showHint);
    row->addStretch();
    column->addLayout(row);
}

void ExercisePage::present()
{
    const ExerciseTry *latest = m_session.latest(m_exercise.name);
    const bool isCurrent = latest && latest == m_session.current();
    presentButtons(latest, isCurrent);
    presentFindings(latest, isCurrent);
    presentHints(latest, isCurrent);
    presentLedger(latest);
}

void ExercisePage::presentButtons(const ExerciseTry *latest, bool isCurrent)
{
    if (!latest)
        m_outcome->setText(tr("Not begun yet"));
    else if (isCurrent)
        m_outcome->setText(tr("Under way since %1").arg(clockTime(latest->startedAt)));
    else if (latest->reached)
        m_outcome->setText(tr("Reached after %1").arg(durationText(*latest->endedAt - latest->startedAt)));
    else
        m_outcome->setText(tr("Ended without reaching everything"));
    const bool asks = m_session.current();
    if (latest)
        m_start->setText(asks ? tr("&Start again…") : tr("&Start again"));
    else
        m_start->setText(asks ? tr("&Start…") : tr("&Start"));
    m_start->setEnabled(!m_session.isBusy());
    m_start->setToolTip(asks ? tr("Ends the exercise that is under way, and cancels what is unfinished of its runs") : QString());
    m_repair->setVisible(!m_exercise.repair.isEmpty());
    m_repair->setEnabled(isCurrent && !latest->repairedAt);
    m_runs->setEnabled(latest);
    m_giveUp->setEnabled(isCurrent);
}

void ExercisePage::presentFindings(const ExerciseTry *latest, bool isCurrent)
{
    const ExerciseFindings findings = latest ? latest->findings : ExerciseFindings();
    for (int i = 0; i < m_checks.size(); ++i) {
        const CheckFinding finding = findings.checks.value(i);
        switch (finding.state) {
        case CheckFinding::Done: m_checks[i]->present(Look::Succeeded, tr("Done"), remarkOf(finding)); break;
        case CheckFinding::Missed: m_checks[i]->present(Look::Blocked, tr("Missed"), remarkOf(finding)); break;
        case CheckFinding::Open: m_checks[i]->present(isCurrent ? Look::Running : Look::Pending, tr("Open"), remarkOf(finding));
        }
    }
    for (int i = 0; i < m_mistakes.size(); ++i) {
        const int times = findings.mistakes.value(i);
        m_mistakes[i]->setVisible(times > 0); // one is not told beforehand what to do wrong
        m_mistakes[i]->present(u"warning"_s, Look::WaitingRetry, tr("Mistake"), tr("%Ln time(s)", nullptr, times));
    }
}

void ExercisePage::presentHints(const ExerciseTry *latest, bool isCurrent)
{
    const qsizetype shown = latest ? std::min<qsizetype>(latest->hints, m_exercise.hints.size()) : 0;
    QStringList lines;
    for (qsizetype i = 0; i < shown; ++i)
        lines.append(u"%1. %2"_s.arg(i + 1).arg(m_exercise.hints.at(i)));
    m_hints->setText(lines.join(u'\n'));
    m_hints->setVisible(shown > 0);
    m_hint->setEnabled(isCurrent && shown < m_exercise.hints.size());
    m_hint->setText(tr("&Next hint (%L1 of %L2)").arg(std::min(shown + 1, m_exercise.hints.size())).arg(m_exercise.hints.size()));
}

/// Only where it is what has to be looked at.
void ExercisePage::presentLedger(const ExerciseTry *latest)
{
    const auto &checks = m_exercise.checks;
    const bool matters = latest && std::any_of(checks.begin(), checks.end(),
                                               [](const ExerciseCheck &check) { return check.kind == CheckKind::SentOnce; });
    m_ledgerBox->setVisible(matters);
    if (!matters)
        return;
    QStringList lines;
    for (int i = 0; i < latest->runs.size(); ++i) {
        const QString run = latest->runs.at(i).toString();
        lines.append(tr("%1 (%2): sent %Ln time(s)", nullptr, m_session.faults().notices.value(run))
                         .arg(run, m_exercise.files.value(i).name));
    }
    m_ledger->setText(lines.join(u'\n'));
}

void ExercisePage::start()
{
    if (!m_session.current())
        return m_session.start(m_exercise);
    QPushButton *anyway = askToEnd(
        tr("Start"), tr("Start this exercise?"),
        tr("The one that is under way ends as not reached, and what is unfinished of its runs is cancelled."), tr("&Start"));
    anyway->setObjectName(u"startAnyway"_s);
    connect(anyway, &QAbstractButton::clicked, this, [this] { m_session.start(m_exercise); });
}

void ExercisePage::repair()
{
    m_session.repair();
}

void ExercisePage::giveUp()
{
    QPushButton *anyway =
        askToEnd(tr("Give up"), tr("Give this exercise up?"),
                 tr("It ends as not reached, and what is unfinished of its runs is cancelled."), tr("&Give up"));
    anyway->setObjectName(u"giveUpAnyway"_s);
    connect(anyway, &QAbstractButton::clicked, this, [this] { m_session.giveUp(); });
}

/// It stands beside what one presses all the time. Brings the button that ends it.
QPushButton *ExercisePage::askToEnd(const QString &title, const QString &question, const QString &effect, const QString &go)
{
    auto *box = new QMessageBox(QMessageBox::Question, title, question, QMessageBox::NoButton, window());
    box->setObjectName(u"endQuestion"_s);
    box->setInformativeText(effect);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *anyway = box->addButton(go, QMessageBox::AcceptRole);
    QPushButton *stay = box->addButton(tr("Go &on with it"), QMessageBox::RejectRole);
    stay->setObjectName(u"goOnWithIt"_s);
    box->setDefaultButton(stay);
    box->setEscapeButton(stay);
    box->open();
    return anyway;
}

void ExercisePage::showHint()
{
    m_session.showHint();
}

void ExercisePage::showRuns()
{
    if (const ExerciseTry *latest = m_session.latest(m_exercise.name))
        Q_EMIT runsWanted(u"pipeline:%1 since:%2"_s.arg(m_exercise.pipeline, toRfc3339(latest->startedAt)));
}

void ExercisePage::showRunbook()
{
    Q_EMIT runbookWanted(m_exercise.runbook);
}

} // namespace cairn
