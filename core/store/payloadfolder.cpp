#include "store/payloadfolder.h"

#include "base/folder.h"
#include "base/logging.h"
#include "store/fileintake.h"
#include "store/payloadfilesink.h"
#include "store/sealeddevice.h"
#include "store/verifiedfile.h"

#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int Workers = 4; ///< files that are made durable at once

QString subfolderOf(const QString &folder, const QByteArray &name)
{
    return folder + u'/' + QString::fromLatin1(name.first(1).toHex());
}

/// Who removes files waits until nobody holds their subfolder: between being named and being recorded none may be removed. The
/// lock goes with the descriptor, and with the process.
Result<std::shared_ptr<const FileDescriptor>> holdSubfolder(const QString &subfolder)
{
    FileDescriptor folder(::open(QFile::encodeName(subfolder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.isOpen() || ::flock(folder.get(), LOCK_SH) != 0)
        return tl::unexpected(systemError(errno, u"The folder of payloads cannot be used"_s, subfolder));
    return std::make_shared<const FileDescriptor>(std::move(folder));
}

QString putBackRemedy()
{
    return u"Put it back: `cairn submit` the same file again, or take it out of a backup (`cairn doctor` says how); then retry"_s;
}

QString temporaryFolderOf(const QString &folder)
{
    return folder + "/tmp"_L1;
}

} // namespace

Result<void> TemporaryFile::write(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const auto written = ::write(m_descriptor.get(), bytes.data(), size_t(bytes.size()));
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return tl::unexpected(systemError(errno, u"The payload cannot be written"_s, QFile::decodeName(m_path)));
        bytes = bytes.sliced(written);
    }
    return {};
}

Result<void> TemporaryFile::moveTo(const QString &path)
{
    if (auto synced = syncFile(m_descriptor.get(), path); !synced)
        return synced;
    if (std::rename(m_path.constData(), QFile::encodeName(path).constData()) != 0)
        return tl::unexpected(systemError(errno, u"The payload cannot be put into its place"_s, path));
    m_path.clear();
    return {};
}

void TemporaryFile::remove()
{
    if (!m_path.isEmpty())
        ::unlink(std::exchange(m_path, {}).constData());
}

PayloadFolder::PayloadFolder(QString path, std::shared_ptr<const StoreKeys> keys)
    : m_path(std::move(path)), m_keys(std::move(keys))
{
    ::clock_gettime(CLOCK_REALTIME_COARSE, &m_openedAt);
    m_workers.setMaxThreadCount(Workers);
}

PayloadFolder::~PayloadFolder()
{
    m_workers.waitForDone();
    const std::scoped_lock lock(m_queue);
    Q_ASSERT(m_waiting.empty());
}

void PayloadFolder::doLater(std::function<void()> work)
{
    {
        const std::scoped_lock lock(m_queue);
        m_waiting.push_back(std::move(work));
    }
    m_workers.start([this] {
        std::unique_lock lock(m_queue);
        const auto next = std::move(m_waiting.front());
        m_waiting.pop_front();
        lock.unlock();
        next();
    });
}

std::unique_ptr<PayloadSink> PayloadFolder::newPayload()
{
    return std::make_unique<PayloadFileSink>(*this);
}

Result<StagedPayload> PayloadFolder::stage(const QByteArray &bytes)
{
    PayloadFileSink sink(*this);
    if (auto written = sink.write(bytes); !written)
        return tl::unexpected(written.error());
    return sink.finishNow();
}

Result<StagedPayload> PayloadFolder::ingestFile(const QString &path)
{
    PayloadFileSink sink(*this);
    if (auto copied = copyFile(path, sink); !copied)
        return tl::unexpected(copied.error());
    return sink.finishNow();
}

Result<void> PayloadFolder::prepareFolders()
{
    if (m_prepared)
        return {};
    const std::scoped_lock lock(m_folders);
    for (const QString &folder : {m_path, temporaryFolderOf(m_path)}) {
        if (auto made = makePrivateFolder(folder); !made)
            return tl::unexpected(made.error());
    }
    auto synced = syncFolder(QFileInfo(m_path).path());
    m_prepared = synced.has_value();
    return synced;
}

Result<TemporaryFile> PayloadFolder::newTemporary()
{
    if (auto prepared = prepareFolders(); !prepared)
        return tl::unexpected(prepared.error());
    const QString path = temporaryFolderOf(m_path) + u'/' + QUuid::createUuid().toString(QUuid::Id128);
    QByteArray name = QFile::encodeName(path);
    FileDescriptor file(::open(name.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file.isOpen())
        return tl::unexpected(systemError(errno, u"The payload cannot be written"_s, path));
    ::flock(file.get(), LOCK_EX | LOCK_NB);
    return TemporaryFile(std::move(file), std::move(name));
}

Result<void> PayloadFolder::makeSubfolder(const QString &subfolder, int index)
{
    const std::scoped_lock lock(m_folders);
    if (m_durable[size_t(index)])
        return {};
    if (auto made = makePrivateFolder(subfolder); !made)
        return tl::unexpected(made.error());
    auto synced = syncFolder(m_path);
    m_durable[size_t(index)] = synced.has_value();
    return synced;
}

Result<StagedPayload> PayloadFolder::settle(TemporaryFile file, const PayloadRef &ref, const DataKey *key)
{
    const QByteArray name = payloadName(ref.digest, key);
    const QString subfolder = subfolderOf(m_path, name);
    if (auto made = makeSubfolder(subfolder, quint8(name.at(0))); !made)
        return tl::unexpected(made.error());
    auto hold = holdSubfolder(subfolder);
    if (!hold)
        return tl::unexpected(hold.error());
    const QString target = payloadPath(m_path, name);
    // Over a file of that name, too: it may be damaged, and sweeping takes what is old for forgotten. Who reads it keeps what he
    // opened.
    if (auto moved = file.moveTo(target); !moved)
        return tl::unexpected(moved.error());
    if (auto synced = syncFolder(subfolder); !synced)
        return tl::unexpected(synced.error());
    return StagedPayload{ref, {}, true, key ? key->number() : 0, std::move(*hold)};
}

Result<StagedPayload> PayloadFolder::restage(const StagedPayload &payload, const std::atomic<bool> &stop)
{
    const auto source = open(payload);
    if (!source)
        return tl::unexpected(source.error());
    PayloadFileSink sink(*this);
    const auto copied = readPayload(**source, payload.ref, [&](QByteArrayView bytes) -> Result<void> {
        if (stop)
            return failure(ErrorKind::Cancelled, u"Given up on request"_s);
        return sink.write(bytes);
    });
    if (!copied)
        return tl::unexpected(copied.error());
    return sink.finishNow();
}

void PayloadFolder::removeLeftOvers()
{
    const QDir folder(temporaryFolderOf(m_path));
    for (const QString &name : folder.entryList(QDir::Files | QDir::Hidden)) {
        const QByteArray path = QFile::encodeName(folder.filePath(name));
        const FileDescriptor file(::open(path.constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
        struct stat found = {};
        const bool isSeen = file.isOpen() && ::fstat(file.get(), &found) == 0;
        const bool isOld =
            isSeen && std::tie(found.st_mtim.tv_sec, found.st_mtim.tv_nsec) < std::tie(m_openedAt.tv_sec, m_openedAt.tv_nsec);
        if (isOld && ::flock(file.get(), LOCK_EX | LOCK_NB) == 0 && ::unlink(path.constData()) == 0)
            qCInfo(lcStore) << "removed unfinished payload" << name;
    }
}

Result<std::unique_ptr<QIODevice>> PayloadFolder::open(const StagedPayload &payload)
{
    if (payload.isFile)
        return openVerified(m_path, payload.ref, m_keys->known(payload.key));
    auto buffer = std::make_unique<QBuffer>();
    buffer->setData(payload.bytes);
    buffer->open(QIODevice::ReadOnly);
    return std::unique_ptr<QIODevice>(std::move(buffer));
}

QByteArray payloadName(const Digest &digest, const DataKey *key)
{
    return key ? key->nameOf(digest) : digest.toBytes();
}

QString payloadPath(const QString &folder, const QByteArray &name)
{
    return subfolderOf(folder, name) + u'/' + QString::fromLatin1(name.sliced(1).toHex());
}

namespace {

Result<std::unique_ptr<QFile>> openPayloadFile(const QString &path)
{
    auto file = std::make_unique<QFile>(path);
    if (file->open(QIODevice::ReadOnly))
        return file;
    if (!QFileInfo::exists(path))
        return failure(ErrorKind::Damaged, u"The payload's file is lost"_s, path, putBackRemedy());
    return failure(ErrorKind::Io, u"The payload's file cannot be read: %1"_s.arg(file->errorString()), path,
                   u"Give the user that runs Cairn access to it"_s);
}

} // namespace

Result<std::unique_ptr<QIODevice>> openUnverified(const QString &folder, const PayloadRef &ref,
                                                  const std::shared_ptr<const DataKey> &key)
{
    auto file = openPayloadFile(payloadPath(folder, payloadName(ref.digest, key.get())));
    if (!file)
        return tl::unexpected(file.error());
    if (key)
        return SealedDevice::open(std::move(*file), ref, key, SealedDevice::Whole::Wished);
    return std::unique_ptr<QIODevice>(std::move(*file));
}

Result<std::unique_ptr<QIODevice>> openVerified(const QString &folder, const PayloadRef &ref,
                                                const std::shared_ptr<const DataKey> &key)
{
    const QString path = payloadPath(folder, payloadName(ref.digest, key.get()));
    auto file = openPayloadFile(path);
    if (!file)
        return tl::unexpected(file.error());
    if (key) {
        auto opened = SealedDevice::open(std::move(*file), ref, key, SealedDevice::Whole::Needed);
        if (!opened)
            return opened;
        return std::make_unique<VerifiedFile>(std::move(*opened), path, ref, VerifiedFile::Kind::Sealed);
    }
    const qint64 size = (*file)->size();
    if (size != ref.size)
        return failure(ErrorKind::Damaged, u"The payload's file has %1 bytes instead of %2"_s.arg(size).arg(ref.size), path,
                       putBackRemedy());
    return std::make_unique<VerifiedFile>(std::move(*file), path, ref, VerifiedFile::Kind::Plain);
}

Result<bool> removePayloadFile(const QString &folder, const QByteArray &name, const std::function<Result<bool>()> &isUsed)
{
    const QString subfolder = subfolderOf(folder, name);
    const FileDescriptor held(::open(QFile::encodeName(subfolder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!held.isOpen() && errno == ENOENT)
        return true;
    if (!held.isOpen())
        return tl::unexpected(systemError(errno, u"The folder of payloads cannot be used"_s, subfolder));
    if (::flock(held.get(), LOCK_EX | LOCK_NB) != 0)
        return false;
    const auto used = isUsed();
    if (!used || *used)
        return used;
    const QString path = payloadPath(folder, name);
    if (::unlink(QFile::encodeName(path).constData()) != 0 && errno != ENOENT)
        return tl::unexpected(systemError(errno, u"The payload's file cannot be removed"_s, path));
    if (auto synced = syncFolder(subfolder); !synced)
        return tl::unexpected(synced.error());
    return true;
}

} // namespace cairn
