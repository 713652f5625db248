#pragma once

#include <QFrame>
#include <QTimer>

class QLabel;

namespace cairn {

/// Tells what came of something, over the window's lower edge so that nothing is pushed aside. Good news goes by itself, bad
/// news stays until it is closed.
class Notice : public QFrame
{
    Q_OBJECT
public:
    explicit Notice(QWidget *area);

    void tell(const QString &text);
    void warn(const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void present(const QString &text, bool bad);
    void place();

    QLabel *m_text;
    QTimer m_leave;
    bool m_bad = false;
};

} // namespace cairn
