#include "ui/navigationrail.h"

#include "ui/statelook.h"
#include "ui/tintedicon.h"

#include <QActionGroup>
#include <QPainter>
#include <QToolButton>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int Width = 84;
constexpr int Height = 58;
constexpr int IconSide = 20;

/// Icon over word; the current room stands on a tinted ground with a bar at its left.
class RailButton : public QToolButton
{
public:
    RailButton(QAction *action, const QString &icon) : m_icon(icon)
    {
        setDefaultAction(action);
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
        setFixedSize(Width, Height);
        setAccessibleName(action->text().remove(u'&'));
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
        const QColor text = palette().color(QPalette::WindowText);
        const QColor ground = palette().color(QPalette::Window);
        const QColor accent = StateLook::ink(Look::Running, palette());
        if (isChecked() || underMouse())
            painter.fillRect(rect(), blend(isChecked() ? accent : text, ground, isChecked() ? 0.14 : 0.06));
        if (isChecked())
            painter.fillRect(0, 0, 3, height(), accent);
        const QColor ink = isChecked() ? accent : blend(text, ground, 0.78);
        paintIcon(painter, QRectF((width() - IconSide) / 2.0, 9, IconSide, IconSide), m_icon, ink);
        painter.setPen(isChecked() ? accent : blend(text, ground, 0.88));
        painter.drawText(QRect(2, 31, width() - 4, height() - 33), Qt::AlignHCenter | Qt::AlignTop, defaultAction()->iconText());
        if (hasFocus()) {
            painter.setPen(QPen(accent, 1.5));
            painter.drawRoundedRect(QRectF(rect()).adjusted(4, 2, -2, -2), 4, 4);
        }
    }

private:
    QString m_icon;
};

} // namespace

NavigationRail::NavigationRail(QWidget *parent) : QToolBar(parent), m_group(new QActionGroup(this))
{
    setObjectName(u"navigationRail"_s);
    setWindowTitle(tr("Rooms"));
    setAccessibleName(tr("Rooms"));
    setOrientation(Qt::Vertical);
    setMovable(false);
    setContextMenuPolicy(Qt::PreventContextMenu);
    layout()->setContentsMargins(0, 0, 0, 0);
    layout()->setSpacing(0);
}

QAction *NavigationRail::addRoom(const QString &text, const QString &name, const QString &icon)
{
    const int room = int(m_group->actions().size());
    auto *action = new QAction(tintedIcon(icon), text, m_group);
    action->setObjectName(name);
    action->setCheckable(true);
    action->setShortcut(QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + room)));
    action->setToolTip(tr("%1 (%2)").arg(action->iconText(), action->shortcut().toString(QKeySequence::NativeText)));
    connect(action, &QAction::triggered, this, [this, room] { Q_EMIT roomWanted(room); });
    window()->addAction(action); // its key works wherever the focus is
    addWidget(new RailButton(action, icon));
    return action;
}

void NavigationRail::setCurrent(int room)
{
    m_group->actions().at(room)->setChecked(true);
}

QList<QAction *> NavigationRail::rooms() const
{
    return m_group->actions();
}

/// A line towards the rooms.
void NavigationRail::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(width() - 1, 0, 1, height(),
                     blend(palette().color(QPalette::WindowText), palette().color(QPalette::Window), 0.18));
}

} // namespace cairn
