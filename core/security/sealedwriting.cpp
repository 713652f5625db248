#include "security/sealedfile.h"

#include "base/hasher.h"
#include "security/archivewriter.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 ChunkSize = 64 * 1024;

QByteArray manifestOf(QJsonObject head, const std::vector<SealedSource> &sources)
{
    QJsonArray members;
    for (const SealedSource &source : sources)
        members.append(QJsonObject{
            {u"name"_s, source.member.name}, {u"size"_s, source.member.size}, {u"sha256"_s, source.member.digest.toHex()}});
    head.insert(u"members"_s, members);
    return QJsonDocument(head).toJson();
}

QByteArray sealOf(const QByteArray &manifest, const SigningKey &key)
{
    return QJsonDocument(QJsonObject{{u"key"_s, QString::fromLatin1(key.publicKey().toBase64())},
                                     {u"signature"_s, QString::fromLatin1(key.sign(SealedPrefix + manifest).toBase64())}})
        .toJson();
}

Result<void> writeSmall(ArchiveWriter &output, const QString &name, const QByteArray &bytes)
{
    auto done = output.begin(name, bytes.size());
    return done ? output.write(bytes) : done;
}

Result<void> copySource(ArchiveWriter &output, const SealedSource &source, qint64 &written,
                        const std::function<bool(qint64)> &progress)
{
    auto opened = source.open();
    if (!opened)
        return tl::unexpected(opened.error());
    if (auto begun = output.begin(source.member.name, source.member.size); !begun)
        return begun;
    Hasher hasher;
    for (qint64 got = 0; got < source.member.size;) {
        const QByteArray block = (*opened)->read(std::min(ChunkSize, source.member.size - got));
        if (block.isEmpty())
            return failure(ErrorKind::Conflict, u"%1 ended early: %2"_s.arg(source.member.name, (*opened)->errorString()));
        hasher.add(block);
        got += block.size();
        written += block.size();
        if (auto done = output.write(block); !done)
            return done;
        if (progress && !progress(written))
            return failure(ErrorKind::Cancelled, u"the work was stopped"_s);
    }
    if (hasher.finish() != source.member.digest)
        return failure(ErrorKind::Conflict, u"%1 is not what it was when it was listed"_s.arg(source.member.name));
    return {};
}

} // namespace

Result<void> writeSealedFile(const QString &path, const QJsonObject &head, const std::vector<SealedSource> &sources,
                             const SigningKey &key, const std::function<bool(qint64)> &progress)
{
    if (qsizetype(sources.size()) > SealedFile::MostMembers)
        return failure(ErrorKind::Usage, u"that is more than one file takes"_s, path);
    ArchiveWriter output(path, ArchiveWriter::Format::Ustar);
    if (auto opened = output.open(); !opened)
        return opened;
    const QByteArray manifest = manifestOf(head, sources);
    if (auto done = writeSmall(output, u"manifest.json"_s, manifest); !done)
        return done;
    if (auto done = writeSmall(output, u"manifest.sig"_s, sealOf(manifest, key)); !done)
        return done;
    qint64 written = 0;
    for (const SealedSource &source : sources) {
        if (auto done = copySource(output, source, written, progress); !done)
            return done;
    }
    return output.finish();
}

} // namespace cairn
