#include "ui/window/commandpalette.h"

#include "ui/look/consolesettings.h"
#include "ui/look/statelook.h"
#include "ui/look/tintedicon.h"
#include "ui/parts/tonedlabel.h"
#include "ui/window/palettedelegate.h"
#include "ui/window/palettemodel.h"

#include <QAction>
#include <QApplication>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStackedLayout>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int Width = 600;
constexpr int Height = 420;
constexpr int Edge = 24; ///< room that stays free in the window around it
constexpr int Halo = 14;
constexpr int PageStep = 8;
constexpr qsizetype RememberedMost = 6;
const QString RecentKey = u"palette/recent"_s;

} // namespace

CommandPalette::CommandPalette(QWidget *window)
    : QFrame(window), m_window(window), m_opener(new QAction(tintedIcon(u"palette"_s), tr("&Commands…"), this)),
      m_line(new QLineEdit), m_list(new QListView), m_nothing(new TonedLabel(TonedLabel::Quiet)), m_model(new PaletteModel(this))
{
    setObjectName(u"commandPalette"_s);
    setAccessibleName(tr("Commands"));
    m_opener->setObjectName(u"openPalette"_s);
    m_opener->setShortcut(QKeySequence(u"Ctrl+K"_s));
    m_opener->setProperty("hiddenFromPalette", true);
    connect(m_opener, &QAction::triggered, this, &CommandPalette::open);
    window->addAction(m_opener);
    window->installEventFilter(this);
    build();
    m_recent = consoleSettings().value(RecentKey).toStringList().mid(0, RememberedMost);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        if (isVisible() && now && now != this && !isAncestorOf(now))
            hide(); // somebody clicked elsewhere: the focus stays there
    });
    hide();
}

CommandPalette::~CommandPalette()
{
    disconnect(qApp, nullptr, this, nullptr);
}

void CommandPalette::build()
{
    m_line->setObjectName(u"paletteLine"_s);
    m_line->setAccessibleName(tr("Find a command"));
    m_line->setPlaceholderText(tr("Type a command, or the id of a run"));
    m_line->setFrame(false);
    m_line->setMaxLength(4096);
    m_line->setMinimumHeight(m_line->sizeHint().height() + 14);
    m_line->addAction(tintedIcon(u"palette"_s), QLineEdit::LeadingPosition);
    m_line->installEventFilter(this);
    m_list->setObjectName(u"paletteList"_s);
    m_list->setAccessibleName(tr("Commands"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setFocusPolicy(Qt::NoFocus); // the line keeps the keys
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_nothing->setObjectName(u"paletteNothing"_s);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setText(tr("No command fits. Esc closes."));

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(Halo + 6, Halo + 4, Halo + 6, Halo + 6);
    column->setSpacing(7);
    column->addWidget(m_line);
    column->addWidget(m_list, 1);
    column->addWidget(m_nothing, 1);
    connect(m_line, &QLineEdit::textChanged, this, &CommandPalette::refill);
    connect(m_list, &QAbstractItemView::clicked, this, [this](const QModelIndex &index) {
        if (m_model->row(index.row()).heading)
            return;
        m_list->setCurrentIndex(index);
        accept();
    });
}

void CommandPalette::addOffers(std::unique_ptr<PaletteOffers> offers)
{
    m_offers.push_back(std::move(offers));
}

void CommandPalette::open()
{
    if (isVisible()) {
        leave();
        return;
    }
    m_focusBefore = QApplication::focusWidget();
    m_entries = entriesOfActions(m_window); // while the focus is where they are about
    m_line->clear();
    refill();
    show();
    raise();
    m_line->setFocus(Qt::PopupFocusReason);
    Q_EMIT opened();
}

void CommandPalette::addEntries(const QList<PaletteEntry> &entries)
{
    if (!isVisible())
        return;
    const int before = m_list->currentIndex().row();
    const QString chosen = before < 0 ? QString() : m_model->row(before).entry.id;
    m_entries += entries;
    refill();
    for (int row = 0; row < m_model->rowCount() && !chosen.isEmpty(); ++row) {
        if (m_model->row(row).entry.id == chosen)
            return choose(row);
    }
}

/// Its upper edge stays; it is as high as its rows need.
void CommandPalette::place()
{
    const int width = std::min(Width, m_window->width() - Edge) + 2 * Halo;
    const int most = std::min(Height, m_window->height() - 2 * Edge) + 2 * Halo;
    const int rows = std::max(m_model->rowCount(), 2); // as many as saying that there are none
    const QMargins margins = layout()->contentsMargins();
    const int around = margins.top() + margins.bottom() + m_line->minimumHeight() + layout()->spacing() + 4;
    const int rowHeight = m_model->rowCount() > 0 ? m_list->sizeHintForRow(0) : m_nothing->sizeHint().height();
    const int top = std::max(0, (m_window->height() - most) / 3);
    setGeometry((m_window->width() - width) / 2, top, width, std::min(most, around + rows * rowHeight));
}

void CommandPalette::refill()
{
    const QString typed = m_line->text();
    QList<PaletteRow> rows;
    for (const auto &offers : m_offers) {
        for (const PaletteEntry &entry : offers->offersFor(typed))
            rows.append({false, entry, {}});
    }
    m_model->setRows(rows + paletteRows(m_entries, typed, m_recent));
    m_nothing->setVisible(m_model->rowCount() == 0);
    m_list->setVisible(m_model->rowCount() > 0);
    place();
    m_list->scrollToTop();
    choose(m_model->entryFrom(0, 1));
}

void CommandPalette::choose(int row)
{
    if (row < 0)
        return;
    m_list->setCurrentIndex(m_model->index(row));
    m_line->setAccessibleDescription(
        m_model->index(row).data(Qt::AccessibleTextRole).toString()); // read out: the line has the focus
    const bool first = row == m_model->entryFrom(0, 1);
    first ? m_list->scrollToTop() : m_list->scrollTo(m_model->index(row)); // with the heading above the first
}

/// Headings are stepped over; a single step goes round at the ends.
void CommandPalette::move(int by)
{
    const int count = m_model->rowCount();
    if (count == 0)
        return;
    const int step = by > 0 ? 1 : -1;
    int target = m_list->currentIndex().row() + by;
    if (std::abs(by) == 1 && target >= count)
        target = 0;
    if (m_model->entryFrom(std::clamp(target, 0, count - 1), step) < 0 || target < 0)
        target = by == -1 ? count - 1 : m_model->entryFrom(0, 1);
    choose(m_model->entryFrom(std::clamp(target, 0, count - 1), step));
}

bool CommandPalette::takeKey(int key, Qt::KeyboardModifiers modifiers)
{
    switch (key) {
    case Qt::Key_Down: move(1); return true;
    case Qt::Key_Up: move(-1); return true;
    case Qt::Key_Tab: move(1); return true;
    case Qt::Key_Backtab: move(-1); return true;
    case Qt::Key_PageDown: move(PageStep); return true;
    case Qt::Key_PageUp: move(-PageStep); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: accept(); return true;
    case Qt::Key_Escape: leave(); return true;
    case Qt::Key_K:
        if (modifiers == Qt::ControlModifier)
            leave();
        return modifiers == Qt::ControlModifier;
    case Qt::Key_Home:
    case Qt::Key_End:
        if (modifiers != Qt::ControlModifier)
            return false;
        choose(key == Qt::Key_Home ? m_model->entryFrom(0, 1) : m_model->entryFrom(m_model->rowCount() - 1, -1));
        return true;
    default: return false;
    }
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_window && event->type() == QEvent::Resize && isVisible())
        place();
    if (watched != m_line)
        return false;
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept(); // none of the window's keys count in here
        return true;
    }
    if (event->type() != QEvent::KeyPress)
        return false;
    const auto *key = static_cast<QKeyEvent *>(event);
    return takeKey(key->key(), key->modifiers() & ~Qt::KeypadModifier);
}

/// What cannot be done says so and stays open. The focus goes back before it is done: actions ask where it is.
void CommandPalette::accept()
{
    const QModelIndex index = m_list->currentIndex();
    if (!index.isValid() || m_model->row(index.row()).heading)
        return;
    const PaletteEntry entry = m_model->row(index.row()).entry;
    if (!entry.enabled || !entry.run)
        return;
    if (!entry.id.isEmpty()) {
        m_recent.removeAll(entry.id);
        m_recent.prepend(entry.id);
        m_recent = m_recent.mid(0, RememberedMost);
        remember(RecentKey, m_recent);
    }
    leave();
    entry.run();
}

void CommandPalette::leave()
{
    const QPointer<QWidget> before = std::exchange(m_focusBefore, nullptr);
    if (before)
        before->setFocus(Qt::PopupFocusReason);
    hide();
    m_entries.clear();
}

void CommandPalette::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    for (int ring = Halo; ring > 0; --ring) { // a soft edge, darker towards the panel
        painter.setBrush(QColor(0, 0, 0, 5));
        painter.drawRoundedRect(QRectF(rect()).adjusted(Halo - ring, Halo - ring + 2, ring - Halo, ring - Halo), 8 + ring,
                                8 + ring);
    }
    const QPalette &colours = palette();
    painter.setPen(blend(colours.color(QPalette::Text), colours.color(QPalette::Base), 0.3));
    painter.setBrush(colours.color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(Halo + 0.5, Halo + 0.5, -Halo - 0.5, -Halo - 0.5), 8, 8);
    const double below = m_line->geometry().bottom() + 3.5;
    painter.setPen(blend(colours.color(QPalette::Text), colours.color(QPalette::Base), 0.15));
    painter.drawLine(QPointF(Halo + 1, below), QPointF(width() - Halo - 1, below));
}

} // namespace cairn
