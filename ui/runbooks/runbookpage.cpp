#include "ui/runbooks/runbookpage.h"

#include "ui/parts/focusmark.h"
#include "ui/parts/offering.h"
#include "ui/runbooks/runbookrows.h"
#include "ui/runbooks/runbooktext.h"

#include <QBoxLayout>
#include <QEvent>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr int WidestText = 760; ///< longer lines are hard to follow back
}

RunbookPage::RunbookPage(QWidget *parent) : QScrollArea(parent)
{
    setObjectName(u"runbookPage"_s);
    setAccessibleName(tr("Runbook"));
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    setBackgroundRole(QPalette::Base);
    setViewportMargins(2, 2, 2, 2); // for the frame that tells of the focus
    clear();
}

bool RunbookPage::event(QEvent *event)
{
    const bool done = QScrollArea::event(event);
    if (event->type() == QEvent::Paint && hasFocus())
        paintFocusFrame(*this);
    return done;
}

void RunbookPage::clear()
{
    m_steps.clear();
    m_actions.clear();
    m_shown = {};
    m_whole = new QWidget; // setWidget deletes the one before
    m_whole->setAutoFillBackground(true);
    m_whole->setBackgroundRole(QPalette::Base);
    auto *sides = new QHBoxLayout(m_whole);
    sides->setContentsMargins(14, 6, 14, 14);
    auto *text = new QWidget;
    text->setMaximumWidth(WidestText);
    m_column = new QVBoxLayout(text);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(4);
    sides->addWidget(text, 100);
    sides->addStretch(1);
    setWidget(m_whole);
}

void RunbookPage::setRunbook(const Runbook &runbook, Use use)
{
    if (runbook.digest == m_shown)
        return;
    clear();
    m_shown = runbook.digest;
    for (const RunbookPart &part : runbook.parts)
        add(part, use);
    m_column->addStretch();
}

void RunbookPage::add(const RunbookPart &part, Use use)
{
    const int number = part.number;
    const QString why = use == Use::Reading   ? tr("Beside an incident that it fits")
                        : use == Use::Looking ? roleNeededText(Role::Operator)
                                              : QString();
    if (part.kind == RunbookPart::Kind::Text) {
        auto *text = new RunbookText;
        text->setText(part.text);
        connect(text, &RunbookText::linkWanted, this, &RunbookPage::linkWanted);
        m_column->addWidget(text);
    } else if (part.kind == RunbookPart::Kind::Step) {
        auto *row = new StepRow(part);
        row->setReadOnly(why);
        connect(row, &StepRow::ticked, this, [this, number](bool ticked) { Q_EMIT stepTicked(number, ticked); });
        connect(row, &StepRow::linkWanted, this, &RunbookPage::linkWanted);
        m_steps.insert(number, row);
        m_column->addWidget(row);
    } else {
        auto *row = new ActionRow(part);
        row->setReadOnly(use == Use::Looking && part.action.onlyOpens() ? QString() : why);
        connect(row, &ActionRow::wanted, this, [this, number] { Q_EMIT actionWanted(number); });
        m_actions.insert(number, row);
        m_column->addWidget(row);
    }
}

void RunbookPage::setProgress(const FollowedRunbook &followed)
{
    for (auto step = m_steps.cbegin(); step != m_steps.cend(); ++step) {
        const auto tick = followed.ticks.constFind(step.key());
        step.value()->setTick(tick == followed.ticks.cend() ? std::nullopt : std::optional(*tick));
    }
    QMap<int, QList<DeedOutcome>> deeds;
    for (const DeedOutcome &outcome : followed.deeds)
        deeds[outcome.deed.action].append(outcome);
    for (auto action = m_actions.cbegin(); action != m_actions.cend(); ++action) {
        const RunbookPart *part = followed.runbook.part(RunbookPart::Kind::Action, action.key());
        const auto helped = part ? followed.helped.constFind(part->action.key()) : followed.helped.cend();
        action.value()->setHelped(helped == followed.helped.cend() ? std::nullopt : std::optional(*helped));
        action.value()->setDeeds(deeds.value(action.key()));
    }
}

} // namespace cairn
