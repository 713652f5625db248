#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>

class QWidget;

namespace cairn {

class Desk;

/// Paces the refreshing of something on screen: never two questions at once, a rest of `rest` between them, and a rest as
/// long as the last answer took, so that slow answers use at most half of the reader's time.
class Refresher : public QObject
{
    Q_OBJECT
public:
    explicit Refresher(std::chrono::milliseconds rest, QObject *parent = nullptr);

    /// From now on it wakes with each change of the store, and when `page` is shown, of which it is a part; while that is not
    /// seen, nothing wakes it.
    void follow(const Desk &desk, QWidget &page);
    /// What is shown may be out of date.
    void wake();
    /// The question asked upon due() has been answered.
    void done();
    /// What was asked, if anything, is of no interest any more: asks anew at once. The old answer is not to call done().
    void restart();

Q_SIGNALS:
    /// Ask now, and call done() when the answer is there.
    void due();

protected:
    bool eventFilter(QObject *page, QEvent *event) override;

private:
    void ask();

    std::chrono::milliseconds m_rest;
    const QWidget *m_page = nullptr; ///< that is followed
    QTimer m_timer;
    QElapsedTimer m_asked;
    bool m_busy = false;
    bool m_again = false;
};

} // namespace cairn
