#include "ui/editor/codecolours.h"

#include "ui/editor/qscintilla.h"
#include "ui/look/statelook.h"

#include <QFontDatabase>

namespace cairn {

namespace {

Look lookOfJson(int style)
{
    switch (style) {
    case QsciLexerJSON::Number: return Look::WaitingCallback;
    case QsciLexerJSON::String:
    case QsciLexerJSON::EscapeSequence: return Look::Succeeded;
    case QsciLexerJSON::Property: return Look::Running;
    case QsciLexerJSON::Keyword:
    case QsciLexerJSON::KeywordLD: return Look::WaitingRetry;
    case QsciLexerJSON::UnclosedString:
    case QsciLexerJSON::Error: return Look::Blocked;
    default: return Look::Pending;
    }
}

Look lookOfYaml(int style)
{
    switch (style) {
    case QsciLexerYAML::Identifier: return Look::Running;
    case QsciLexerYAML::Keyword:
    case QsciLexerYAML::Number: return Look::WaitingCallback;
    case QsciLexerYAML::SyntaxErrorMarker: return Look::Blocked;
    default: return Look::Pending;
    }
}

/// The first `count` styles.
void dressStyles(QsciLexer &lexer, int count, Look (*lookOf)(int), const QPalette &palette)
{
    const QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    const QColor base = palette.color(QPalette::Base);
    const QColor text = palette.color(QPalette::Text);
    const bool isOff = palette.currentColorGroup() == QPalette::Disabled;
    lexer.setDefaultFont(fixed);
    for (int style = 0; style < 128; ++style) {
        if (style >= count && style != QsciScintilla::STYLE_DEFAULT)
            continue;
        const Look look = lookOf(style);
        lexer.setFont(fixed, style);
        lexer.setColor(isOff || look == Look::Pending ? text : StateLook::ink(look, palette), style);
        lexer.setPaper(base, style);
        lexer.setEolFill(false, style);
    }
    lexer.setDefaultColor(text);
    lexer.setDefaultPaper(base);
}

} // namespace

QColor lineGround(CodeView::Mark mark, const QPalette &palette)
{
    const QColor base = palette.color(QPalette::Base);
    const double strength = isDark(palette) ? 0.20 : 0.16;
    switch (mark) {
    case CodeView::Mark::Added: return blend(StateLook::ink(Look::Succeeded, palette), base, strength);
    case CodeView::Mark::Wrong: return StateLook::wash(Look::Blocked, palette); // remarks in its ink stand on it
    case CodeView::Mark::Doubtful: return StateLook::wash(Look::WaitingRetry, palette);
    case CodeView::Mark::Removed: return blend(StateLook::ink(Look::Blocked, palette), base, strength);
    case CodeView::Mark::Changed: return blend(StateLook::ink(Look::WaitingRetry, palette), base, strength + 0.08);
    case CodeView::Mark::Filler: return blend(palette.color(QPalette::Text), base, 0.06);
    }
    Q_UNREACHABLE();
    return {};
}

void dress(QsciLexerJSON &lexer, const QPalette &palette)
{
    dressStyles(lexer, QsciLexerJSON::Error + 1, lookOfJson, palette);
}

void dress(QsciLexerYAML &lexer, const QPalette &palette)
{
    dressStyles(lexer, QsciLexerYAML::Operator + 1, lookOfYaml, palette);
    lexer.setColor(quietInk(palette), QsciLexerYAML::Comment);
}

} // namespace cairn
