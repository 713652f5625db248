#include "ui/payload/payloadcheck.h"

namespace cairn {

PayloadCheck::PayloadCheck(Desk &desk, QObject *parent) : QObject(parent), m_desk(desk) {}

PayloadCheck::~PayloadCheck()
{
    drop();
}

void PayloadCheck::drop()
{
    if (!m_watcher)
        return;
    m_watcher->disconnect(this);
    m_watcher->cancel();
    std::exchange(m_watcher, nullptr)->deleteLater();
}

void PayloadCheck::start(const PayloadRef &ref)
{
    drop();
    m_ref = ref;
    m_percent = 0;
    m_error = {};
    if (!ref.isValid())
        return set(State::None);
    m_watcher = new QFutureWatcher<Result<void>>(this);
    connect(m_watcher, &QFutureWatcherBase::progressValueChanged, this, [this](int thousandths) {
        if (std::exchange(m_percent, thousandths / 10) != m_percent)
            Q_EMIT changed();
    });
    connect(m_watcher, &QFutureWatcherBase::finished, this, [this] {
        if (m_watcher->future().resultCount() > 0)
            conclude(m_watcher->result());
    });
    m_watcher->setFuture(m_desk.verifyPayload(ref));
    set(State::Checking);
}

void PayloadCheck::stop()
{
    if (m_state != State::Checking)
        return;
    drop();
    set(State::Stopped);
}

void PayloadCheck::conclude(const Result<void> &outcome)
{
    drop();
    if (!outcome)
        m_error = outcome.error();
    set(outcome ? State::Verified : m_error.kind == ErrorKind::Damaged ? State::Damaged : State::Failed);
}

void PayloadCheck::set(State state)
{
    m_state = state;
    Q_EMIT changed();
}

} // namespace cairn
