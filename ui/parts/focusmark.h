#pragma once

class QAbstractItemView;
class QWidget;

namespace cairn {

// Where the focus goes, and how it is seen in views that paint themselves.

/// A frame around all of a view, for one in which nothing else tells.
void paintFocusFrame(QWidget &viewport);
/// For views in which one entry at most is chosen: the current one is. Qt makes the first one current when the focus comes in,
/// and chooses none.
void chooseCurrent(const QAbstractItemView &view);

/// For what is made later than its neighbours: Tab leads to it from `before`, or from what comes before that if that takes no
/// focus.
void tabAfter(QWidget *before, QWidget *widget);

} // namespace cairn
