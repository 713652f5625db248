#pragma once

#include "ui/editor/codeview.h"

namespace cairn {

/// The ground of a marked line.
QColor lineGround(CodeView::Mark mark, const QPalette &palette);

/// Gives a lexer's styles the palette's colours, those of states, and the system's fixed font.
void dress(QsciLexerJSON &lexer, const QPalette &palette);
void dress(QsciLexerYAML &lexer, const QPalette &palette);

} // namespace cairn
