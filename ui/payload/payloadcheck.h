#pragma once

#include "control/desk.h"

#include <QFutureWatcher>

namespace cairn {

/// Verifies one payload in the background, and knows how far that is.
class PayloadCheck : public QObject
{
    Q_OBJECT
public:
    enum class State { None, Checking, Stopped, Verified, Damaged, Failed };

    explicit PayloadCheck(Desk &desk, QObject *parent = nullptr);
    ~PayloadCheck() override;

    /// In place of what was checked before.
    void start(const PayloadRef &ref);
    void stop();
    /// Once more, after it was stopped or failed.
    void restart() { start(m_ref); }

    State state() const { return m_state; }
    int percent() const { return m_percent; }
    /// Why it is Damaged or Failed.
    const Error &error() const { return m_error; }

Q_SIGNALS:
    void changed();

private:
    void drop();
    void conclude(const Result<void> &outcome);
    void set(State state);

    Desk &m_desk;
    PayloadRef m_ref;
    State m_state = State::None;
    int m_percent = 0;
    Error m_error;
    QFutureWatcher<Result<void>> *m_watcher = nullptr;
};

} // namespace cairn
