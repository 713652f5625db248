#include "ui/window/paletteplaces.h"

#include "ui/help/helppanel.h"
#include "ui/look/tintedicon.h"
#include "ui/look/wording.h"
#include "ui/parts/whendone.h"
#include "ui/settings/settingspanel.h"
#include "ui/window/commandpalette.h"
#include "ui/window/mainwindow.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int OrdersLookedAt = 50; ///< older ones hardly run any more

PaletteEntry placeEntry(const QString &id, const QString &text, const QString &group, const QString &icon,
                        std::function<void()> go)
{
    PaletteEntry entry;
    entry.id = id;
    entry.text = text;
    entry.group = group;
    entry.icon = tintedIcon(icon);
    entry.run = std::move(go);
    return entry;
}

} // namespace

PalettePlaces::PalettePlaces(Desk &desk, CommandPalette &palette, MainWindow &window)
    : QObject(&palette), m_desk(desk), m_bulks(desk), m_palette(palette), m_window(window)
{
    connect(&palette, &CommandPalette::opened, this, &PalettePlaces::offer);
}

void PalettePlaces::offer()
{
    m_asked = std::make_unique<QObject>();
    m_palette.addEntries(pages());
    whenDone(m_asked.get(), m_desk.vocabulary(), [this](const Result<FilterVocabulary> &names) {
        if (names) // without them all else is still offered
            m_palette.addEntries(placesOf(names->services) + pipelinePlaces(names->pipelines));
    });
    whenDone(m_asked.get(), m_window.runbooks(), [this](const Result<RunbookList> &runbooks) {
        if (runbooks)
            m_palette.addEntries(placesOf(runbooks->all));
    });
    whenDone(m_asked.get(), m_bulks.newest(OrdersLookedAt), [this](const Result<QList<Bulk>> &orders) {
        if (orders)
            m_palette.addEntries(placesOf(*orders));
    });
}

QList<PaletteEntry> PalettePlaces::placesOf(const QList<Bulk> &orders) const
{
    QList<PaletteEntry> entries;
    for (const Bulk &order : orders) {
        if (order.state != BulkState::Running && order.state != BulkState::Stopped)
            continue;
        const QString text =
            order.state == BulkState::Stopped ? tr("Order %1: “%2”, stopped") : tr("Order %1: “%2”, being carried out");
        entries.append(placeEntry(QString(), text.arg(QString::number(order.id), commandText(order.kind)), tr("Orders"),
                                  u"retry"_s, [this, id = order.id] { m_window.openOrder(id, 0); }));
    }
    return entries;
}

/// What is written is said to whoever may write it.
QList<PaletteEntry> PalettePlaces::pipelinePlaces(const QStringList &pipelines) const
{
    const bool mayEdit = m_desk.may(Role::Editor);
    QList<PaletteEntry> entries;
    if (mayEdit)
        entries.append(placeEntry(u"apply"_s, tr("Apply the workspace’s files"), tr("Pipelines"), u"room_pipelines"_s,
                                  [this] { m_window.offerApply(); }));
    for (const QString &name : pipelines) {
        entries.append(placeEntry(u"pipeline/%1"_s.arg(name), tr("Pipeline %1").arg(name), tr("Pipelines"), u"room_pipelines"_s,
                                  [this, name] { m_window.openPipeline(name); }));
        if (mayEdit)
            entries.append(placeEntry(u"pipeline/%1/edit"_s.arg(name), tr("Edit the file of pipeline %1").arg(name),
                                      tr("Pipelines"), u"edit"_s, [this, name] { m_window.editPipeline(name); }));
    }
    return entries;
}

QList<PaletteEntry> PalettePlaces::placesOf(const QList<Runbook> &runbooks) const
{
    QList<PaletteEntry> entries;
    for (const Runbook &one : runbooks) {
        entries.append(placeEntry(u"runbook/%1"_s.arg(one.name), tr("Runbook %1: %2").arg(one.name, one.title), tr("Runbooks"),
                                  u"room_runbooks"_s, [this, name = one.name] { m_window.openRunbook(name); }));
        if (!one.isShipped() && m_desk.may(Role::Editor))
            entries.append(placeEntry(u"runbook/%1/edit"_s.arg(one.name), tr("Edit the file of runbook %1").arg(one.name),
                                      tr("Runbooks"), u"edit"_s,
                                      [this, name = one.name, file = one.file] { m_window.editRunbook(name, file); }));
    }
    return entries;
}

QList<PaletteEntry> PalettePlaces::pages() const
{
    QList<PaletteEntry> entries;
    for (const auto &[name, title] : m_window.settings().pages())
        entries.append(placeEntry(u"settings/%1"_s.arg(name), tr("Settings: %1").arg(title), tr("Settings"), u"room_settings"_s,
                                  [this, page = name] { m_window.openSettings(page); }));
    for (const auto &[file, title] : m_window.help().pages())
        entries.append(placeEntry(u"guide/%1"_s.arg(file), tr("Guide: %1").arg(title), tr("Guide"), u"room_help"_s,
                                  [this, page = file] { m_window.openGuide(page); }));
    return entries;
}

QList<PaletteEntry> PalettePlaces::placesOf(const QStringList &services) const
{
    QList<PaletteEntry> entries;
    const std::pair<QString, QString> places[] = {{{}, tr("Service %1")},
                                                  {u"policyPage"_s, tr("Policy of %1: edit, apply")},
                                                  {u"whatIfPage"_s, tr("What-if for %1")},
                                                  {u"advicePage"_s, tr("Advice about %1")},
                                                  {u"breakerPage"_s, tr("Breaker of %1: force, release, probe")},
                                                  {u"trendsPage"_s, tr("Trends of %1")},
                                                  {u"policyReviewPage"_s, tr("Policy review of %1: sign off")},
                                                  {u"serviceHistoryPage"_s, tr("History of %1: compare, roll back")}};
    entries.append(placeEntry(u"service/reviews"_s, tr("Policy reviews of all services"), tr("Services"), u"room_services"_s,
                              [this] { m_window.openReviews(); }));
    for (const QString &service : services) {
        for (const auto &[page, text] : places)
            entries.append(placeEntry(u"service/%1/%2"_s.arg(service, page), text.arg(service), tr("Services"),
                                      u"room_services"_s,
                                      [this, service, where = page] { m_window.openService(service, where); }));
    }
    return entries;
}

} // namespace cairn
