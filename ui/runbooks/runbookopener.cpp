#include "ui/runbooks/runbookopener.h"

#include "ui/look/wording.h"
#include "ui/parts/whendone.h"
#include "ui/services/servicedialog.h"

#include <QWidget>

namespace cairn {

using namespace Qt::StringLiterals;

RunbookOpener::RunbookOpener(Desk &desk, QWidget *window) : QObject(window), m_desk(desk), m_window(window) {}

void RunbookOpener::open(const RunbookAction &action, const Incident &incident)
{
    if (action.edit) { // what is sent is edited where the run is seen
        Q_EMIT runWanted(incident.newest);
        return;
    }
    const QString service = action.service.isEmpty() ? incident.fingerprint.service : action.service;
    switch (action.place) {
    case RunbookPlace::Service:
    case RunbookPlace::Policy: openService(service, action.place == RunbookPlace::Policy); break;
    case RunbookPlace::Runs:
        Q_EMIT runsWanted(action.service.isEmpty() ? u"incident:%1"_s.arg(incident.id)
                                                   : u"incident:%1 service:%2"_s.arg(incident.id).arg(service));
        break;
    case RunbookPlace::Payload: openPayload(incident); break;
    }
}

void RunbookOpener::openService(const QString &name, bool atPolicy)
{
    const auto question = [name](StoreReader &reader) { return reader.service(name); };
    whenDone(this, m_desk.ask<ServiceRevision>(question), [this, atPolicy](const Result<ServiceRevision> &revision) {
        if (!revision) {
            Q_EMIT failed(revision.error());
            return;
        }
        auto *dialog = new ServiceDialog(*revision, atPolicy, m_window->window());
        connect(dialog, &ServiceDialog::editWanted, this, &RunbookOpener::serviceWanted);
        dialog->open();
    });
}

/// What the newest failure's last attempt sent; the run itself where it sent nothing.
void RunbookOpener::openPayload(const Incident &incident)
{
    whenDone(this, m_desk.detail(incident.newest), [this, incident](const Result<RunDetail> &detail) {
        if (!detail) {
            Q_EMIT failed(detail.error());
            return;
        }
        const QList<Attempt> &attempts = detail->history.attempts;
        const auto last = std::find_if(attempts.rbegin(), attempts.rend(), [&](const Attempt &attempt) {
            return attempt.step == incident.fingerprint.step && attempt.request.isValid();
        });
        if (last == attempts.rend())
            Q_EMIT runWanted(incident.newest);
        else
            Q_EMIT payloadWanted(last->request,
                                 tr("%1, request of attempt %2").arg(stepText(last->step, last->item)).arg(last->number), *detail,
                                 PayloadOrigin::of(*last));
    });
}

} // namespace cairn
