#include "syscalls.h"

#include <QFile>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <dlfcn.h>
#include <mutex>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

std::atomic<bool> watching = false; // the replacements are called before main as well: nothing else may be touched until then

struct State
{
    std::mutex mutex;
    bool recording = false;
    QList<syscalls::Entry> entries;
    QString failingWrites;
    QString failingSyncs;
    int writeError = 0;
    int syncError = 0;
    qint64 bytesLeft = 0;
    QString awaitedWrite;
    std::function<void()> act;
};

State &state()
{
    static State only;
    return only;
}

QString pathOf(int file)
{
    char target[PATH_MAX];
    const auto size = ::readlink(qPrintable(u"/proc/self/fd/%1"_s.arg(file)), target, sizeof target);
    return size > 0 ? QFile::decodeName(QByteArray(target, size)) : QString();
}

void setWatching(State &now)
{
    watching = now.recording || now.writeError || now.syncError || now.act;
}

/// An errno if the call is to fail.
int meet(syscalls::Entry::Kind kind, const QString &path, qint64 bytes)
{
    State &now = state();
    std::unique_lock lock(now.mutex);
    if (kind == syscalls::Entry::Write && now.act && path.contains(now.awaitedWrite)) {
        const auto act = std::exchange(now.act, {});
        lock.unlock();
        act();
        lock.lock();
    }
    if (kind == syscalls::Entry::Write && now.writeError && path.contains(now.failingWrites)) {
        if (bytes > now.bytesLeft)
            return now.writeError;
        now.bytesLeft -= bytes;
    }
    if (kind == syscalls::Entry::Sync && now.syncError && path.contains(now.failingSyncs))
        return now.syncError;
    if (now.recording)
        now.entries.append({kind, path});
    return 0;
}

bool mustFail(syscalls::Entry::Kind kind, int file, size_t bytes = 0)
{
    if (!watching)
        return false;
    const int before = errno;
    const int error = meet(kind, pathOf(file), qint64(bytes));
    errno = error ? error : before;
    return error != 0;
}

/// A disk takes what it has room for, and refuses only what comes after.
size_t roomFor(int file, size_t bytes)
{
    if (!watching)
        return bytes;
    const int before = errno;
    State &now = state();
    const std::scoped_lock lock(now.mutex);
    const bool isFailing = now.writeError && now.bytesLeft > 0 && pathOf(file).contains(now.failingWrites);
    errno = before;
    return isFailing ? std::min(bytes, size_t(now.bytesLeft)) : bytes;
}

template <typename F> F *original(const char *name)
{
    return reinterpret_cast<F *>(::dlsym(RTLD_NEXT, name));
}

} // namespace

extern "C" {

ssize_t write(int file, const void *bytes, size_t count)
{
    static const auto real = original<ssize_t(int, const void *, size_t)>("write");
    const size_t fits = roomFor(file, count);
    return mustFail(syscalls::Entry::Write, file, fits) ? -1 : real(file, bytes, fits);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t at)
{
    static const auto real = original<ssize_t(int, const void *, size_t, off_t)>("pwrite");
    return mustFail(syscalls::Entry::Write, file, count) ? -1 : real(file, bytes, count, at);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at)
{
    static const auto real = original<ssize_t(int, const void *, size_t, off64_t)>("pwrite64");
    return mustFail(syscalls::Entry::Write, file, count) ? -1 : real(file, bytes, count, at);
}

int fsync(int file)
{
    static const auto real = original<int(int)>("fsync");
    return mustFail(syscalls::Entry::Sync, file) ? -1 : real(file);
}

int fdatasync(int file)
{
    static const auto real = original<int(int)>("fdatasync");
    return mustFail(syscalls::Entry::Sync, file) ? -1 : real(file);
}

int rename(const char *from, const char *to) noexcept
{
    static const auto real = original<int(const char *, const char *)>("rename");
    if (watching)
        meet(syscalls::Entry::Rename, QFile::decodeName(to), 0);
    return real(from, to);
}

} // extern "C"

namespace syscalls {

void startRecording()
{
    const std::scoped_lock lock(state().mutex);
    state().entries.clear();
    state().recording = true;
    setWatching(state());
}

QList<Entry> stopRecording()
{
    const std::scoped_lock lock(state().mutex);
    state().recording = false;
    setWatching(state());
    return std::exchange(state().entries, {});
}

void note(const QString &text)
{
    const std::scoped_lock lock(state().mutex);
    if (state().recording)
        state().entries.append({Entry::Note, text});
}

void failWrites(const QString &part, int errnum, qint64 bytes)
{
    const std::scoped_lock lock(state().mutex);
    state().failingWrites = part;
    state().writeError = errnum;
    state().bytesLeft = bytes;
    setWatching(state());
}

void failSyncs(const QString &part, int errnum)
{
    const std::scoped_lock lock(state().mutex);
    state().failingSyncs = part;
    state().syncError = errnum;
    setWatching(state());
}

void beforeNextWrite(const QString &part, std::function<void()> act)
{
    const std::scoped_lock lock(state().mutex);
    state().awaitedWrite = part;
    state().act = std::move(act);
    setWatching(state());
}

void succeed()
{
    const std::scoped_lock lock(state().mutex);
    state().writeError = 0;
    state().syncError = 0;
    setWatching(state());
}

bool isSyncedBeforeEachNote(const QList<Entry> &entries, const QString &suffix)
{
    bool written = false;
    bool dirty = false;
    for (const Entry &entry : entries) {
        if (entry.kind == Entry::Note) {
            if (dirty || !written)
                return false;
        } else if (entry.what.endsWith(suffix)) {
            written = written || entry.kind == Entry::Write;
            dirty = entry.kind == Entry::Write || (dirty && entry.kind != Entry::Sync);
        }
    }
    return written;
}

} // namespace syscalls
