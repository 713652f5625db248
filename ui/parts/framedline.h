#pragma once

#include <QLineEdit>

namespace cairn {

/// A line that finds something, whose frame can be seen on any ground: some dark styles draw none.
class FramedLine : public QLineEdit
{
public:
    FramedLine(const QString &name, const QString &whatToFind, QWidget *parent = nullptr);

    /// It with the list that it filters under it, at least so wide.
    QWidget *above(QWidget &list, int least);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace cairn
