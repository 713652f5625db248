#pragma once

class QScrollArea;
class QWidget;

namespace cairn {

/// The content as large as there is room, and scrolled where that is less than it needs; on the ground of what it is put into.
QScrollArea *scrolled(QWidget *content);

} // namespace cairn
