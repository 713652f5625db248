#include "ui/runbooks/runbookpane.h"

#include "control/actor.h"
#include "ui/look/wording.h"
#include "ui/parts/emptystate.h"
#include "ui/parts/tonedlabel.h"
#include "ui/parts/whendone.h"
#include "ui/runbooks/deeddialog.h"
#include "ui/runbooks/runbookopener.h"
#include "ui/runbooks/runbookpage.h"
#include "ui/runbooks/runbookwording.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QStackedWidget>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr Milliseconds PaneRest{400};
}

RunbookPane::RunbookPane(Desk &desk, const QString &root, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_runbooks(desk, root), m_refresher(PaneRest), m_opener(new RunbookOpener(desk, this)),
      m_call(new TonedLabel(TonedLabel::Bad)), m_choice(new QComboBox), m_state(new TonedLabel(TonedLabel::Quiet)),
      m_page(new RunbookPage), m_empty(new EmptyState), m_whole(new QStackedWidget)
{
    setObjectName(u"runbookPane"_s);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    setMinimumWidth(280);
    auto *content = new QWidget;
    auto *inner = new QVBoxLayout(content);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(0);
    inner->addWidget(buildHead());
    inner->addWidget(m_page, 1);
    m_whole->addWidget(m_empty);
    m_whole->addWidget(content);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_whole);
    connectParts();
    clear();
}

QWidget *RunbookPane::buildHead()
{
    m_choice->setObjectName(u"runbookChoice"_s);
    m_choice->setAccessibleName(tr("Runbook"));
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_choice->setMinimumContentsLength(12);
    m_call->setObjectName(u"runbookCall"_s);
    m_state->setObjectName(u"runbookState"_s);
    for (TonedLabel *label : {m_call, m_state}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    auto *head = new QWidget;
    auto *column = new QVBoxLayout(head);
    column->setContentsMargins(14, 10, 14, 6);
    column->setSpacing(4);
    column->addWidget(m_choice);
    column->addWidget(m_state);
    column->addWidget(m_call);
    return head;
}

void RunbookPane::connectParts()
{
    m_refresher.follow(m_desk, *this);
    connect(&m_refresher, &Refresher::due, this, &RunbookPane::read);
    connect(m_choice, &QComboBox::activated, this, &RunbookPane::choose);
    connect(m_page, &RunbookPage::stepTicked, this, &RunbookPane::tick);
    connect(m_page, &RunbookPage::actionWanted, this, &RunbookPane::act);
    connect(m_page, &RunbookPage::linkWanted, this, &RunbookPane::linkWanted);
    connect(m_opener, &RunbookOpener::runsWanted, this, &RunbookPane::runsWanted);
    connect(m_opener, &RunbookOpener::runWanted, this, &RunbookPane::runWanted);
    connect(m_opener, &RunbookOpener::serviceWanted, this, &RunbookPane::serviceWanted);
    connect(m_opener, &RunbookOpener::payloadWanted, this, &RunbookPane::payloadWanted);
    connect(m_opener, &RunbookOpener::failed, this, &RunbookPane::failed);
}

void RunbookPane::showIncident(const Incident &incident)
{
    if (incident.id == m_incident)
        return m_refresher.wake();
    m_incident = incident.id;
    m_chosen.clear();
    m_followed.reset();
    m_empty->say(tr("Looking for the runbook…"), {}, {});
    m_whole->setCurrentIndex(0);
    m_refresher.restart();
}

void RunbookPane::clear()
{
    m_incident = 0;
    ++m_question;
    m_followed.reset();
    m_page->clear();
    m_empty->say(tr("No incident chosen"), tr("Here stands what to do about it."), {});
    m_whole->setCurrentIndex(0);
}

void RunbookPane::read()
{
    if (m_incident == 0)
        return m_refresher.done();
    const int question = ++m_question;
    whenDone(this, m_runbooks.followed(m_incident, m_chosen), [this, question](const Result<FollowedRunbook> &followed) {
        if (question != m_question)
            return; // it was restarted meanwhile
        m_refresher.done();
        if (followed)
            return take(*followed);
        m_empty->say(tr("No runbook"), errorText(followed.error()).toHtmlEscaped(), {});
        m_whole->setCurrentIndex(0);
    });
}

void RunbookPane::take(const FollowedRunbook &followed)
{
    m_followed = followed;
    presentChoice();
    presentHead();
    m_page->setRunbook(followed.runbook, m_desk.may(Role::Operator) ? RunbookPage::Use::Following : RunbookPage::Use::Looking);
    m_page->setProgress(followed);
    m_whole->setCurrentIndex(1);
    Q_EMIT shown();
}

void RunbookPane::presentChoice()
{
    QStringList names{m_followed->runbook.name};
    names += m_followed->others;
    names.sort(); // those that fit stay in their places while one of them is chosen
    QStringList shown;
    for (int i = 0; i < m_choice->count(); ++i)
        shown.append(m_choice->itemData(i).toString());
    if (shown != names) {
        m_choice->clear();
        for (const QString &name : names)
            m_choice->addItem(name, name);
    }
    const int current = int(names.indexOf(m_followed->runbook.name));
    m_choice->setItemText(current, u"%1 – %2"_s.arg(m_followed->runbook.name, m_followed->runbook.title));
    m_choice->setCurrentIndex(current);
    m_choice->setEnabled(names.size() > 1);
}

void RunbookPane::presentHead()
{
    const std::optional<RunbookSession> &session = m_followed->session;
    QString state = tr("Severity %1").arg(severityText(m_followed->runbook.severity));
    if (session)
        state += u". "_s + tr("Followed by %1 since %2").arg(session->actor, localTime(session->startedAt));
    else if (m_desk.may(Role::Operator))
        state += u". "_s + tr("Whatever you tick or do here is recorded");
    if (m_followed->outdated)
        state += u". "_s + tr("Its file was changed since; this is the text as it was then");
    m_state->setText(state);
    const EscalationCall call = escalationCall(*m_followed, m_desk.clock().now());
    m_call->setVisible(!call.text.isEmpty());
    m_call->setTone(call.due ? TonedLabel::Bad : TonedLabel::Quiet);
    m_call->setText(call.text);
}

void RunbookPane::choose(int index)
{
    m_chosen = m_choice->itemData(index).toString();
    m_refresher.restart();
}

/// A session is begun by whatever is done first.
void RunbookPane::inSession(DeedDialog *asked, std::function<void(qint64)> then)
{
    if (m_followed->session)
        return then(m_followed->session->id);
    const QString name = m_followed->runbook.name;
    whenDone(this, m_runbooks.start(m_incident, name, currentActor(), m_followed->runbook.digest),
             [this, asked, then = std::move(then)](const Result<qint64> &session) {
                 if (session)
                     then(*session);
                 else
                     finish(session, asked);
             });
}

/// What is shown then is what is recorded, whatever became of it. `asked` stays as long as it is refused; none where nobody was
/// asked. Whom somebody overtook may say it again, once what that one did is shown.
template <typename T> void RunbookPane::finish(const Result<T> &done, DeedDialog *asked)
{
    if (!done)
        asked ? asked->refuse(errorText(done.error())) : Q_EMIT failed(done.error());
    else if (asked)
        asked->accept();
    if (!done && asked && done.error().kind == ErrorKind::Conflict) {
        const auto renew = [this, asked] {
            if (isShown(asked->seen()))
                asked->setSeen(*m_followed);
        };
        connect(this, &RunbookPane::shown, asked, renew, Qt::SingleShotConnection);
    }
    m_refresher.restart();
}

void RunbookPane::tick(int step, bool ticked)
{
    inSession(nullptr, [this, step, ticked](qint64 session) {
        whenDone(this, m_runbooks.tick(session, step, ticked, currentActor()),
                 [this](const Result<Committed> &done) { finish(done, nullptr); });
    });
}

void RunbookPane::act(int number)
{
    const RunbookPart *part = m_followed ? m_followed->runbook.part(RunbookPart::Kind::Action, number) : nullptr;
    if (!part)
        return;
    const RunbookAction &action = part->action;
    if (action.onlyOpens())
        return m_opener->open(action, m_followed->incident.incident);
    if (onlyLooks(action.verb))
        return carryOut(number, m_followed->lastDeed(), nullptr);
    if (action.verb == RunbookVerb::Decide)
        return askToDecide(number);
    ask(number, m_followed->incident);
}

/// How many it would be decided about alike is said before it is.
void RunbookPane::askToDecide(int number)
{
    const RunbookPart *part = m_followed->runbook.part(RunbookPart::Kind::Action, number);
    BulkOrder order;
    order.kind = part->action.happened ? CommandKind::MarkHappened : CommandKind::MarkNotHappened;
    order.incident = m_followed->incident.incident.id;
    whenDone(this, BulkDesk(m_desk).preview(order), [this, number, seen = *m_followed](const Result<BulkPreview> &preview) {
        if (!preview)
            return finish(preview, nullptr);
        if (!m_followed || m_followed->incident.incident.id != seen.incident.incident.id ||
            m_followed->runbook.digest != seen.runbook.digest)
            return;
        if (preview->eligible == 0) {
            const QString why =
                tr("No step of incident %1 has an unknown outcome: there is nothing to decide").arg(seen.incident.incident.id);
            Q_EMIT failed({ErrorKind::NotFound, why, {}, {}});
            return;
        }
        IncidentDetail meant = m_followed->incident;
        meant.incident.counts.failing = preview->eligible;
        ask(number, meant);
    });
}

/// `meant`: the incident, and how many of its steps are.
void RunbookPane::ask(int number, const IncidentDetail &meant)
{
    const RunbookAction &action = m_followed->runbook.part(RunbookPart::Kind::Action, number)->action;
    auto *dialog = new DeedDialog(action, meant, window());
    dialog->setSeen(*m_followed);
    dialog->whenGiven([this, dialog, number] { confirm(number, dialog); });
    dialog->open();
}

/// The same text about the same incident, in the same session if there was one.
bool RunbookPane::isShown(const FollowedRunbook &seen) const
{
    return m_followed && m_followed->incident.incident.id == seen.incident.incident.id &&
           m_followed->runbook.digest == seen.runbook.digest &&
           (!seen.session || (m_followed->session && m_followed->session->id == seen.session->id));
}

/// A link may have led to another incident, or somebody ended the session, while the dialog stood there: what was decided about
/// one is not done to another.
void RunbookPane::confirm(int action, DeedDialog *asked)
{
    const FollowedRunbook &seen = asked->seen();
    if (isShown(seen))
        return carryOut(action, seen.lastDeed(), asked);
    const RunbookPart *part = seen.runbook.part(RunbookPart::Kind::Action, action);
    const qint64 incident = seen.incident.incident.id;
    asked->refuseForGood(errorText({ErrorKind::Conflict,
                                    tr("“%1” was meant for incident %2, and something else is shown by now: nothing was done")
                                        .arg(part->action.label)
                                        .arg(incident),
                                    {},
                                    tr("Look at incident %1 again, and decide again").arg(incident)}));
}

void RunbookPane::carryOut(int action, qint64 seenDeed, DeedDialog *asked)
{
    const QString reason = asked ? asked->reason() : QString();
    inSession(asked, [this, action, reason, seenDeed, asked](qint64 session) {
        const DeedWish wish{session, action, seenDeed, currentActor(), reason};
        whenDone(this, m_runbooks.carryOut(wish), [this, asked](const Result<Committed> &done) { finish(done, asked); });
    });
}

} // namespace cairn
