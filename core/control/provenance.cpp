#include "control/provenance.h"

#include "security/minisign.h"
#include "store/filedescriptor.h"

#include <QDir>
#include <QRegularExpression>

#include <fcntl.h>
#include <sys/stat.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 LargestSidecar = 256 * 1024;

QString endingOf(ProvenanceRule::Sidecar kind)
{
    return kind == ProvenanceRule::Sidecar::Sha256 ? u".sha256"_s : u".minisig"_s;
}

/// Or a link that leads nowhere, which is refused rather than taken for nothing.
bool isThere(const QString &sidecar)
{
    const QFileInfo info(sidecar);
    return info.exists() || info.isSymLink();
}

/// As an error about the file rather than about the sidecar: who reads it looks for the file. Whatever is wrong, it is what was
/// given that is refused, unless what hinders looking is to blame.
tl::unexpected<Error> notTaken(ErrorKind cause, const QString &why, const QString &sidecar, const QString &remedy)
{
    const bool isGiven = cause == ErrorKind::NotFound || cause == ErrorKind::Damaged;
    const ErrorKind kind = isGiven ? ErrorKind::Usage : cause;
    return failure(kind, u"not taken, its provenance is refused (policy): %1"_s.arg(why), sidecar, remedy);
}

/// A plain file of moderate size: whoever may write the file may write what lies beside it, a link or a pipe as well.
Result<QByteArray> readSidecar(const QString &path)
{
    const FileDescriptor opened(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    struct stat found = {};
    QFile file;
    if (!opened.isOpen() || ::fstat(opened.get(), &found) != 0 || !S_ISREG(found.st_mode) || found.st_size > LargestSidecar ||
        !file.open(opened.get(), QIODevice::ReadOnly))
        return notTaken(ErrorKind::Io, u"what lies beside it cannot be read"_s, path, u"Put a plain file there"_s);
    return file.read(LargestSidecar);
}

/// The digest that a line of sha256sum (or of `shasum --tag`) gives for `name`; nothing if it speaks of another file.
std::optional<Digest> digestIn(const QString &line, const QString &name)
{
    static const QRegularExpression plain(u"\\A([0-9a-fA-F]{64})(?:[ \\t]+\\*?(.+))?\\z"_s);
    static const QRegularExpression tagged(u"\\ASHA256 \\((.+)\\) = ([0-9a-fA-F]{64})\\z"_s);
    QRegularExpressionMatch match = plain.match(line);
    QString hex = match.captured(1);
    QString of = match.captured(2);
    if (!match.hasMatch()) {
        match = tagged.match(line);
        of = match.captured(1);
        hex = match.captured(2);
    }
    if (!match.hasMatch() || (!of.isEmpty() && QFileInfo(of).fileName() != name))
        return std::nullopt;
    const auto digest = Digest::fromHex(hex);
    return digest ? std::optional(*digest) : std::nullopt;
}

Result<Vouched> vouchByChecksum(const QString &name, const QString &sidecar, const QByteArray &contents,
                                const StagedPayload &taken)
{
    const QStringList lines = QString::fromUtf8(contents).split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : lines) {
        const auto digest = digestIn(line.trimmed(), name);
        if (!digest)
            continue;
        if (*digest == taken.ref.digest)
            return Vouched{ProvenanceRule::Sidecar::Sha256, {}, {}};
        return notTaken(ErrorKind::Damaged,
                        u"its SHA-256 is %1…, and %2… is what it must be"_s.arg(taken.ref.digest.brief(), digest->brief()),
                        sidecar, u"It changed on its way: send it again, with its checksum"_s);
    }
    return notTaken(ErrorKind::Usage, u"there is no checksum of it in what lies beside it"_s, sidecar,
                    u"Write it with `sha256sum %1 > %1.sha256`"_s.arg(name));
}

Result<void> feed(MinisignVerifier &verifier, const StagedPayload &taken, PayloadStore &payloads)
{
    auto device = payloads.open(taken);
    if (!device)
        return tl::unexpected(device.error());
    return readPayload(**device, taken.ref, [&](QByteArrayView block) { return verifier.add(block); });
}

Result<Vouched> vouchBySignature(const ProvenanceRule &rule, const QString &sidecar, const QByteArray &contents,
                                 const StagedPayload &taken, PayloadStore &payloads)
{
    const auto signature = MinisignSignature::fromFile(contents);
    if (!signature)
        return notTaken(signature.error().kind, signature.error().detail, sidecar, signature.error().remedy);
    MinisignVerifier verifier(*signature);
    if (const auto fed = feed(verifier, taken, payloads); !fed)
        return notTaken(fed.error().kind, fed.error().detail, sidecar, fed.error().remedy);
    QStringList trusted;
    for (const QString &text : rule.keys) {
        const auto key = MinisignKey::fromText(text);
        if (!key)
            return notTaken(key.error().kind, key.error().detail, sidecar, key.error().remedy);
        const auto verified = verifier.verify(*key);
        if (verified)
            return Vouched{ProvenanceRule::Sidecar::Minisign, MinisignKey::idText(key->id),
                           QString::fromUtf8(signature->comment)};
        if (verified.error().kind == ErrorKind::Damaged)
            return notTaken(ErrorKind::Damaged, verified.error().detail, sidecar,
                            u"Ask whoever signed it for both files once more"_s);
        trusted.append(MinisignKey::idText(key->id));
    }
    return notTaken(
        ErrorKind::Usage,
        u"key %1 signed it, and the pipeline trusts %2"_s.arg(MinisignKey::idText(signature->keyId), trusted.join(u", "_s)),
        sidecar, u"Have it signed by a trusted key, or add that key to input.provenance.key if it is to be trusted"_s);
}

} // namespace

RunOrigin originOf(const QFileInfo &file)
{
    RunOrigin origin;
    origin.source = u"file"_s;
    origin.path = QDir::cleanPath(file.absoluteFilePath());
    if (!file.exists())
        return origin;
    origin.ownerId = file.ownerId();
    origin.owner = file.owner();
    origin.modifiedAt = Timestamp(Milliseconds(file.lastModified().toMSecsSinceEpoch()));
    return origin;
}

QString sidecarOf(const QString &path, ProvenanceRule::Sidecar kind)
{
    return path + endingOf(kind);
}

bool isSidecarName(const QString &name, ProvenanceRule::Sidecar kind)
{
    return kind != ProvenanceRule::Sidecar::None && name.endsWith(endingOf(kind));
}

Result<void> expectSidecar(const QString &path, const ProvenanceRule &rule)
{
    const QString sidecar = sidecarOf(path, rule.sidecar);
    if (rule.sidecar == ProvenanceRule::Sidecar::None || !rule.required || isThere(sidecar))
        return {};
    const QString name = QFileInfo(path).fileName();
    return notTaken(ErrorKind::NotFound, u"%1 is missing"_s.arg(QFileInfo(sidecar).fileName()), sidecar,
                    rule.sidecar == ProvenanceRule::Sidecar::Sha256
                        ? u"Put it beside the file: `sha256sum %1 > %1.sha256`"_s.arg(name)
                        : u"Put it beside the file: `minisign -S -m %1`"_s.arg(name));
}

Result<Vouched> vouchFor(const QString &path, const ProvenanceRule &rule, const StagedPayload &taken, PayloadStore &payloads)
{
    if (const auto expected = expectSidecar(path, rule); !expected)
        return tl::unexpected(expected.error());
    const QString sidecar = sidecarOf(path, rule.sidecar);
    if (rule.sidecar == ProvenanceRule::Sidecar::None || !isThere(sidecar))
        return Vouched();
    const auto contents = readSidecar(sidecar);
    if (!contents)
        return tl::unexpected(contents.error());
    return rule.sidecar == ProvenanceRule::Sidecar::Sha256
               ? vouchByChecksum(QFileInfo(path).fileName(), sidecar, *contents, taken)
               : vouchBySignature(rule, sidecar, *contents, taken, payloads);
}

} // namespace cairn
