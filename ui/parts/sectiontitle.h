#pragma once

#include <QFont>

class QLabel;
class QString;

namespace cairn {

/// A title within a page, in bold. `scale`: how much larger than the text.
QLabel *sectionTitle(const QString &text, double scale = 1);
QFont sectionFont(QFont text, double scale = 1);

} // namespace cairn
