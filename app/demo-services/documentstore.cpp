#include "documentstore.h"

#include "base/ids.h"
#include "base/outputfile.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace cairn::demo {

namespace {

constexpr qsizetype LongestId = 80; ///< characters; with ".json" and three bytes each still a file name
constexpr qsizetype DigestLength = 8;

Result<void> writeFile(const QString &path, const QByteArray &content)
{
    return writeOutput(path, content, OutputFile::Readers::AsUsual);
}

std::optional<QJsonObject> readObject(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll());
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

} // namespace

const StoredPart *Document::part(const QString &name) const
{
    const auto found =
        std::find_if(parts.begin(), parts.end(), [&](const StoredPart &candidate) { return candidate.name == name; });
    return found == parts.end() ? nullptr : &*found;
}

Result<DocumentStore> DocumentStore::open(const QString &folder)
{
    const DocumentStore store(QDir(folder).absolutePath());
    for (const char *name : {"blobs", "documents", "keys"}) {
        if (!store.m_folder.mkpath(QString::fromLatin1(name)))
            return failure(ErrorKind::Io, QStringLiteral("Cannot make the folder"),
                           store.m_folder.filePath(QString::fromLatin1(name)),
                           QStringLiteral("Choose a folder that can be written to"));
    }
    return store;
}

Result<StoredPart> DocumentStore::keep(const QString &name, const QByteArray &content)
{
    StoredPart part{name, {}, {}, Digest::of(content).toHex(), content.size()};
    const QString path = blobPath(part.sha256);
    if (!QFileInfo::exists(path)) {
        if (const Result<void> written = writeFile(path, content); !written)
            return tl::unexpected(written.error());
    }
    return part;
}

Result<void> DocumentStore::save(const Document &document)
{
    QJsonArray parts;
    for (const StoredPart &part : document.parts)
        parts.append(QJsonObject{{QStringLiteral("name"), part.name},
                                 {QStringLiteral("file_name"), part.fileName},
                                 {QStringLiteral("content_type"), QString::fromLatin1(part.contentType)},
                                 {QStringLiteral("sha256"), part.sha256},
                                 {QStringLiteral("size"), part.size}});
    const QJsonObject record{{QStringLiteral("id"), document.id}, {QStringLiteral("parts"), parts}};
    return writeFile(documentPath(document.id), QJsonDocument(record).toJson());
}

std::optional<Document> DocumentStore::document(const QString &id) const
{
    const std::optional<QJsonObject> record = readObject(documentPath(id));
    if (!record)
        return std::nullopt;
    Document document{id, {}};
    for (const QJsonValue &value : record->value(QStringLiteral("parts")).toArray())
        document.parts.append({value[QStringLiteral("name")].toString(), value[QStringLiteral("file_name")].toString(),
                               value[QStringLiteral("content_type")].toString().toLatin1(),
                               value[QStringLiteral("sha256")].toString(), value[QStringLiteral("size")].toInteger()});
    return document;
}

Result<QByteArray> DocumentStore::bytes(const StoredPart &part) const
{
    QFile file(blobPath(part.sha256));
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Io, file.errorString(), file.fileName());
    return file.readAll();
}

QStringList DocumentStore::ids() const
{
    QStringList ids = QDir(m_folder.filePath(QStringLiteral("documents"))).entryList({QStringLiteral("*.json")}, QDir::Files);
    for (QString &id : ids)
        id.chop(5);
    ids.sort();
    return ids;
}

std::optional<DocumentStore::Remembered> DocumentStore::remembered(const QByteArray &key) const
{
    const std::optional<QJsonObject> record = readObject(keyPath(key));
    if (!record)
        return std::nullopt;
    Remembered answer{record->value(QStringLiteral("request")).toString(), {}};
    answer.reply.status = record->value(QStringLiteral("status")).toInt();
    answer.reply.contentType = record->value(QStringLiteral("content_type")).toString().toLatin1();
    answer.reply.body = record->value(QStringLiteral("body")).toString().toUtf8();
    for (const QJsonValue &header : record->value(QStringLiteral("headers")).toArray())
        answer.reply.headers.append({header[0].toString().toLatin1(), header[1].toString().toLatin1()});
    return answer;
}

Result<void> DocumentStore::remember(const QByteArray &key, const Remembered &answer)
{
    QJsonArray headers;
    for (const auto &[name, value] : answer.reply.headers)
        headers.append(QJsonArray{QString::fromLatin1(name), QString::fromLatin1(value)});
    const QJsonObject record{{QStringLiteral("key"), QString::fromUtf8(key)},
                             {QStringLiteral("request"), answer.request},
                             {QStringLiteral("status"), answer.reply.status},
                             {QStringLiteral("content_type"), QString::fromLatin1(answer.reply.contentType)},
                             {QStringLiteral("headers"), headers},
                             {QStringLiteral("body"), QString::fromUtf8(answer.reply.body)}};
    return writeFile(keyPath(key), QJsonDocument(record).toJson());
}

QString DocumentStore::idFor(const QString &name)
{
    QString id = name.normalized(QString::NormalizationForm_C);
    for (QChar &c : id) {
        if (!c.isLetterOrNumber() && c != u'.' && c != u'_' && c != u'-')
            c = u'-';
    }
    while (id.startsWith(u'.'))
        id.remove(0, 1);
    if (id == name && !id.isEmpty() && id.size() <= LongestId)
        return id;
    id.truncate(LongestId - DigestLength - 1);
    return id + u'-' + Digest::of(name.toUtf8()).toHex().left(DigestLength);
}

QString DocumentStore::blobPath(const QString &sha256) const
{
    return m_folder.filePath(QStringLiteral("blobs/") + sha256);
}

QString DocumentStore::documentPath(const QString &id) const
{
    return m_folder.filePath(QStringLiteral("documents/%1.json").arg(id));
}

QString DocumentStore::keyPath(const QByteArray &key) const
{
    return m_folder.filePath(QStringLiteral("keys/%1.json").arg(Digest::of(key).toHex()));
}

} // namespace cairn::demo
