#pragma once

#include "base/error.h"
#include "base/ids.h"
#include "security/signingkey.h"

#include <QIODevice>
#include <QJsonObject>

#include <functional>
#include <memory>
#include <vector>

struct archive;

namespace cairn {

/// What a manifest's signature covers besides it: no other signature of a key can be taken for one of a manifest.
inline constexpr char SealedPrefix[] = "cairn-sealed/1\n";

/// One member of a sealed file.
struct SealedMember
{
    QString name; ///< "incident.json", "payloads/HEX": letters, digits, dots, dashes, at most one folder deep
    qint64 size = 0;
    Digest digest;
};

/// What a sealed file is written from: the bytes are asked for when their turn comes.
struct SealedSource
{
    SealedMember member;
    std::function<Result<std::unique_ptr<QIODevice>>()> open;
};

// A sealed file is a tar archive compressed with zstd, made and read by libarchive. First comes manifest.json, which names every
// other member with its size and SHA-256, in order; then manifest.sig, the Ed25519 signature of the manifest with the public key;
// then these members and nothing else. The same contents give the same bytes.

/// Writes one (0600), which appears when it is whole. `head` is what the manifest says beside its members. `progress` is told how
/// many bytes of members are written; false stops it. Waits for the disk.
/// Errors: those of the sources; Conflict if a source does not give what its member promised; Usage, Io, DiskFull, Cancelled.
Result<void> writeSealedFile(const QString &path, const QJsonObject &head, const std::vector<SealedSource> &sources,
                             const SigningKey &key, const std::function<bool(qint64)> &progress = {});

/// Reads one that may come from anybody: nothing is taken that the signed manifest does not name, in any other order, size or
/// content; links, devices and paths that lead elsewhere are refused; number and size of everything are bounded. One thread.
class SealedFile
{
public:
    static constexpr qint64 MostManifest = 4LL << 20; ///< bytes
    static constexpr qsizetype MostMembers = 5'000;
    static constexpr qint64 MostBytes = 4LL << 30; ///< of all members together

    /// Reads manifest and signature. Errors: Io, NotFound, Damaged (it is no such file, or not signed by the key it names).
    static Result<std::unique_ptr<SealedFile>> open(const QString &path);
    ~SealedFile();

    const QJsonObject &manifest() const { return m_manifest; }
    const QByteArray &key() const { return m_key; } ///< that signed it: 32 bytes
    const QList<SealedMember> &members() const { return m_members; }

    /// Hands all members over, block by block, in order; once. What came is worth something only if this succeeds.
    /// Errors: those of `take`, Damaged.
    Result<void> read(const std::function<Result<void>(const SealedMember &, QByteArrayView block)> &take);

private:
    class Input;
    explicit SealedFile(const QString &path);

    Result<void> start();
    Result<void> readManifest(const QByteArray &manifest, const QByteArray &signature);
    Result<SealedMember> nextHeader();
    Result<QByteArray> readSmall(const QString &name, qint64 most);
    Result<void> readMember(const SealedMember &expected, const std::function<Result<void>(QByteArrayView)> &take);
    tl::unexpected<Error> damaged(const QString &what) const;

    QString m_path;
    std::unique_ptr<Input> m_input;
    QJsonObject m_manifest;
    QByteArray m_key;
    QList<SealedMember> m_members;
};

} // namespace cairn
