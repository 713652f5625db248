#include "security/sealedfile.h"

#include "base/hasher.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>

#include <archive.h>
#include <archive_entry.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t BlockSize = 64 * 1024;
constexpr qint64 MostSignature = 4'096;

bool isGoodName(const QString &name)
{
    static const QRegularExpression good(
        QRegularExpression::anchoredPattern(u"(?:[a-z]{1,20}/)?[A-Za-z0-9][A-Za-z0-9_-]{0,70}(?:\\.[a-z]{1,8})?"_s));
    return good.match(name).hasMatch();
}

std::optional<SealedMember> memberFrom(const QJsonObject &json)
{
    const auto digest = Digest::fromHex(json.value("sha256"_L1).toString());
    SealedMember member{json.value("name"_L1).toString(), json.value("size"_L1).toInteger(-1), digest.value_or(Digest())};
    const bool good = isGoodName(member.name) && member.size >= 0 && member.digest.isValid();
    return good ? std::optional(member) : std::nullopt;
}

} // namespace

/// libarchive's reader over a file.
class SealedFile::Input
{
public:
    explicit Input(const QString &path) : file(path), reader(archive_read_new())
    {
        archive_read_support_filter_zstd(reader);
        archive_read_support_format_tar(reader);
    }
    ~Input() { archive_read_free(reader); }
    Input(const Input &) = delete;
    Input &operator=(const Input &) = delete;

    QFile file;
    ::archive *reader;
};

SealedFile::SealedFile(const QString &path) : m_path(path), m_input(std::make_unique<Input>(path)) {}

SealedFile::~SealedFile() = default;

tl::unexpected<Error> SealedFile::damaged(const QString &what) const
{
    return failure(ErrorKind::Damaged, what, m_path, u"Ask whoever sent it for another copy"_s);
}

Result<std::unique_ptr<SealedFile>> SealedFile::open(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return failure(ErrorKind::NotFound, u"there is no such file"_s, path);
    if (!info.isFile())
        return failure(ErrorKind::Io, u"it is no file"_s, path);
    std::unique_ptr<SealedFile> sealed(new SealedFile(path));
    if (auto started = sealed->start(); !started)
        return tl::unexpected(started.error());
    return sealed;
}

Result<void> SealedFile::start()
{
    if (!m_input->file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Io, u"it cannot be read: %1"_s.arg(m_input->file.errorString()), m_path);
    if (archive_read_open_fd(m_input->reader, m_input->file.handle(), BlockSize) != ARCHIVE_OK)
        return damaged(u"it is no file of this kind"_s);
    const auto manifest = readSmall(u"manifest.json"_s, MostManifest);
    if (!manifest)
        return tl::unexpected(manifest.error());
    const auto signature = readSmall(u"manifest.sig"_s, MostSignature);
    if (!signature)
        return tl::unexpected(signature.error());
    return readManifest(*manifest, *signature);
}

Result<void> SealedFile::readManifest(const QByteArray &manifest, const QByteArray &signature)
{
    const QJsonObject seal = QJsonDocument::fromJson(signature).object();
    m_key = QByteArray::fromBase64(seal.value("key"_L1).toString().toLatin1());
    if (!SigningKey::verify(SealedPrefix + manifest, QByteArray::fromBase64(seal.value("signature"_L1).toString().toLatin1()),
                            m_key))
        return damaged(u"its manifest is not signed by the key it names: it was changed after it was made"_s);
    m_manifest = QJsonDocument::fromJson(manifest).object();
    const QJsonArray members = m_manifest.value("members"_L1).toArray();
    if (members.size() > MostMembers)
        return damaged(u"it claims to have %1 members"_s.arg(members.size()));
    QSet<QString> names;
    qint64 total = 0;
    for (const QJsonValue &one : members) {
        const auto member = memberFrom(one.toObject());
        if (!member || names.contains(member->name))
            return damaged(u"its manifest names a member that cannot be"_s);
        total += std::min(member->size, MostBytes);
        if (total > MostBytes)
            return damaged(u"it claims to hold more than %1 GiB"_s.arg(MostBytes >> 30));
        names.insert(member->name);
        m_members.append(*member);
    }
    return {};
}

Result<SealedMember> SealedFile::nextHeader()
{
    archive_entry *entry = nullptr;
    if (archive_read_next_header(m_input->reader, &entry) != ARCHIVE_OK)
        return damaged(u"it ends before it is whole, or is no file of this kind"_s);
    const char *name = archive_entry_pathname(entry);
    const bool plain = archive_entry_filetype(entry) == AE_IFREG && !archive_entry_hardlink(entry) &&
                       !archive_entry_symlink(entry) && archive_entry_size_is_set(entry) && !archive_entry_sparse_count(entry);
    if (!name || !plain)
        return damaged(u"a member of it is no plain file"_s);
    return SealedMember{QString::fromUtf8(name), archive_entry_size(entry), {}};
}

Result<QByteArray> SealedFile::readSmall(const QString &name, qint64 most)
{
    const auto header = nextHeader();
    if (!header)
        return tl::unexpected(header.error());
    if (header->name != name || header->size > most)
        return damaged(u"it is no file of this kind: %1 is missing"_s.arg(name));
    QByteArray bytes(qsizetype(header->size), '\0');
    if (archive_read_data(m_input->reader, bytes.data(), size_t(bytes.size())) != bytes.size())
        return damaged(u"%1 is cut off"_s.arg(name));
    return bytes;
}

Result<void> SealedFile::readMember(const SealedMember &expected, const std::function<Result<void>(QByteArrayView)> &take)
{
    const auto header = nextHeader();
    if (!header)
        return tl::unexpected(header.error());
    if (header->name != expected.name || header->size != expected.size)
        return damaged(u"it holds something else where its manifest names %1"_s.arg(expected.name));
    Hasher hasher;
    QByteArray block(BlockSize, '\0');
    qint64 got = 0;
    while (got < expected.size) {
        const la_ssize_t count = archive_read_data(m_input->reader, block.data(), size_t(block.size()));
        if (count <= 0)
            return damaged(u"%1 is cut off"_s.arg(expected.name));
        got += count;
        const QByteArrayView part(block.constData(), count);
        hasher.add(part);
        if (auto taken = take(part); !taken)
            return taken;
    }
    if (hasher.finish() != expected.digest)
        return damaged(u"%1 is not what was sealed"_s.arg(expected.name));
    return {};
}

Result<void> SealedFile::read(const std::function<Result<void>(const SealedMember &, QByteArrayView)> &take)
{
    for (const SealedMember &member : std::as_const(m_members)) {
        auto done = readMember(member, [&](QByteArrayView block) { return take(member, block); });
        if (!done)
            return done;
    }
    archive_entry *entry = nullptr;
    if (archive_read_next_header(m_input->reader, &entry) != ARCHIVE_EOF)
        return damaged(u"it holds more than its manifest names"_s);
    return {};
}

} // namespace cairn
