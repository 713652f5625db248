#pragma once

#include <QObject>

class QApplication;

namespace cairn {

/// Return on a button, a tile or a link of a window presses it, as Space does: by itself Qt does that in dialogs alone, where
/// Return means the default button. What is ticked or chosen among others keeps Space.
class ReturnKey : public QObject
{
public:
    explicit ReturnKey(QApplication &application);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace cairn
