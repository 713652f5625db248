#include "runnerthread.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr Milliseconds AskAgain{2'000};
constexpr Milliseconds Grace{5'000};
} // namespace

/// Lives on the runner's thread and owns the runner there.
class RunnerThread::Host : public QObject
{
public:
    Host(Session &session, RunnerOptions options, RunnerThread &owner)
        : m_session(session), m_options(std::move(options)), m_owner(owner)
    {
    }

    void begin()
    {
        m_again = std::make_unique<QTimer>();
        m_again->setSingleShot(true);
        connect(m_again.get(), &QTimer::timeout, this, &Host::tryToCarry);
        tryToCarry();
    }

    void end()
    {
        m_ending = true;
        m_again->stop();
        if (m_runner)
            m_runner->stop(Grace);
        else
            QThread::currentThread()->quit();
    }

    void clear()
    {
        m_runner.reset();
        m_again.reset();
    }

private:
    void tryToCarry()
    {
        if (m_session.access().role < Role::Operator)
            return; // somebody else's does
        m_runner = std::make_unique<Runner>(m_session.carriersStore(), m_session.clock(), m_options);
        connect(m_runner.get(), &Runner::stopped, this, &Host::leaveOff);
        connect(m_runner.get(), &Runner::troubled, &m_owner, &RunnerThread::troubled);
        connect(m_runner.get(), &Runner::failed, this, &Host::giveUp);
        const qint64 interrupted = runsUnderWay();
        const auto started = m_runner->start();
        if (started) {
            Q_EMIT m_owner.carrying(interrupted);
            tellSettings();
            return;
        }
        m_runner.reset();
        const auto holder = m_session.store().leaseHolder();
        if (started.error().kind == ErrorKind::Busy && holder) // a database that is kept locked is busy as well
            Q_EMIT m_owner.standingBy(*holder);
        else
            Q_EMIT m_owner.troubled(started.error());
        m_again->start(AskAgain);
    }

    /// What is wrong in cairn.yaml is left out. Nobody is to believe that it holds.
    void tellSettings()
    {
        const auto errors = scanWorkspace(m_session.root()).settingsErrors();
        if (errors.isEmpty())
            return;
        Q_EMIT m_owner.leftOut({ErrorKind::Definition,
                                u"What is wrong in cairn.yaml is left out: %1"_s.arg(errors.first().toString()),
                                {},
                                u"`cairn check` lists all that is to be mended; then open the workspace again"_s});
    }

    /// Called from within the runner, which is stopped from outside.
    void giveUp(const Error &error)
    {
        m_damaged = error.kind == ErrorKind::DamagedStore;
        Q_EMIT m_owner.gaveUp(error);
        QMetaObject::invokeMethod(
            this, [this] { m_runner->stop(m_damaged ? Milliseconds(0) : Grace); }, Qt::QueuedConnection);
    }

    /// What the runner had on its way is written down, or cannot be.
    void leaveOff()
    {
        if (m_ending)
            QThread::currentThread()->quit();
        else if (!m_damaged)
            m_again->start(AskAgain);
    }

    qint64 runsUnderWay()
    {
        const auto reader = m_session.store().reader();
        const auto counts = reader ? (*reader)->countByState() : tl::unexpected(reader.error());
        return counts ? counts->value(RunState::Running) : 0;
    }

    Session &m_session;
    RunnerOptions m_options;
    RunnerThread &m_owner;
    std::unique_ptr<QTimer> m_again;
    std::unique_ptr<Runner> m_runner;
    bool m_ending = false;
    bool m_damaged = false; ///< the store is, which does not mend by itself
};

RunnerThread::RunnerThread(Session &session, RunnerOptions options, QObject *parent)
    : QObject(parent), m_host(new Host(session, std::move(options), *this))
{
    qRegisterMetaType<cairn::Error>();
    m_thread.setObjectName(u"cairn-runner"_s);
    m_host->moveToThread(&m_thread);
    connect(&m_thread, &QThread::started, m_host, &Host::begin);
    // what lives on the thread dies on it
    connect(&m_thread, &QThread::finished, m_host, &Host::clear, Qt::DirectConnection);
    // whoever makes it has connected by then
    QMetaObject::invokeMethod(
        &m_thread, [this] { m_thread.start(); }, Qt::QueuedConnection);
}

RunnerThread::~RunnerThread()
{
    QMetaObject::invokeMethod(m_host, &Host::end);
    m_thread.wait();
    delete m_host;
}

} // namespace cairn
