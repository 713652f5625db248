#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;

namespace cairn {

/// A line for finding text in the view it stands under: Ctrl+F opens it where the window does not use that key, F3 and Shift+F3
/// go on, Esc closes it.
class FindBar : public QWidget
{
    Q_OBJECT
public:
    enum class Opens { ByKey, WhenCalled };

    /// `area` is the widget in which the keys count; `target` gets the focus back. Both outlive it.
    FindBar(QWidget *area, QWidget *target, Opens opens = Opens::ByKey);

    void open();
    void dismiss();
    /// What came of it.
    void tell(const QString &outcome);

Q_SIGNALS:
    void wanted(const QString &text, bool backwards);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void ask(bool backwards);

    QWidget *m_target;
    QLineEdit *m_text;
    QLabel *m_outcome;
};

} // namespace cairn
