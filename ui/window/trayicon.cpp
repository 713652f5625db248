#include "ui/window/trayicon.h"

#include "ui/look/tintedicon.h"
#include "ui/parts/whendone.h"

#include <QGuiApplication>
#include <QSystemTrayIcon>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds Rest{1'000};

/// The worst first.
constexpr IncidentState Order[] = {IncidentState::Escalated, IncidentState::Open, IncidentState::Acknowledged,
                                   IncidentState::Verifying};

/// Without a look there is no mark: all is well.
QPixmap painted(std::optional<Look> look, int side)
{
    QPixmap pixmap(side, side);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const QPalette palette = QGuiApplication::palette();
    const QIcon own = QGuiApplication::windowIcon();
    if (own.isNull())
        paintIcon(painter, QRectF(0, 0, side, side), u"cairn"_s, palette.color(QPalette::WindowText));
    else
        own.paint(&painter, QRect(0, 0, side, side));
    if (!look)
        return pixmap;
    const double mark = side * 0.62;
    const QRectF corner(side - mark, side - mark, mark, mark);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette.color(QPalette::Base));
    painter.drawEllipse(corner);
    paintIcon(painter, corner.adjusted(1, 1, -1, -1), StateLook::iconName(*look), StateLook::ink(*look, palette));
    return pixmap;
}

} // namespace

std::optional<IncidentState> worstOf(const QMap<IncidentState, qint64> &counts)
{
    for (const IncidentState state : Order) {
        if (counts.value(state) > 0)
            return state;
    }
    return std::nullopt;
}

QIcon trayIcon(std::optional<IncidentState> worst)
{
    const auto look = worst ? std::optional(lookOf(*worst)) : std::nullopt;
    QIcon icon;
    for (const int side : {16, 22, 24, 32, 48, 64})
        icon.addPixmap(painted(look, side));
    return icon;
}

TrayIcon::TrayIcon(Desk &desk, const QString &workspace, QObject *parent)
    : QObject(parent), m_incidents(desk), m_workspace(workspace), m_refresher(Rest), m_what(m_menu.addAction(QString()))
{
    m_menu.setObjectName(u"trayMenu"_s);
    m_what->setObjectName(u"trayState"_s);
    connect(m_what, &QAction::triggered, this, &TrayIcon::incidentsWanted);
    m_menu.addSeparator();
    QAction *open = m_menu.addAction(tr("&Open the console"), this, &TrayIcon::consoleWanted);
    open->setObjectName(u"trayOpen"_s);
    QAction *incidents = m_menu.addAction(tr("&Incidents"), this, &TrayIcon::incidentsWanted);
    incidents->setObjectName(u"trayIncidents"_s);
    if (QSystemTrayIcon::isSystemTrayAvailable()) {
        m_tray = std::make_unique<QSystemTrayIcon>();
        m_tray->setContextMenu(&m_menu);
        connect(m_tray.get(), &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
            if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
                Q_EMIT consoleWanted();
        });
    }
    show({});
    if (m_tray)
        m_tray->show();
    connect(&desk, &Desk::changed, &m_refresher, &Refresher::wake);
    connect(&m_refresher, &Refresher::due, this, &TrayIcon::read);
    m_refresher.wake();
}

TrayIcon::~TrayIcon() = default;

void TrayIcon::read()
{
    whenDone(this, m_incidents.counts(), [this](const Result<QMap<IncidentState, qint64>> &counts) {
        m_refresher.done();
        if (counts)
            show(*counts);
    });
}

void TrayIcon::show(const QMap<IncidentState, qint64> &counts)
{
    QStringList parts;
    const auto add = [&](IncidentState state, const QString &part) {
        if (counts.value(state) > 0)
            parts.append(part);
    };
    add(IncidentState::Escalated, tr("%n escalated", nullptr, int(counts.value(IncidentState::Escalated))));
    add(IncidentState::Open, tr("%n open", nullptr, int(counts.value(IncidentState::Open))));
    add(IncidentState::Acknowledged, tr("%n acknowledged", nullptr, int(counts.value(IncidentState::Acknowledged))));
    add(IncidentState::Verifying, tr("%n verifying", nullptr, int(counts.value(IncidentState::Verifying))));
    const QString what = parts.isEmpty() ? tr("no incidents") : parts.join(u", "_s);
    const QString text = u"%1: %2"_s.arg(m_workspace, what);
    if (text == m_text)
        return;
    m_text = text;
    m_what->setText(text);
    if (m_tray) {
        m_tray->setIcon(trayIcon(worstOf(counts)));
        m_tray->setToolTip(u"Cairn – "_s + text);
    }
}

} // namespace cairn
