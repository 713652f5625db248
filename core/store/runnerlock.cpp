#include "store/runnerlock.h"

#include "base/timestamp.h"

#include <QFile>
#include <QSysInfo>
#include <QThread>

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

// Whoever asks for the holder's name takes a shared lock for an instant: a refusal counts only if it lasts.
constexpr int Tries = 10;
constexpr int PauseMs = 5;

bool lockedByMe(int file, int how)
{
    int outcome = 0;
    do
        outcome = ::flock(file, how | LOCK_NB);
    while (outcome != 0 && errno == EINTR);
    return outcome == 0;
}

bool takeExclusively(int file)
{
    for (int i = 0; i < Tries; ++i) {
        if (lockedByMe(file, LOCK_EX))
            return true;
        if (errno != EWOULDBLOCK)
            return false;
        QThread::msleep(PauseMs);
    }
    errno = EWOULDBLOCK;
    return false;
}

QString textOf(int file)
{
    char text[512];
    const auto size = ::pread(file, text, sizeof text, 0);
    return size > 0 ? QString::fromUtf8(text, qsizetype(size)).trimmed() : QString();
}

bool writeText(int file, const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    return ::ftruncate(file, 0) == 0 && ::pwrite(file, bytes.constData(), size_t(bytes.size()), 0) == bytes.size();
}

} // namespace

Result<void> RunnerLock::take(const QString &name)
{
    const std::scoped_lock lock(m_mutex);
    const auto busy = [&](const QString &holder) {
        return failure(ErrorKind::Busy,
                       u"Runs are being carried by %1 already"_s.arg(holder.isEmpty() ? u"another process"_s : holder), m_path,
                       u"Let that one do the work, or stop it first"_s);
    };
    if (m_file.isOpen())
        return busy(m_name);
    FileDescriptor file(::open(QFile::encodeName(m_path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!file.isOpen())
        return tl::unexpected(systemError(errno, u"The runner's lock cannot be opened"_s, m_path));
    if (!takeExclusively(file.get())) {
        if (errno == EWOULDBLOCK)
            return busy(textOf(file.get()));
        return tl::unexpected(systemError(errno, u"The runner's lock cannot be taken"_s, m_path));
    }
    // The name helps people only: a full disk must not keep the runner from starting.
    writeText(file.get(), name + " since "_L1 + toRfc3339(SystemClock().now()) + u'\n');
    m_file = std::move(file);
    m_name = name;
    return {};
}

void RunnerLock::release()
{
    const std::scoped_lock lock(m_mutex);
    if (!m_file.isOpen())
        return;
    writeText(m_file.get(), {});
    m_file.reset();
}

std::optional<QString> RunnerLock::holder() const
{
    const std::scoped_lock lock(m_mutex);
    if (m_file.isOpen())
        return m_name;
    const FileDescriptor file(::open(QFile::encodeName(m_path).constData(), O_RDONLY | O_CLOEXEC));
    if (!file.isOpen() || lockedByMe(file.get(), LOCK_SH))
        return std::nullopt;
    const QString name = textOf(file.get()).section(" since "_L1, 0, 0);
    return name.isEmpty() ? u"another process"_s : name;
}

QString RunnerLock::ownName()
{
    return u"%1 pid %2"_s.arg(QSysInfo::machineHostName()).arg(::getpid());
}

} // namespace cairn
