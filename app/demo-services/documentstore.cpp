#include "documentstore.h"

#include "base/ids.h"
#include "base/outputfile.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

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
            return failure(ErrorKind::Io, u"Cannot make the folder"_s, store.m_folder.filePath(QString::fromLatin1(name)),
                           u"Choose a folder that can be written to"_s);
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
        parts.append(QJsonObject{{u"name"_s, part.name},
                                 {u"file_name"_s, part.fileName},
                                 {u"content_type"_s, QString::fromLatin1(part.contentType)},
                                 {u"sha256"_s, part.sha256},
                                 {u"size"_s, part.size}});
    const QJsonObject record{{u"id"_s, document.id}, {u"parts"_s, parts}};
    return writeFile(documentPath(document.id), QJsonDocument(record).toJson());
}

std::optional<Document> DocumentStore::document(const QString &id) const
{
    const std::optional<QJsonObject> record = readObject(documentPath(id));
    if (!record)
        return std::nullopt;
    Document document{id, {}};
    for (const QJsonValue &value : record->value(u"parts"_s).toArray())
        document.parts.append({value[u"name"_s].toString(), value[u"file_name"_s].toString(),
                               value[u"content_type"_s].toString().toLatin1(), value[u"sha256"_s].toString(),
                               value[u"size"_s].toInteger()});
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
    QStringList ids = QDir(m_folder.filePath(u"documents"_s)).entryList({u"*.json"_s}, QDir::Files);
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
    Remembered answer{record->value(u"request"_s).toString(), {}};
    answer.reply.status = record->value(u"status"_s).toInt();
    answer.reply.contentType = record->value(u"content_type"_s).toString().toLatin1();
    answer.reply.body = record->value(u"body"_s).toString().toUtf8();
    for (const QJsonValue &header : record->value(u"headers"_s).toArray())
        answer.reply.headers.append({header[0].toString().toLatin1(), header[1].toString().toLatin1()});
    return answer;
}

Result<void> DocumentStore::remember(const QByteArray &key, const Remembered &answer)
{
    QJsonArray headers;
    for (const auto &[name, value] : answer.reply.headers)
        headers.append(QJsonArray{QString::fromLatin1(name), QString::fromLatin1(value)});
    const QJsonObject record{{u"key"_s, QString::fromUtf8(key)},
                             {u"request"_s, answer.request},
                             {u"status"_s, answer.reply.status},
                             {u"content_type"_s, QString::fromLatin1(answer.reply.contentType)},
                             {u"headers"_s, headers},
                             {u"body"_s, QString::fromUtf8(answer.reply.body)}};
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
    return m_folder.filePath(u"blobs/"_s + sha256);
}

QString DocumentStore::documentPath(const QString &id) const
{
    return m_folder.filePath(u"documents/%1.json"_s.arg(id));
}

QString DocumentStore::keyPath(const QByteArray &key) const
{
    return m_folder.filePath(u"keys/%1.json"_s.arg(Digest::of(key).toHex()));
}

} // namespace cairn::demo
