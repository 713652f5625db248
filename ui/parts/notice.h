#pragma once

#include <QFrame>
#include <QTimer>

class QLabel;

namespace cairn {

/// Tells what came of something, over the window's lower edge so that nothing is pushed aside. Good news goes by itself, bad
/// news stays until it is closed, or for a while after its place was left; what comes meanwhile stands below it.
class Notice : public QFrame
{
    Q_OBJECT
public:
    explicit Notice(QWidget *area);

    void tell(const QString &text);
    void warn(const QString &text);
    /// False: there was none.
    bool closeWarning();
    /// The place that it tells of is not shown any more.
    void leaveBehind();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void present();
    void forget();
    void goOn();
    void place();

    QLabel *m_text;
    QTimer m_leave;
    QStringList m_warnings; ///< not closed yet
    QString m_news;
    bool m_isBehind = false;
};

} // namespace cairn
