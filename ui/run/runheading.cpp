#include "ui/run/runheading.h"

#include "ui/look/tintedicon.h"
#include "ui/look/wording.h"
#include "ui/parts/elidedlabel.h"
#include "ui/parts/sectiontitle.h"
#include "ui/parts/statepill.h"
#include "ui/parts/tonedlabel.h"

#include <QBoxLayout>
#include <QEvent>
#include <QGridLayout>
#include <QToolButton>

namespace cairn {

using namespace Qt::StringLiterals;

RunHeading::RunHeading(QWidget *parent) : QWidget(parent), m_state(new StatePill), m_name(new ElidedLabel), m_facts{}
{
    const QString names[] = {tr("Run"), tr("Pipeline"), tr("Size"), tr("Submitted"), tr("Started"), tr("Finished")};
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(3);
    for (int fact = 0; fact < FactCount; ++fact) {
        auto *name = new TonedLabel(TonedLabel::Quiet);
        name->setText(names[fact]);
        auto *value = new QLabel;
        value->setTextFormat(Qt::PlainText);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        value->setFocusPolicy(Qt::ClickFocus);
        value->setAccessibleName(names[fact]);
        m_facts[fact] = value;
        const int rows = FactCount / 2;
        grid->addWidget(name, fact % rows, fact / rows * 3, Qt::AlignTop);
        grid->addWidget(value, fact % rows, fact / rows * 3 + 1, Qt::AlignTop);
    }
    grid->setColumnMinimumWidth(2, 16); // between the two columns of facts
    grid->setColumnStretch(4, 1);
    m_facts[RunFact]->setObjectName(u"detailRunId"_s);
    m_facts[FinishedFact]->setWordWrap(true); // the longest

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(buildTitle());
    column->addLayout(grid);
}

QWidget *RunHeading::buildTitle()
{
    m_state->setObjectName(u"detailState"_s);
    m_name->setObjectName(u"detailInput"_s);
    m_name->setFont(sectionFont(font(), 1.35));
    auto *close = new QToolButton;
    close->setObjectName(u"closeDetail"_s);
    close->setIcon(tintedIcon(u"close"_s));
    close->setAutoRaise(true);
    close->setToolTip(tr("Back to the list (Esc)"));
    close->setAccessibleName(tr("Back to the list"));
    connect(close, &QToolButton::clicked, this, &RunHeading::closeWanted);

    auto *title = new QWidget;
    auto *row = new QHBoxLayout(title);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    row->addWidget(m_state);
    row->addWidget(m_name, 1);
    row->addWidget(close);
    return title;
}

void RunHeading::setRun(const RunRecord &run)
{
    m_state->setLook(lookOf(run.state));
    m_name->setText(run.inputName);
    setFact(RunFact, run.id.toString(), run.rerunOf ? tr("Rerun of %1").arg(run.rerunOf->toString()) : QString());
    setFact(PipelineFact, u"%1@%2"_s.arg(run.pipeline).arg(run.version), u"SHA-256 %1"_s.arg(run.pipelineDigest.toHex()));
    setFact(SizeFact, sizeText(run.input.size), tr("%L1 bytes\nSHA-256 %2").arg(run.input.size).arg(run.input.digest.toHex()));
    m_run = run;
    showTimes();
}

void RunHeading::showTimes()
{
    if (!m_run)
        return;
    const RunRecord &run = *m_run;
    setFact(SubmittedFact, localTime(run.submittedAt), utcTime(run.submittedAt));
    setFact(StartedFact, run.startedAt ? localTime(*run.startedAt) : tr("not yet"), utcTime(run.startedAt));
    QString finished = tr("not yet");
    if (run.finishedAt && run.startedAt)
        finished = tr("%1, after %2").arg(localTime(*run.finishedAt), durationText(*run.finishedAt - *run.startedAt));
    else if (run.finishedAt)
        finished = localTime(*run.finishedAt);
    else if (run.deadlineAt)
        finished = tr("not yet; deadline %1").arg(localTime(*run.deadlineAt));
    setFact(FinishedFact, finished, utcTime(run.finishedAt ? run.finishedAt : run.deadlineAt));
}

void RunHeading::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LocaleChange)
        showTimes();
}

void RunHeading::setFact(Fact fact, const QString &value, const QString &tip)
{
    if (m_facts[fact]->text() != value)
        m_facts[fact]->setText(value); // otherwise a selection being copied would be lost at every refresh
    m_facts[fact]->setToolTip(tip);
}

} // namespace cairn
