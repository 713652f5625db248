#pragma once

#include <QWidget>

class QAction;
class QMenu;

namespace cairn {

/// The settings of how the console looks: the choices of the display menu, and which language it speaks and why.
class DisplayPage : public QWidget
{
    Q_OBJECT
public:
    /// Each menu in `display` is a question with one answer, each other action that can be checked a switch. They outlive this.
    explicit DisplayPage(const QMenu &display, QWidget *parent = nullptr);

private:
    QWidget *choicesOf(const QMenu &menu);
    QWidget *languages();
};

} // namespace cairn
