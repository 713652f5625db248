#pragma once

#include "base/error.h"
#include "message.h"

#include <QDir>

#include <optional>

namespace cairn::demo {

/// One named piece of a document.
struct StoredPart
{
    QString name;
    QString fileName;
    QByteArray contentType;
    QString sha256; ///< hexadecimal; the address of the bytes
    qint64 size = 0;
};

/// A published document. Its first part is the document itself.
struct Document
{
    QString id;
    QList<StoredPart> parts;

    const StoredPart *part(const QString &name) const;
};

/// Keeps documents and the answers given to idempotency keys in a folder:
///   blobs/SHA256   bytes, written once        documents/ID.json   what a document consists of
///   keys/SHA256.json   what was answered to an idempotency key, and to which request
/// Every file is written under a temporary name, synced and renamed; a document exists from the rename of its record on.
class DocumentStore
{
public:
    /// Makes the folders. Errors: Io.
    static Result<DocumentStore> open(const QString &folder);

    /// Where other services keep what is theirs.
    QString path(const QString &name) const { return m_folder.filePath(name); }

    /// Errors: Io.
    Result<StoredPart> keep(const QString &name, const QByteArray &content);
    Result<void> save(const Document &document);
    std::optional<Document> document(const QString &id) const;
    Result<QByteArray> bytes(const StoredPart &part) const;
    /// Ids in alphabetical order.
    QStringList ids() const;

    /// What was answered to a key before, with the digest of the request it was given to.
    struct Remembered
    {
        QString request;
        Reply reply;
    };
    std::optional<Remembered> remembered(const QByteArray &key) const;
    Result<void> remember(const QByteArray &key, const Remembered &answer);

    /// A file name made from what somebody else chose: letters, digits, '.', '_' and '-', no dot at the start, of limited
    /// length. A name that had to be changed gets a digest of the original, so that two names never become one.
    static QString idFor(const QString &name);

private:
    explicit DocumentStore(const QString &folder) : m_folder(folder) {}
    QString blobPath(const QString &sha256) const;
    QString documentPath(const QString &id) const;
    QString keyPath(const QByteArray &key) const;

    QDir m_folder;
};

} // namespace cairn::demo
