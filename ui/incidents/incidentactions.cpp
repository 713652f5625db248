#include "ui/incidents/incidentactions.h"

#include "ui/incidents/incidentdialog.h"
#include "ui/incidents/orderdialog.h"
#include "ui/incidents/patchdialog.h"
#include "ui/look/incidentwording.h"
#include "ui/look/tintedicon.h"
#include "ui/look/wording.h"
#include "ui/parts/deeplink.h"
#include "ui/parts/offering.h"
#include "ui/parts/whendone.h"

#include "control/actor.h"

#include <QClipboard>
#include <QDir>
#include <QGuiApplication>

namespace cairn {

using namespace Qt::StringLiterals;

IncidentActions::IncidentActions(Desk &desk, const QString &workspace, QWidget *window)
    : QObject(window), m_desk(desk), m_incidents(desk), m_bulk(desk), m_workspace(QDir::cleanPath(workspace)), m_window(window),
      m_actor(currentActor())
{
    m_acts = {{IncidentAct::Acknowledge,
               addAction(tr("&Acknowledge"), u"acknowledgeIncident"_s, u"acknowledged"_s, QKeySequence(u"Ctrl+Shift+A"_s))},
              {IncidentAct::Assign, addAction(tr("A&ssign…"), u"assignIncident"_s, u"assign"_s)},
              {IncidentAct::Escalate, addAction(tr("&Escalate…"), u"escalateIncident"_s, u"escalated"_s)},
              {IncidentAct::Note, addAction(tr("&Note…"), u"noteIncident"_s, u"note"_s, QKeySequence(u"Ctrl+Shift+N"_s))}};
    for (const auto &[act, action] : m_acts.asKeyValueRange())
        connect(action, &QAction::triggered, this, [this, act = act] { ask(act); });
    m_commands = {{CommandKind::Retry, addAction(tr("&Retry…"), u"retryIncident"_s, u"retry"_s, QKeySequence(u"Ctrl+R"_s))},
                  {CommandKind::Skip, addAction(tr("S&kip…"), u"skipIncident"_s, u"skipped"_s)}};
    for (const auto &[kind, action] : m_commands.asKeyValueRange())
        connect(action, &QAction::triggered, this, [this, kind = kind] { order(kind); });
    m_patch = addAction(tr("&Patch and resume…"), u"patchIncident"_s, u"edit"_s);
    connect(m_patch, &QAction::triggered, this, &IncidentActions::askPatch);
    m_saveFile = addAction(tr("Sa&ve as a file…"), u"saveIncidentFile"_s, u"payload"_s);
    connect(m_saveFile, &QAction::triggered, this, [this] { Q_EMIT fileWanted(m_incident->incident.id); });
    m_draft = addAction(tr("Draft a post-&mortem…"), u"draftPostmortem"_s, u"note"_s);
    connect(m_draft, &QAction::triggered, this, [this] { Q_EMIT draftWanted(m_incident->incident.id); });
    m_showRuns = addAction(tr("Show r&uns"), u"showIncidentRuns"_s, u"runs"_s, QKeySequence(u"Ctrl+L"_s));
    connect(m_showRuns, &QAction::triggered, this, [this] { Q_EMIT runsWanted(u"incident:%1"_s.arg(m_incident->incident.id)); });
    m_copyLink = addAction(tr("Copy &link"), u"copyIncidentLink"_s, u"link"_s);
    connect(m_copyLink, &QAction::triggered, this, [this] {
        DeepLink link;
        link.kind = DeepLink::Incident;
        link.incident = m_incident->incident.id;
        link.workspace = m_workspace;
        QGuiApplication::clipboard()->setText(link.toString());
    });
    setIncident(std::nullopt);
}

QAction *IncidentActions::addAction(const QString &text, const QString &name, const QString &icon, const QKeySequence &key)
{
    auto *action = new QAction(tintedIcon(icon), text, this);
    action->setObjectName(name);
    action->setShortcut(key);
    if (!key.isEmpty())
        action->setToolTip(u"%1 (%2)"_s.arg(action->text().remove(u'&'), key.toString(QKeySequence::NativeText)));
    return action;
}

QList<QAction *> IncidentActions::all() const
{
    const auto separator = [this] {
        auto *line = new QAction(const_cast<IncidentActions *>(this));
        line->setSeparator(true);
        return line;
    };
    return {act(IncidentAct::Acknowledge),
            command(CommandKind::Retry),
            command(CommandKind::Skip),
            m_patch,
            separator(),
            act(IncidentAct::Assign),
            act(IncidentAct::Escalate),
            act(IncidentAct::Note),
            separator(),
            m_showRuns,
            m_copyLink,
            m_saveFile,
            m_draft};
}

void IncidentActions::setIncident(const std::optional<IncidentDetail> &incident)
{
    m_incident = incident;
    const bool any = incident.has_value();
    const auto allow = [this](QAction *action, bool possible) { offer(*action, possible, m_desk, Role::Operator); };
    const bool handled = any && incident->incident.state() != IncidentState::Resolved;
    const IncidentState handling = any ? incident->incident.handling : IncidentState::Open;
    allow(act(IncidentAct::Acknowledge), handled && handling != IncidentState::Acknowledged);
    allow(act(IncidentAct::Escalate), handled);
    allow(act(IncidentAct::Assign), any);
    allow(act(IncidentAct::Note), any);
    const bool anyFails = any && incident->incident.counts.failing > 0;
    for (QAction *action : std::as_const(m_commands))
        allow(action, anyFails);
    allow(m_patch, anyFails);
    m_showRuns->setEnabled(any);
    m_saveFile->setEnabled(any);
    m_draft->setEnabled(any);
    m_copyLink->setEnabled(any);
}

/// What it is about stays what it was when somebody began, whatever is shown meanwhile.
void IncidentActions::ask(IncidentAct act)
{
    const IncidentDetail incident = *m_incident;
    if (act == IncidentAct::Acknowledge) {
        handle(act, incident, nullptr);
        return;
    }
    auto *dialog = new IncidentDialog(act, incident, m_window);
    dialog->whenGiven([this, act, incident, dialog] { handle(act, incident, dialog); });
    dialog->open();
}

/// `asked` stays as long as it is refused; none where nobody was asked.
void IncidentActions::handle(IncidentAct act, const IncidentDetail &incident, IncidentDialog *asked)
{
    const Incident &about = incident.incident;
    HandleIncident write{about.id, act, {}, m_actor, {}, {}, about.revision};
    if (asked) {
        write.detail = asked->detail();
        write.reason = asked->reason();
    }
    if (act == IncidentAct::Note)
        write.expectedRevision.reset(); // what somebody has to say is true whatever others did
    QObject *home = asked ? static_cast<QObject *>(asked) : this;
    whenDone(home, m_incidents.handle(write), [this, act, id = about.id, asked](const Result<Committed> &done) {
        Q_EMIT outdated();
        if (!done && done.error().kind == ErrorKind::Conflict)
            tellWhoCameFirst(act, id, done.error(), asked);
        else if (!done)
            asked ? asked->refuse(errorText(done.error())) : Q_EMIT failed(done.error());
        else if (asked)
            asked->accept();
    });
}

/// Who was asked may then say it again, of the incident as it is now.
void IncidentActions::tellWhoCameFirst(IncidentAct act, qint64 incident, const Error &error, IncidentDialog *asked)
{
    QObject *home = asked ? static_cast<QObject *>(asked) : this;
    whenDone(home, m_incidents.detail(incident), [this, act, error, asked](const Result<IncidentDetail> &now) {
        const auto last = now ? lastActIn(now->notes) : std::nullopt;
        const bool isOvertaken = last && now->incident.state() != IncidentState::Resolved;
        const QString told =
            isOvertaken ? tr("%1. Nothing was changed: look at it again.").arg(overtakenText(*last)) : errorText(error);
        if (asked) {
            if (now)
                asked->whenGiven([this, act, incident = *now, asked] { handle(act, incident, asked); });
            asked->refuse(told);
        } else if (isOvertaken) {
            Q_EMIT overtaken(told);
        } else {
            Q_EMIT failed(error);
        }
    });
}

void IncidentActions::askPatch()
{
    auto *dialog = new PatchDialog(m_desk, m_workspace, m_incident->incident, m_window);
    connect(dialog, &PatchDialog::ordered, this, [this, expected = m_incident->incident.counts.failing](qint64 bulk) {
        Q_EMIT outdated();
        Q_EMIT orderGiven(bulk, expected);
    });
    dialog->open();
}

/// First it is counted for how many it can be asked.
void IncidentActions::order(CommandKind kind)
{
    if (std::exchange(m_isCounting, true))
        return;
    BulkOrder order;
    order.kind = kind;
    order.incident = m_incident->incident.id;
    whenDone(this, m_bulk.preview(order), [this, order, about = m_incident->incident](const Result<BulkPreview> &preview) {
        m_isCounting = false;
        if (!preview) {
            Q_EMIT failed(preview.error());
            return;
        }
        if (preview->eligible > 0) {
            confirm(order.kind, about, *preview);
            return;
        }
        const qint64 undecided = preview->othersByStep.value(StepState::OutcomeUnknown);
        Q_EMIT failed({ErrorKind::Conflict,
                       tr("“%1” can be asked for none of these steps").arg(commandText(order.kind)),
                       {},
                       undecided > 0 ? undecidedText(undecided) : QString()});
    });
}

void IncidentActions::confirm(CommandKind kind, const Incident &incident, const BulkPreview &preview)
{
    auto *dialog = new OrderDialog(kind, incident, preview, m_window);
    connect(dialog, &QDialog::accepted, this, [this, dialog, expected = preview.eligible] {
        BulkOrder order = dialog->order();
        order.actor = m_actor;
        whenDone(this, m_bulk.order(order), [this, expected](const Result<qint64> &id) {
            Q_EMIT outdated();
            if (id)
                Q_EMIT orderGiven(*id, expected);
            else
                Q_EMIT failed(id.error());
        });
    });
    dialog->open();
}

} // namespace cairn
