#pragma once

class QScrollArea;
class QWidget;

namespace cairn {

/// The content as large as there is room, and scrolled where that is less than it needs; on the ground of what it is put into.
QScrollArea *scrolled(QWidget *content);

/// Puts other content in place of an area's: it stays scrolled where it was, and the focus on the widget of that name. The old
/// one is deleted.
void replaceContent(QScrollArea &area, QWidget *content);

} // namespace cairn
