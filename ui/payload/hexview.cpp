#include "ui/payload/hexview.h"

#include "ui/look/statelook.h"
#include "ui/look/tintedicon.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QInputDialog>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr int Margin = 8;
constexpr qint64 MostSteps = 1 << 28; ///< of the scroll bar
} // namespace

HexView::HexView(Desk &desk, QWidget *parent) : QAbstractScrollArea(parent), m_pages(desk), m_desk(desk)
{
    setObjectName(u"hexView"_s);
    setAccessibleName(tr("Bytes"));
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    viewport()->setBackgroundRole(QPalette::Base);
    viewport()->setCursor(Qt::IBeamCursor);
    addActions();
    connect(&m_pages, &PayloadPages::arrived, viewport(), qOverload<>(&QWidget::update));
    connect(&m_pages, &PayloadPages::failed, this, &HexView::failed);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &HexView::takeScrollValue);
}

void HexView::addActions()
{
    const auto add = [this](const QString &name, const QString &icon, const QString &text, const QKeySequence &key, auto then) {
        QAction *action = addAction(icon.isEmpty() ? QIcon() : tintedIcon(icon), text, key, this, then);
        action->setObjectName(name);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    };
    add(u"hexCopy"_s, u"copy"_s, tr("&Copy as hex"), QKeySequence::Copy, [this] { copy(false); });
    add(u"hexCopyText"_s, u"copy"_s, tr("Copy as &text"), Qt::CTRL | Qt::SHIFT | Qt::Key_C, [this] { copy(true); });
    add(u"hexSelectAll"_s, {}, tr("Select &all"), QKeySequence::SelectAll, [this] {
        m_anchor = 0;
        moveTo(m_layout.size - 1, true);
    });
    add(u"hexGoTo"_s, {}, tr("&Go to offset…"), Qt::CTRL | Qt::Key_G, [this] { askForOffset(); });
}

void HexView::setPayload(const Digest &digest, qint64 size)
{
    m_pages.setDigest(digest);
    m_layout = HexLayout(size);
    m_anchor = m_top = 0;
    fitScrollBars();
    moveTo(0, false);
}

void HexView::setCover(const Cover &cover)
{
    m_pages.setCover(cover);
    viewport()->update();
}

QSize HexView::sizeHint() const
{
    return {m_layout.columns() * m_charWidth + 2 * Margin + verticalScrollBar()->sizeHint().width(), 24 * m_lineHeight};
}

int HexView::linesShown() const
{
    return std::max(1, viewport()->height() / m_lineHeight);
}

void HexView::fitScrollBars()
{
    m_charWidth = std::max(1, fontMetrics().horizontalAdvance(u'0'));
    m_lineHeight = fontMetrics().height() + 3;
    const qint64 last = std::max<qint64>(0, m_layout.lines() - linesShown());
    m_linesPerStep = last / MostSteps + 1;
    m_scrolling = true;
    verticalScrollBar()->setPageStep(std::max<int>(1, int(linesShown() / m_linesPerStep)));
    verticalScrollBar()->setRange(0, int((last + m_linesPerStep - 1) / m_linesPerStep));
    const int width = m_layout.columns() * m_charWidth + 2 * Margin;
    horizontalScrollBar()->setRange(0, std::max(0, width - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(m_charWidth);
    m_scrolling = false;
    setTop(std::min(m_top, last));
}

void HexView::takeScrollValue(int value)
{
    if (!m_scrolling)
        setTop(std::min(qint64(value) * m_linesPerStep, std::max<qint64>(0, m_layout.lines() - linesShown())));
}

void HexView::setTop(qint64 line)
{
    m_top = line;
    m_scrolling = true;
    verticalScrollBar()->setValue(int(line / m_linesPerStep));
    m_scrolling = false;
    viewport()->update();
}

void HexView::goTo(qint64 offset)
{
    moveTo(offset, false);
}

std::pair<qint64, qint64> HexView::selection() const
{
    return std::minmax(m_anchor, m_cursor);
}

void HexView::moveTo(qint64 offset, bool extend)
{
    m_cursor = std::clamp<qint64>(offset, 0, std::max<qint64>(0, m_layout.size - 1));
    if (!extend)
        m_anchor = m_cursor;
    reveal(m_cursor);
    viewport()->update();
    Q_EMIT cursorMoved(m_cursor);
}

void HexView::reveal(qint64 offset)
{
    const qint64 line = offset / HexLayout::BytesPerLine;
    if (line < m_top)
        setTop(line);
    else if (line >= m_top + linesShown())
        setTop(line - linesShown() + 1);
}

void HexView::askForOffset()
{
    auto *dialog = new QInputDialog(this);
    dialog->setObjectName(u"hexGoToDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Go to offset"));
    dialog->setLabelText(tr("Decimal, hexadecimal (0x…), or from here (+…, -…):"));
    dialog->setTextValue(u"0x"_s + m_layout.offsetText(m_cursor));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString &text) {
        const qint64 offset = parseOffset(text, m_cursor);
        if (offset < 0 || offset >= m_layout.size)
            Q_EMIT said(tr("There is no offset %1: the last byte is 0x%2").arg(text, m_layout.offsetText(m_layout.size - 1)));
        else
            moveTo(offset, false);
    });
    dialog->open();
}

void HexView::copy(bool asText)
{
    const auto [first, last] = selection();
    const qint64 length = std::min(last - first + 1, m_layout.size - first);
    if (length <= 0)
        return;
    if (length > MostCopied) {
        Q_EMIT said(tr("More than 1 MiB is selected: save the payload instead"));
        return;
    }
    const auto put = [this, asText](const Result<QByteArray> &bytes) {
        if (!bytes) {
            Q_EMIT failed(bytes.error());
            return;
        }
        QGuiApplication::clipboard()->setText(asText ? QString::fromLatin1(*bytes)
                                                     : QString::fromLatin1(bytes->toHex(' ').toUpper()));
        Q_EMIT said(tr("%Ln byte(s) copied", nullptr, int(bytes->size())));
    };
    fetchCovered(this, m_desk, m_pages.digest(), first, length, m_pages.cover(), put);
}

void HexView::keyPressEvent(QKeyEvent *event)
{
    const bool extend = event->modifiers().testFlag(Qt::ShiftModifier);
    const bool whole = event->modifiers().testFlag(Qt::ControlModifier);
    const qint64 lineStart = m_cursor - m_cursor % HexLayout::BytesPerLine;
    const qint64 page = qint64(linesShown()) * HexLayout::BytesPerLine;
    const auto vertically = [&](qint64 by) {
        const qint64 target = m_cursor + by;
        moveTo(target < 0 ? m_cursor % HexLayout::BytesPerLine : target, extend);
    };
    switch (event->key()) {
    case Qt::Key_Left: return moveTo(m_cursor - 1, extend);
    case Qt::Key_Right: return moveTo(m_cursor + 1, extend);
    case Qt::Key_Up: return m_cursor < HexLayout::BytesPerLine ? void() : vertically(-HexLayout::BytesPerLine);
    case Qt::Key_Down: return vertically(HexLayout::BytesPerLine);
    case Qt::Key_PageUp: return vertically(-page);
    case Qt::Key_PageDown: return vertically(page);
    case Qt::Key_Home: return moveTo(whole ? 0 : lineStart, extend);
    case Qt::Key_End: return moveTo(whole ? m_layout.size - 1 : lineStart + HexLayout::BytesPerLine - 1, extend);
    default: QAbstractScrollArea::keyPressEvent(event);
    }
}

qint64 HexView::offsetAt(const QPoint &position) const
{
    const qint64 line = std::max<qint64>(0, m_top + (position.y() < 0 ? -1 : position.y() / m_lineHeight));
    const double column = double(position.x() - Margin + horizontalScrollBar()->value()) / m_charWidth;
    return line * HexLayout::BytesPerLine + m_layout.placeAt(column);
}

void HexView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        moveTo(offsetAt(event->position().toPoint()), event->modifiers().testFlag(Qt::ShiftModifier));
}

void HexView::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons().testFlag(Qt::LeftButton))
        moveTo(offsetAt(event->position().toPoint()), true);
}

void HexView::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu menu(this);
    menu.addActions(actions());
    menu.exec(event->globalPos());
}

void HexView::resizeEvent(QResizeEvent *)
{
    fitScrollBars();
}

void HexView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitScrollBars();
}

void HexView::focusInEvent(QFocusEvent *)
{
    viewport()->update();
}

void HexView::focusOutEvent(QFocusEvent *)
{
    viewport()->update();
}

void HexView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    painter.translate(Margin - horizontalScrollBar()->value(), 0);
    const int shown = viewport()->height() / m_lineHeight + 1;
    for (int row = 0; row < shown && m_top + row < m_layout.lines(); ++row)
        paintLine(painter, m_top + row, row * m_lineHeight);
}

void HexView::paintLine(QPainter &painter, qint64 line, int y)
{
    const int baseline = y + fontMetrics().ascent() + 1;
    const qint64 start = line * HexLayout::BytesPerLine;
    painter.setPen(quietInk(palette()));
    painter.drawText(0, baseline, m_layout.offsetText(start));
    for (int place = 0; place < HexLayout::BytesPerLine && start + place < m_layout.size; ++place)
        paintByte(painter, start + place, y, place);
}

void HexView::paintByte(QPainter &painter, qint64 offset, int y, int place)
{
    const auto [first, last] = selection();
    const int hexLeft = m_layout.hexColumn(place) * m_charWidth;
    const int textLeft = m_layout.textColumn(place) * m_charWidth;
    const bool selected = offset >= first && offset <= last && (first != last || hasFocus());
    const QPalette &colours = palette();
    if (selected) {
        const QColor highlight = colours.color(QPalette::Active, QPalette::Highlight);
        const QColor ground = blend(highlight, colours.color(QPalette::Base), hasFocus() ? 0.35 : 0.22);
        const bool joins = offset < last && place + 1 < HexLayout::BytesPerLine;
        const int hexRight = joins ? m_layout.hexColumn(place + 1) * m_charWidth : hexLeft + 2 * m_charWidth;
        painter.fillRect(QRect(hexLeft, y, hexRight - hexLeft, m_lineHeight), ground);
        painter.fillRect(QRect(textLeft, y, m_charWidth, m_lineHeight), ground);
    }
    const std::optional<uchar> byte = m_pages.byteAt(offset);
    const bool weak = !byte || *byte == 0 || hexGlyph(*byte) == QChar(0x00b7);
    const QString digits = byte ? QString::number(*byte, 16).toUpper().rightJustified(2, u'0') : u"··"_s;
    const int baseline = y + fontMetrics().ascent() + 1;
    painter.setPen(!byte || *byte == 0 ? quietInk(colours) : colours.color(QPalette::Text));
    painter.drawText(hexLeft, baseline, digits);
    painter.setPen(weak ? quietInk(colours) : colours.color(QPalette::Text));
    painter.drawText(textLeft, baseline, byte ? QString(hexGlyph(*byte)) : u" "_s);
    if (offset == m_cursor && hasFocus()) {
        painter.setPen(StateLook::ink(Look::Running, colours));
        painter.drawRect(QRect(hexLeft - 1, y, 2 * m_charWidth + 1, m_lineHeight - 1));
    }
}

} // namespace cairn
