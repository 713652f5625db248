#include "ui/services/revisiondialog.h"

#include "ui/look/servicewording.h"

#include <QLabel>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QString question(RevisionDialog::Why why, const ServiceRevision &live, const ServiceRevision &wanted)
{
    switch (why) {
    case RevisionDialog::Why::Applied: return RevisionDialog::tr("Make the draft the live policy of %1?").arg(live.service.name);
    case RevisionDialog::Why::TakenFromFile: return RevisionDialog::tr("Take what the file says of %1?").arg(live.service.name);
    case RevisionDialog::Why::RolledBack: break;
    }
    return RevisionDialog::tr("Roll %1 back to revision %2?").arg(live.service.name).arg(wanted.revision);
}

QString effect(const ServiceRevision &live)
{
    return RevisionDialog::tr(
               "It becomes revision %1 and rules every attempt that starts from then on. Steps that are under way keep "
               "revision %2 until their next attempt. Nothing is lost: one can roll back.")
        .arg(live.revision + 1)
        .arg(live.revision);
}

ReasonDialog::Text textOf(RevisionDialog::Why why, const ServiceRevision &live, const ServiceRevision &wanted)
{
    const QString go = why == RevisionDialog::Why::RolledBack ? RevisionDialog::tr("&Roll back") : RevisionDialog::tr("&Apply");
    return {u"revisionDialog"_s, RevisionDialog::tr("Service %1").arg(live.service.name), question(why, live, wanted),
            effect(live), go};
}

} // namespace

RevisionDialog::RevisionDialog(Why why, const ServiceRevision &live, const ServiceRevision &wanted, QWidget *parent)
    : ReasonDialog(textOf(why, live, wanted), parent)
{
    auto *list = new QLabel(changesText(serviceChanges(live.service, wanted.service)));
    list->setObjectName(u"revisionChanges"_s);
    list->setTextFormat(Qt::PlainText);
    list->setWordWrap(true);
    addContent(list);
    addReason(Reason::Required);
    finish();
}

} // namespace cairn
