#include "ui/window/navigationrail.h"

#include "ui/look/statelook.h"
#include "ui/look/tintedicon.h"
#include "ui/parts/focusmark.h"

#include <QActionGroup>
#include <QBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int Width = 90;
constexpr int Height = 58;
constexpr int IconsHeight = 46; ///< below it there is room for the word alone
constexpr int LeastHeight = 26;
constexpr int RailIcon = 20;

} // namespace

/// Icon over word, in a low window the word alone; the current room stands on a tinted ground with a bar at its left.
class NavigationRail::Button : public QToolButton
{
public:
    Button(QAction *action, const QString &icon) : m_icon(icon)
    {
        setDefaultAction(action);
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
        setFixedWidth(Width);
        setMinimumHeight(LeastHeight);
        setMaximumHeight(Height);
        setBadge(0);
    }

    QSize sizeHint() const override { return {Width, Height}; }

    void setBadge(qint64 count)
    {
        m_badge = count == 0 ? QString() : count > 99 ? u"99+"_s : QString::number(count);
        const QString name = defaultAction()->text().remove(u'&');
        setAccessibleName(count == 0 ? name : NavigationRail::tr("%1, %Ln wait(s) for a person", nullptr, int(count)).arg(name));
        update();
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
        const bool hasIcon = this->hasIcon();
        const double spare = (height() - Height) / 2.0; // negative where the window is low
        if (hasIcon)
            paintIcon(painter, QRectF((width() - RailIcon) / 2.0, 9 + spare, RailIcon, RailIcon), m_icon,
                      isChecked() ? accent : blend(text, ground, 0.78));
        painter.setPen(isChecked() ? accent : blend(text, ground, 0.88));
        const QRectF word = hasIcon ? QRectF(2, 31 + spare, width() - 4, height()) : QRectF(2, 0, width() - 4, height());
        painter.drawText(word, Qt::AlignHCenter | (hasIcon ? Qt::AlignTop : Qt::AlignVCenter), defaultAction()->iconText());
        if (!m_badge.isEmpty())
            paintBadge(painter);
        if (hasFocus()) {
            painter.setPen(QPen(accent, 1.5));
            painter.drawRoundedRect(QRectF(rect()).adjusted(4, 2, -2, -2), 4, 4);
        }
    }

private:
    /// All of them or none: what room there is does not divide evenly.
    bool hasIcon() const { return parentWidget()->height() >= (parentWidget()->layout()->count() - 1) * IconsHeight; }
    void paintBadge(QPainter &painter) const
    {
        painter.save();
        QFont small = font();
        small.setPointSizeF(small.pointSizeF() * 0.82);
        small.setBold(true);
        painter.setFont(small);
        const QFontMetrics metrics(small);
        const int high = metrics.height() + 1;
        const int wide = std::max(high, metrics.horizontalAdvance(m_badge) + 8);
        const QRect area =
            hasIcon() ? QRect(width() / 2 + 6, 4, wide, high) : QRect(width() - wide - 4, (height() - high) / 2, wide, high);
        const QColor ink = StateLook::ink(Look::IncidentOpen, palette());
        painter.setPen(Qt::NoPen);
        painter.setBrush(ink);
        painter.drawRoundedRect(area, high / 2.0, high / 2.0);
        painter.setPen(isDark(palette()) ? QColor(Qt::black) : QColor(Qt::white));
        painter.drawText(area, Qt::AlignCenter, m_badge);
        painter.restore();
    }

    QString m_icon;
    QString m_badge;
};

NavigationRail::NavigationRail(QWidget *parent) : QToolBar(parent), m_group(new QActionGroup(this)), m_column(new QVBoxLayout)
{
    setObjectName(u"navigationRail"_s);
    setWindowTitle(tr("Rooms"));
    setAccessibleName(tr("Rooms"));
    setOrientation(Qt::Vertical);
    setMovable(false);
    setContextMenuPolicy(Qt::PreventContextMenu);
    layout()->setContentsMargins(0, 0, 0, 0);
    layout()->setSpacing(0);
    auto *column = new QWidget; // one widget for the tool bar, which hides what does not fit: this shrinks
    column->setLayout(m_column);
    column->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_column->addStretch();
    addWidget(column);
}

QAction *NavigationRail::addRoom(const QString &text, const QString &name, const QString &icon)
{
    const int room = int(m_group->actions().size());
    auto *action = new QAction(tintedIcon(icon), text, m_group);
    action->setObjectName(name);
    action->setCheckable(true);
    constexpr int LastDigit = 9; // the tenth room has 0, as on a keyboard
    action->setShortcut(QKeySequence(Qt::CTRL | Qt::Key(room < LastDigit ? Qt::Key_1 + room : Qt::Key_0)));
    action->setToolTip(tr("%1 (%2)").arg(action->iconText(), action->shortcut().toString(QKeySequence::NativeText)));
    connect(action, &QAction::triggered, this, [this, room] { Q_EMIT roomWanted(room); });
    window()->addAction(action); // its key works wherever the focus is
    auto *button = new Button(action, icon);
    m_column->insertWidget(room, button);
    if (room > 0)
        tabAfter(m_buttons.last(), button); // also if what is in the rooms came in between
    m_buttons.append(button);
    return action;
}

void NavigationRail::setCurrent(int room)
{
    m_group->actions().at(room)->setChecked(true);
}

void NavigationRail::setBadge(int room, qint64 count)
{
    m_buttons.at(room)->setBadge(count);
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
