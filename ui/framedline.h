#pragma once

#include <QLineEdit>

namespace cairn {

/// A line edit whose frame can be seen on any ground: some dark styles draw none.
class FramedLine : public QLineEdit
{
public:
    using QLineEdit::QLineEdit;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace cairn
