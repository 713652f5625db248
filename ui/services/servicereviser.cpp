#include "ui/services/servicereviser.h"

#include "ui/parts/whendone.h"

#include "control/servicedesk.h"

namespace cairn {

ServiceReviser::ServiceReviser(Desk &desk, QWidget *window) : QObject(window), m_desk(desk), m_window(window) {}

void ServiceReviser::revise(RevisionDialog::Why why, const ServiceRevision &live, const ServiceRevision &wanted)
{
    auto *dialog = new RevisionDialog(why, live, wanted, m_window->window());
    dialog->whenGiven([this, dialog, live, wanted] { commit(live, wanted, dialog); });
    dialog->open();
}

void ServiceReviser::commit(const ServiceRevision &live, const ServiceRevision &wanted, RevisionDialog *dialog)
{
    const QString name = wanted.service.name;
    const auto recorded = ServiceDesk(m_desk).revise(wanted, live, dialog->reason());
    whenDone(dialog, recorded, [this, name, live, dialog](const Result<Committed> &committed) {
        if (!committed && committed.error().kind != ErrorKind::Conflict)
            return dialog->refuse(errorText(committed.error()));
        dialog->accept();
        if (!committed) {
            Q_EMIT failed({ErrorKind::Conflict,
                           tr("revision %1 of %2 is not live any more").arg(live.revision).arg(name),
                           {},
                           tr("Somebody was first: look at what is live now, and decide again")});
            return Q_EMIT revised(name);
        }
        Q_EMIT told(tr("%1 has revision %2 now. Steps under way keep revision %3 until their next attempt.")
                        .arg(name)
                        .arg(live.revision + 1)
                        .arg(live.revision));
        Q_EMIT revised(name);
    });
}

} // namespace cairn
