#include "ui/services/draftbar.h"

#include "ui/look/servicewording.h"
#include "ui/parts/offering.h"
#include "ui/parts/paletteentry.h"
#include "ui/services/policydraft.h"

#include <QPushButton>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// "Line 7: unknown key 'atempt' in timeout. Did you mean 'attempt'?"
QString sentences(const Problem &problem)
{
    QString what = problem.what;
    if (problem.line > 0 && !problem.warning)
        what = DraftBar::tr("Line %1: %2").arg(problem.line).arg(what);
    else
        what[0] = what[0].toUpper();
    if (problem.remedy.isEmpty())
        return what + u'.';
    return problem.remedy.endsWith(u'?') ? u"%1. %2"_s.arg(what, problem.remedy) : u"%1. %2."_s.arg(what, problem.remedy);
}

} // namespace

DraftBar::DraftBar(const Desk &desk, QWidget *parent)
    : MessageCard(u"draft"_s, parent), m_desk(desk),
      m_rebase(addButton(tr("&Keep mine"), u"draftRebase"_s, tr("Take the draft as a change of the revision that is live now"))),
      m_discard(addButton(tr("Di&scard"), u"draftDiscard"_s, tr("Go back to what is live"))),
      m_apply(addButton(tr("&Apply…"), u"draftApply"_s, tr("Make the draft the live revision; a reason is asked for")))
{
    setObjectName(u"draftBar"_s);
    for (QPushButton *button : {m_rebase, m_discard, m_apply})
        listInPalette(*button, tr("Draft of the policy"));
    connect(m_rebase, &QPushButton::clicked, this, &DraftBar::rebaseWanted);
    connect(m_discard, &QPushButton::clicked, this, &DraftBar::discardWanted);
    connect(m_apply, &QPushButton::clicked, this, &DraftBar::applyWanted);
}

void DraftBar::presentChange(const PolicyDraft &draft)
{
    const auto isWarning = [](const Problem &problem) { return problem.warning; };
    const QList<Problem> &problems = draft.problems();
    const auto wrong = std::find_if_not(problems.begin(), problems.end(), isWarning);
    if (wrong != problems.end())
        return say(Look::Blocked, tr("The draft cannot be applied"), sentences(*wrong));
    if (!draft.isDifferent())
        return say(Look::Pending, tr("Only the text is another"), tr("Comments or order: there is nothing to apply"));
    const QString changes = changesTitle(serviceChanges(draft.live().service, draft.service()));
    const QList<ServiceChange> again = draft.takesBack();
    QStringList doubts;
    if (!again.isEmpty())
        doubts.append(tr("It changes again what was changed since revision %1: %2.")
                          .arg(draft.keptFrom().revision)
                          .arg(changesText(again).replace(u'\n', u"; "_s)));
    if (!problems.isEmpty())
        doubts.append(sentences(problems.first()));
    say(doubts.isEmpty() ? Look::Running : Look::WaitingRetry, tr("Draft: %1").arg(changes),
        doubts.isEmpty() ? tr("Nothing speaks against it") : doubts.join(u' '));
}

void DraftBar::present(const PolicyDraft &draft)
{
    const bool changed = draft.isChanged();
    const bool overtaken = draft.isOvertaken();
    m_rebase->setVisible(overtaken);
    m_discard->setVisible(changed);
    offer(*m_apply, draft.isSound() && draft.isDifferent() && !overtaken, m_desk, Role::Editor);
    if (overtaken)
        say(Look::OutcomeUnknown, tr("%1 has recorded revision %2 meanwhile").arg(draft.live().actor).arg(draft.live().revision),
            tr("This draft was begun from revision %1. Compare below: keep it as a change of the new one, or discard it.")
                .arg(draft.begun().revision));
    else if (!draft.isLoaded())
        say(Look::Pending, tr("Its live revision is being read"), {});
    else if (!changed)
        say(Look::Succeeded, tr("This is live"),
            tr("Change a value or the text to begin a draft; nothing happens until it is applied"));
    else if (draft.isRead())
        presentChange(draft);
}

} // namespace cairn
