#include "publishservice.h"

#include "base/hasher.h"
#include "multipart.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace cairn::demo {

namespace {

constexpr qsizetype LongestKey = 255;
constexpr qsizetype LongestStem = 60;
const QString MainPart = u"document"_s;

Reply storeFailed(const Error &error)
{
    return problem(500, u"store-failed"_s, describe(error));
}

/// The draft has the key as a quoted string; bare ones are common.
QByteArray idempotencyKey(const Call &call)
{
    QByteArray key = call.header("idempotency-key");
    if (key.size() >= 2 && key.startsWith('"') && key.endsWith('"'))
        key = key.mid(1, key.size() - 2);
    return key;
}

/// One digest over fields of any length: each is preceded by its size, so that no two lists give the same bytes.
QString digestOf(const QList<QByteArray> &fields)
{
    Hasher hasher;
    for (const QByteArray &field : fields) {
        hasher.add(QByteArray::number(field.size()) + ':');
        hasher.add(field);
    }
    return hasher.finish().toHex();
}

QString requestDigest(const Call &call)
{
    return digestOf({call.method, call.path.join(u'/').toUtf8(), call.mediaType(), call.body});
}

/// Of what the parts say, not of the bytes: a client may well choose another boundary when it sends its form again.
QString requestDigest(const Call &call, const QList<FormPart> &parts)
{
    QList<QByteArray> fields{call.method, call.path.join(u'/').toUtf8()};
    for (const FormPart &part : parts)
        fields << part.name.toUtf8() << part.fileName.toUtf8() << part.contentType << part.content;
    return digestOf(fields);
}

bool isJson(const QByteArray &content)
{
    QJsonParseError error;
    QJsonDocument::fromJson(content, &error);
    return error.error == QJsonParseError::NoError;
}

QByteArray entityTag(const StoredPart &part)
{
    return '"' + part.sha256.toLatin1() + '"';
}

} // namespace

Reply PublishService::answer(const Call &call)
{
    const QStringList &path = call.path;
    if (path.size() < 2 || path[0] != u"v1"_s || path[1] != u"documents"_s)
        return notFound();
    if (path.size() == 2) {
        if (call.method == "POST")
            return post(call);
        return call.method == "GET" ? list() : methodNotAllowed("GET, POST");
    }
    if (path.size() == 3 && call.method == "PUT")
        return put(call, path[2]);
    if (path.size() > 4)
        return notFound();
    if (call.method != "GET")
        return methodNotAllowed(path.size() == 3 ? "GET, PUT" : "GET");
    return get(DocumentStore::idFor(path[2]), path.value(3));
}

Reply PublishService::put(const Call &call, const QString &name)
{
    if (name.isEmpty())
        return problem(400, u"name-missing"_s, u"PUT to v1/documents/NAME"_s);
    return once(call, requestDigest(call), [&]() -> Reply {
        Result<StoredPart> part = m_store.keep(MainPart, call.body);
        if (!part)
            return storeFailed(part.error());
        part->fileName = name;
        part->contentType = call.header("content-type");
        const QString id = DocumentStore::idFor(name);
        return publish({id, {*part}}, m_store.document(id) ? 200 : 201);
    });
}

Reply PublishService::post(const Call &call)
{
    const QByteArray type = call.mediaType();
    if (type == "multipart/form-data")
        return postForm(call);
    if (type == "application/json" || type.endsWith("+json"))
        return postJson(call);
    return problem(415, u"unsupported-media-type"_s,
                   u"Send multipart/form-data with a part named document, or application/json"_s);
}

Reply PublishService::postForm(const Call &call)
{
    const std::optional<QList<FormPart>> parts = parseMultipart(call.header("content-type"), call.body);
    if (!parts)
        return problem(400, u"malformed-form"_s, u"The body is not a whole multipart/form-data body"_s);
    QString fileName;
    bool hasMainPart = false;
    for (const FormPart &part : *parts) {
        if (part.name == MainPart) {
            hasMainPart = true;
            fileName = part.fileName;
        }
        if (part.contentType.startsWith("application/json") && !isJson(part.content))
            return problem(422, u"invalid-json"_s, u"The part %1 is not JSON"_s.arg(part.name));
    }
    if (!hasMainPart)
        return problem(400, u"document-missing"_s, u"The form has no part named document"_s);

    return once(call, requestDigest(call, *parts), [&]() -> Reply {
        Document document{newId(call, fileName), {}};
        for (const FormPart &part : *parts) {
            Result<StoredPart> kept = m_store.keep(part.name, part.content);
            if (!kept)
                return storeFailed(kept.error());
            kept->fileName = part.fileName;
            kept->contentType = part.contentType;
            document.parts.append(*kept);
        }
        return publish(document, 201);
    });
}

Reply PublishService::postJson(const Call &call)
{
    if (!isJson(call.body))
        return problem(400, u"invalid-json"_s, u"The body is not JSON"_s);
    return once(call, requestDigest(call), [&]() -> Reply {
        Result<StoredPart> part = m_store.keep(MainPart, call.body);
        if (!part)
            return storeFailed(part.error());
        part->fileName = QJsonDocument::fromJson(call.body)[u"name"_s].toString();
        part->contentType = "application/json";
        return publish({newId(call, part->fileName), {*part}}, 201);
    });
}

Reply PublishService::list() const
{
    QJsonArray documents;
    for (const QString &id : m_store.ids())
        documents.append(id);
    return jsonReply({{u"count"_s, documents.size()}, {u"documents"_s, documents}});
}

Reply PublishService::get(const QString &id, const QString &part) const
{
    const std::optional<Document> document = m_store.document(id);
    const StoredPart *stored = document ? document->part(part.isEmpty() ? MainPart : part) : nullptr;
    if (!stored)
        return notFound();
    const Result<QByteArray> content = m_store.bytes(*stored);
    if (!content)
        return storeFailed(content.error());
    return {200,
            stored->contentType.isEmpty() ? QByteArray("application/octet-stream") : stored->contentType,
            *content,
            {{"ETag", entityTag(*stored)}}};
}

Reply PublishService::once(const Call &call, const QString &request, const std::function<Reply()> &effect)
{
    const QByteArray key = idempotencyKey(call);
    if (key.isEmpty())
        return effect();
    if (key.size() > LongestKey)
        return problem(400, u"invalid-idempotency-key"_s, u"Idempotency-Key has at most %1 bytes"_s.arg(LongestKey));
    if (std::optional<DocumentStore::Remembered> before = m_store.remembered(key)) {
        if (before->request != request) {
            ++m_effects.refused;
            return problem(422, u"idempotency-key-reused"_s,
                           u"This Idempotency-Key was used for another request; a new request needs a new key"_s);
        }
        ++m_effects.replayed;
        before->reply.headers.emplaceBack("Idempotent-Replayed", "true");
        return before->reply;
    }
    const Reply reply = effect();
    if (reply.status / 100 == 2) {
        if (const Result<void> kept = m_store.remember(key, {request, reply}); !kept)
            return storeFailed(kept.error());
    }
    return reply;
}

Reply PublishService::publish(const Document &document, int status)
{
    const bool isNew = !m_store.document(document.id);
    if (const Result<void> saved = m_store.save(document); !saved)
        return storeFailed(saved.error());
    ++(isNew ? m_effects.created : m_effects.replaced);

    QUrl url = m_base;
    url.setPath(m_base.path() + u"/v1/documents/"_s + document.id, QUrl::DecodedMode);
    const StoredPart &part = *document.part(MainPart);
    Reply reply = jsonReply({{u"id"_s, document.id},
                             {u"url"_s, QString::fromLatin1(url.toEncoded())},
                             {u"size"_s, part.size},
                             {u"digest"_s, part.sha256}},
                            status);
    reply.headers = {{"Location", url.toEncoded()}, {"ETag", entityTag(part)}};
    return reply;
}

/// A key gives the same id again: a crash between the document and the memory of the key does not make a second document.
QString PublishService::newId(const Call &call, const QString &fileName) const
{
    const QString name = QFileInfo(fileName).completeBaseName();
    const QString stem = name.isEmpty() ? MainPart : DocumentStore::idFor(name).left(LongestStem);
    const QByteArray key = idempotencyKey(call);
    const QByteArray source = key.isEmpty() ? QUuid::createUuid().toByteArray() : key;
    return stem + u'-' + Digest::of(source).toHex().left(12);
}

} // namespace cairn::demo
