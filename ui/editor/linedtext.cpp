#include "ui/editor/linedtext.h"

#include <QEvent>
#include <QFontDatabase>
#include <QHelpEvent>
#include <QPainter>
#include <QTextBlock>
#include <QToolTip>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr int Padding = 8;
}

/// The column of numbers left of the text; painted by the view, which knows the lines.
class LinedText::Gutter : public QWidget
{
public:
    explicit Gutter(LinedText *view) : QWidget(view), m_view(view) {}

protected:
    void paintEvent(QPaintEvent *event) override
    {
        QPainter painter(this);
        m_view->paintGutter(painter, event->rect());
    }
    void wheelEvent(QWheelEvent *event) override { m_view->wheelEvent(event); }

private:
    LinedText *m_view;
};

LinedText::LinedText(QWidget *parent) : QPlainTextEdit(parent), m_gutter(new Gutter(this))
{
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setLineWrapMode(NoWrap);
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    document()->setDocumentMargin(2);
    useFixedFont();
    connect(this, &QPlainTextEdit::updateRequest, m_gutter, [this](const QRect &area, int dy) {
        if (dy != 0)
            m_gutter->scroll(0, dy);
        else
            m_gutter->update(0, area.y(), m_gutter->width(), area.height());
    });
}

void LinedText::useFixedFont()
{
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPointSizeF(parentWidget() ? parentWidget()->font().pointSizeF() : font().pointSizeF());
    setFont(fixed);
    setTabStopDistance(4 * fontMetrics().horizontalAdvance(u' '));
}

void LinedText::setSource(const QString &text)
{
    QList<TextLine> lines;
    QStringList parts = text.split(u'\n');
    if (parts.size() > 1 && parts.last().isEmpty())
        parts.removeLast(); // the text ends with its last line
    for (const QString &part : std::as_const(parts))
        lines.append({part, int(lines.size()) + 1, 0, {}, {}, {}});
    setLines(lines, 1);
}

void LinedText::setLines(const QList<TextLine> &lines, int numberColumns)
{
    m_lines = lines;
    m_numberColumns = numberColumns;
    m_shown = 0;
    QStringList text;
    for (const TextLine &line : lines)
        text.append(line.text);
    setPlainText(text.join(u'\n'));
    placeGutter();
}

void LinedText::showLine(int line)
{
    m_shown = std::clamp(line, 1, std::max(1, blockCount()));
    QTextCursor cursor(document()->findBlockByNumber(m_shown - 1));
    setTextCursor(cursor);
    centerCursor();
    viewport()->update();
    m_gutter->update();
}

int LinedText::numberWidth() const
{
    int most = 99;
    for (const TextLine &line : m_lines)
        most = std::max({most, line.before, line.after});
    return fontMetrics().horizontalAdvance(QString::number(most));
}

int LinedText::gutterWidth() const
{
    const bool signs = std::any_of(m_lines.begin(), m_lines.end(), [](const TextLine &line) { return !line.sign.isEmpty(); });
    return m_numberColumns * (numberWidth() + Padding) + Padding + (signs ? fontMetrics().horizontalAdvance(u'+') + Padding : 0);
}

void LinedText::placeGutter()
{
    const int width = gutterWidth();
    setViewportMargins(width, 0, 0, 0);
    const QRect inside = contentsRect();
    m_gutter->setGeometry(inside.left(), inside.top(), width, inside.height());
    m_gutter->update();
}

template <typename Paint> void LinedText::forVisibleLines(const QRect &area, Paint paint)
{
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF row = blockBoundingGeometry(block).translated(contentOffset());
        if (row.top() > area.bottom())
            return;
        if (block.blockNumber() < m_lines.size())
            paint(m_lines.at(block.blockNumber()), row.toAlignedRect(), block.blockNumber() + 1);
    }
}

void LinedText::paintGutter(QPainter &painter, const QRect &area)
{
    const QColor base = palette().color(QPalette::Base);
    painter.fillRect(area, base);
    painter.setFont(font());
    forVisibleLines(area, [&](const TextLine &line, const QRect &row, int number) {
        const QRect band(0, row.top(), m_gutter->width(), row.height());
        if (line.look)
            painter.fillRect(band, StateLook::wash(*line.look, palette()));
        paintNumbers(painter, line, band, number == m_shown);
    });
    painter.fillRect(QRect(m_gutter->width() - 1, area.top(), 1, area.height()),
                     blend(palette().color(QPalette::Text), base, 0.12));
}

void LinedText::paintNumbers(QPainter &painter, const TextLine &line, const QRect &row, bool isCurrent)
{
    const int width = numberWidth();
    painter.setPen(isCurrent ? palette().color(QPalette::Text) : quietInk(palette()));
    int x = Padding;
    for (const int number : {line.before, line.after}) {
        if (number > 0)
            painter.drawText(QRect(x, row.top(), width, row.height()), Qt::AlignRight | Qt::AlignVCenter,
                             QString::number(number));
        x += width + Padding;
        if (m_numberColumns == 1)
            break;
    }
    if (line.sign.isEmpty())
        return;
    painter.setPen(line.look ? StateLook::ink(*line.look, palette()) : quietInk(palette()));
    painter.drawText(QRect(x, row.top(), m_gutter->width() - x - Padding, row.height()), Qt::AlignCenter, line.sign);
}

void LinedText::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    forVisibleLines(event->rect(), [&](const TextLine &line, const QRect &row, int number) {
        const QRect band(0, row.top(), viewport()->width(), row.height());
        if (line.look)
            painter.fillRect(band, StateLook::wash(*line.look, palette()));
        if (number == m_shown) {
            painter.setPen(blend(palette().color(QPalette::Highlight), palette().color(QPalette::Base), 0.7));
            painter.drawRect(band.adjusted(-1, 0, 0, -1));
        }
    });
    painter.end();
    QPlainTextEdit::paintEvent(event);
}

void LinedText::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    placeGutter();
}

void LinedText::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::ParentChange)
        useFixedFont();
    if (event->type() == QEvent::FontChange)
        placeGutter();
}

bool LinedText::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QPlainTextEdit::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int line = cursorForPosition(help->pos()).blockNumber();
    QToolTip::showText(help->globalPos(), line < m_lines.size() ? m_lines.at(line).tip : QString(), this);
    return true;
}

} // namespace cairn
