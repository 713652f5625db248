#include "ui/window/runoffers.h"

#include "ui/look/tintedicon.h"

#include <QCoreApplication>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

class OfferWords
{
    Q_DECLARE_TR_FUNCTIONS(RunOffers)
};

QString invitation(const DeepLink &link)
{
    switch (link.kind) {
    case DeepLink::Run:
        return link.step.isEmpty() ? OfferWords::tr("Open run %1").arg(link.run.toString())
                                   : OfferWords::tr("Open step %1 of run %2").arg(link.step.name(), link.run.toString());
    case DeepLink::Runs:
        return link.filter.isEmpty() ? OfferWords::tr("Show all runs") : OfferWords::tr("Show the runs %1").arg(link.filter);
    case DeepLink::Payload: return OfferWords::tr("Open payload %1").arg(link.payload.brief());
    case DeepLink::Pipeline: return OfferWords::tr("Open pipeline %1").arg(link.pipeline);
    case DeepLink::Service: return OfferWords::tr("Open service %1").arg(link.service);
    case DeepLink::Incident: return OfferWords::tr("Open incident %1").arg(link.incident);
    }
    Q_UNREACHABLE();
    return {};
}

} // namespace

QList<PaletteEntry> RunOffers::offersFor(const QString &typed) const
{
    PaletteEntry entry;
    entry.icon = tintedIcon(u"open"_s);
    const QString text = typed.trimmed();
    if (const auto link = linkFromTyped(text)) {
        entry.text = invitation(*link);
        entry.run = [open = m_open, link = *link] { open(link); };
        entry.enabled = link->leadsInto(m_root);
        if (!entry.enabled)
            entry.why = OfferWords::tr("It is about another workspace, %1").arg(link->workspace);
        return {entry};
    }
    if (!looksLikeDeepLink(text))
        return {};
    const auto link = parseDeepLink(text);
    entry.text = OfferWords::tr("This link cannot be opened");
    entry.why = link ? QString() : link.error().detail;
    entry.enabled = false;
    return {entry};
}

} // namespace cairn
