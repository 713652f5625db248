#include "ui/help/guidedress.h"

#include "ui/help/guide.h"
#include "ui/look/statelook.h"

#include <QFontDatabase>
#include <QFontMetrics>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextFrame>
#include <QTextTable>

namespace cairn {

namespace {

/// What the pieces of a page are drawn with.
struct Dress
{
    double size;   ///< of plain text, in points
    double line;   ///< its height, in pixels
    QString fixed; ///< family for code
    QColor text;
    QColor link;
    QColor ground; ///< of code and of tables' heads
    QColor rule;

    Dress(const QFont &font, const QPalette &palette)
        : size(font.pointSizeF() * 1.08), line(QFontMetrics(font).height()),
          fixed(QFontDatabase::systemFont(QFontDatabase::FixedFont).family()), text(palette.color(QPalette::Text)),
          link(StateLook::ink(Look::Running, palette)), ground(blend(text, palette.color(QPalette::Base), 0.06)),
          rule(blend(text, palette.color(QPalette::Base), 0.22))
    {
    }

    double headingSize(int level) const { return size * (level == 1 ? 1.75 : level == 2 ? 1.3 : 1.1); }
};

/// Marks frames that hold code.
constexpr int CodeFrame = QTextFormat::UserProperty + 1;

bool isCodeFrame(const QTextFrame *frame)
{
    return frame && frame->frameFormat().hasProperty(CodeFrame);
}

/// As it was read, or as it was framed: the first line of a frame has lost what it was read with.
bool isCode(const QTextBlock &block)
{
    return block.isValid() &&
           (block.blockFormat().hasProperty(QTextFormat::BlockCodeLanguage) || isCodeFrame(QTextCursor(block).currentFrame()));
}

/// Puts each piece of code, a block for every line, into a frame of its own.
void frameCode(QTextDocument &document)
{
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        if (!isCode(block) || block.text().isEmpty() || isCodeFrame(QTextCursor(block).currentFrame()))
            continue;
        QTextBlock last = block;
        while (isCode(last.next()))
            last = last.next();
        QTextCursor cursor(block);
        cursor.setPosition(last.position() + last.length() - 1, QTextCursor::KeepAnchor);
        QTextFrameFormat format;
        format.setProperty(CodeFrame, true);
        block = cursor.insertFrame(format)->lastCursorPosition().block();
    }
}

void dressCodeFrame(QTextFrame &frame, const Dress &dress)
{
    QTextFrameFormat format = frame.frameFormat();
    format.setBackground(dress.ground);
    format.setPadding(dress.line * 0.6);
    format.setTopMargin(dress.line * 0.2);
    format.setBottomMargin(dress.line * 0.8);
    frame.setFrameFormat(format);
}

QTextBlockFormat blockFormatFor(const QTextBlock &block, const Dress &dress)
{
    QTextBlockFormat format = block.blockFormat();
    const int level = format.headingLevel();
    const QTextCursor place(block);
    if (block.text().isEmpty() && !place.currentTable() && !isCodeFrame(place.currentFrame())) {
        format.setTopMargin(0); // left over where a frame begins
        format.setBottomMargin(0);
        format.setLineHeight(1, QTextBlockFormat::FixedHeight);
    } else if (isCode(block)) {
        format.setTopMargin(0);
        format.setBottomMargin(0);
        format.setNonBreakableLines(false); // better broken than beyond the edge
    } else if (level > 0) {
        format.setTopMargin(level == 1 ? dress.line * 0.8 : dress.line * 1.5);
        format.setBottomMargin(dress.line * 0.45);
    } else {
        const bool inTable = place.currentTable() != nullptr;
        format.setTopMargin(0);
        format.setBottomMargin(inTable ? 0 : block.textList() ? dress.line * 0.25 : dress.line * 0.6);
        format.setLineHeight(inTable ? 110 : 130, QTextBlockFormat::ProportionalHeight);
    }
    return format;
}

void dressFragment(const QTextFragment &fragment, const QTextBlock &block, QTextDocument &document, const Dress &dress)
{
    QTextCursor cursor(&document);
    cursor.setPosition(fragment.position());
    cursor.setPosition(fragment.position() + fragment.length(), QTextCursor::KeepAnchor);
    const QTextCharFormat old = fragment.charFormat();
    const int level = block.blockFormat().headingLevel();
    const bool code = old.fontFixedPitch() || isCode(block);
    QTextCharFormat format = old;
    format.clearProperty(QTextFormat::FontSizeAdjustment); // sizes are our own
    format.setFontPointSize(level > 0 ? dress.headingSize(level) : dress.size);
    format.setForeground(old.isAnchor() && !old.anchorHref().isEmpty() ? dress.link : dress.text);
    if (level > 0)
        format.setFontWeight(QFont::Bold);
    if (code) {
        format.setFontFamilies({dress.fixed});
        format.setFontPointSize((level > 0 ? dress.headingSize(level) : dress.size) * 0.9);
        if (!isCode(block))
            format.setBackground(dress.ground);
    }
    cursor.setCharFormat(format);
}

void dressBlock(const QTextBlock &block, QTextDocument &document, const Dress &dress)
{
    QTextCursor(block).setBlockFormat(blockFormatFor(block, dress));
    QList<QTextFragment> fragments; // of before: the iteration ends where formats change
    for (auto it = block.begin(); !it.atEnd(); ++it)
        fragments.append(it.fragment());
    for (const QTextFragment &fragment : std::as_const(fragments))
        dressFragment(fragment, block, document, dress);
}

void dressTable(QTextTable &table, const Dress &dress)
{
    QTextTableFormat format = table.format();
    format.setBorderCollapse(true);
    format.setBorder(1);
    format.setBorderBrush(dress.rule);
    format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    format.setCellPadding(dress.line * 0.35);
    format.setCellSpacing(0);
    format.setBottomMargin(dress.line * 0.8);
    table.setFormat(format);
    for (int column = 0; column < table.columns(); ++column) {
        QTextTableCell head = table.cellAt(0, column);
        QTextCharFormat cell = head.format();
        cell.setBackground(dress.ground);
        head.setFormat(cell);
    }
}

void nameHeadings(QTextDocument &document)
{
    const QList<GuideHeading> headings = headingsOf(document);
    auto heading = headings.begin();
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        if (block.blockFormat().headingLevel() == 0)
            continue;
        QTextCursor cursor(block);
        cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        QTextCharFormat named;
        named.setAnchor(true);
        named.setAnchorNames({heading->anchor});
        cursor.mergeCharFormat(named);
        ++heading;
    }
}

} // namespace

void dressGuide(QTextDocument &document, const QFont &font, const QPalette &palette)
{
    const Dress dress(font, palette);
    QTextCursor all(&document);
    all.beginEditBlock();
    frameCode(document);
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next())
        dressBlock(block, document, dress);
    for (QTextFrame *frame : document.rootFrame()->childFrames()) {
        if (auto *table = qobject_cast<QTextTable *>(frame))
            dressTable(*table, dress);
        else if (isCodeFrame(frame))
            dressCodeFrame(*frame, dress);
    }
    nameHeadings(document);
    all.endEditBlock();
    document.setDocumentMargin(dress.line);
}

} // namespace cairn
