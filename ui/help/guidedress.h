#pragma once

#include <QFont>
#include <QPalette>

class QTextDocument;

namespace cairn {

/// Gives a document read from Markdown its looks: sizes and distances in keeping with `font`, colours of `palette`; names its
/// headings (see headingsOf). May be done again, when either has changed.
void dressGuide(QTextDocument &document, const QFont &font, const QPalette &palette);

} // namespace cairn
