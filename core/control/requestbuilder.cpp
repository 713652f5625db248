#include "control/requestbuilder.h"

#include "base/hasher.h"

#include <QFileInfo>
#include <QMimeDatabase>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int RecentBytes = 8 << 20;
constexpr std::chrono::seconds AskAgain{1}; ///< whether the store still has what is at hand

tl::unexpected<BuildFailure> refuse(Category category, const QString &cause)
{
    return tl::unexpected(BuildFailure{category, cause});
}

tl::unexpected<BuildFailure> refuse(const Error &error)
{
    return refuse(categoryOf(error.kind), describe(error));
}

/// What a service answers as the path of something (Location: /api/jobs/1) begins with that of its base URL (https://host/api).
bool isBelow(const QString &path, const QUrl &base)
{
    QString own = base.path(QUrl::FullyEncoded);
    while (own.endsWith(QLatin1Char('/')))
        own.chop(1);
    return !own.isEmpty() && (path == own || path.startsWith(own + QLatin1Char('/')));
}

/// `isGiven`: the path is what an expression gives, as a service answered it.
QUrl addressOf(const QString &path, const QUrl &base, bool isGiven)
{
    const bool isRooted = path.startsWith(QLatin1Char('/'));
    QUrl target;
    if (!isRooted)
        target = QUrl(path, QUrl::TolerantMode);
    const bool isWhole = !isRooted && !target.isRelative();
    if (!isWhole) {
        const bool fromRoot = isGiven && isBelow(path, base);
        const QString before = base.toString(fromRoot ? QUrl::FormattingOptions(QUrl::RemovePath) : QUrl::StripTrailingSlash);
        target = QUrl(before + (isRooted ? QString() : u"/"_s) + path, QUrl::TolerantMode);
    }
    if (isGiven && (isRooted || isWhole)) // there, a fragment is for who reads the answer
        target.setFragment({});
    return target;
}

} // namespace

Category categoryOf(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Definition:
    case ErrorKind::Usage: return Category::Data;
    case ErrorKind::Conflict: return Category::Conflict;
    default: return Category::Internal;
    }
}

Result<PayloadRef> resolvePayload(StoreReader &reader, const ExpressionContent &content)
{
    if (!content.isPayload)
        return failure(
            ErrorKind::Usage, u"it gives no payload"_s, {},
            u"Use .input, .steps.NAME or one of .steps.NAME.body.items as they are; what a body holds goes out as json"_s);
    const auto digest = Digest::fromHex(content.value[u"sha256"_s].toString());
    if (!digest)
        return tl::unexpected(digest.error());
    const auto size = reader.payloadSize(*digest);
    if (!size)
        return tl::unexpected(size.error());
    return PayloadRef{*digest, *size};
}

QString idempotencyKey(RunId run, const StepId &step, int item, const Digest &input, int generation)
{
    QByteArray place = run.toString().toLatin1();
    place.append('/').append(step.name().toUtf8()).append('/').append(QByteArray::number(item)).append('/');
    place.append(QByteArray::number(generation)).append('/').append(input.toBytes());
    Hasher hasher;
    hasher.add(place);
    return hasher.finish().toHex().left(32);
}

RequestBuilder::RequestBuilder(StoreReader &reader, ExpressionEngine &engine)
    : m_reader(reader), m_engine(engine), m_recent(RecentBytes)
{
}

Result<QByteArray> RequestBuilder::bytesOf(const PayloadRef &payload, qint64 limit)
{
    const auto now = std::chrono::steady_clock::now();
    if (Recent *known = m_recent.object(payload.digest)) {
        // It may be erased, by whomever, which each step need not ask for: only of runs that are over, and those are not rerun
        // then.
        if (now - known->seenAt < AskAgain)
            return known->bytes;
        if (m_reader.payloadSize(payload.digest)) {
            known->seenAt = now;
            return known->bytes;
        }
        m_recent.remove(payload.digest);
    }
    const auto tooMany = [](qint64 size) {
        return failure(ErrorKind::Usage, u"the payload has %1 bytes, too many to hold in memory"_s.arg(size));
    };
    if (payload.size > limit)
        return tooMany(payload.size);
    auto device = m_reader.openPayload(payload.digest);
    if (!device)
        return tl::unexpected(device.error());
    const qint64 size = (*device)->size();
    if (size > limit) // whatever the reference says
        return tooMany(size);
    QByteArray bytes = (*device)->readAll();
    if (bytes.size() != size) // the last bytes of what has another digest are withheld
        return failure(ErrorKind::Damaged, u"payload %1 is damaged"_s.arg(payload.digest.brief()), {},
                       u"Run `cairn doctor`, restore it from a backup, then retry"_s);
    if (bytes.size() <= InlineLimit)
        m_recent.insert(payload.digest, new Recent{bytes, now}, std::max<qsizetype>(bytes.size(), 64));
    return bytes;
}

Result<QByteArray> RequestBuilder::recordOf(const BuiltRequest &built)
{
    if (built.newRecord)
        return *built.newRecord;
    return built.record.isValid() ? bytesOf(built.record, ExpressionContext::MaxBody) : QByteArray();
}

/// What the step describes is of the media type of its kind, and so is what replaces it.
auto RequestBuilder::editedBody(BuiltRequest &built, const RequestBody &body, const PayloadRef &edited,
                                const ExpressionContext &context) -> Built<void>
{
    const auto type = text(body.contentType, context);
    if (!type)
        return tl::unexpected(type.error());
    auto outgoing = payloadBody(edited);
    if (!outgoing)
        return tl::unexpected(outgoing.error());
    const QByteArray usual = body.kind == RequestBody::Kind::Json  ? "application/json"_ba
                             : body.kind == RequestBody::Kind::Raw ? "text/plain; charset=utf-8"_ba
                                                                   : "application/octet-stream"_ba;
    built.record = edited;
    built.files.append(edited);
    built.http.headers.append({"content-type"_ba, type->isEmpty() ? usual : type->toLatin1()});
    built.http.body = std::move(*outgoing);
    return {};
}

tl::expected<BuiltRequest, BuildFailure> RequestBuilder::build(const Step &step, const Service &service,
                                                               const ExpressionContext &context, const PayloadRef &edited)
{
    BuiltRequest built;
    built.http.method = step.request.method.toLatin1();
    built.http.timeout = service.policy.timeout;
    built.http.maxResponse = service.maxResponse;
    auto target = url(step.request, service, context);
    if (!target)
        return tl::unexpected(target.error());
    built.http.url = *target;
    built.address = target->toString(QUrl::FullyEncoded);
    if (auto done = headers(built, step.request, context); !done)
        return tl::unexpected(done.error());
    const auto done =
        edited.isValid() ? editedBody(built, step.request.body, edited, context) : body(built, step.request.body, context);
    if (!done)
        return tl::unexpected(done.error());

    Hasher hasher;
    hasher.add(built.http.method + ' ' + built.address.toLatin1() + '\n');
    for (const auto &[name, value] : std::as_const(built.http.headers))
        hasher.add(name + ": " + value + '\n');
    hasher.add(built.record.digest.toBytes());
    built.inputDigest = hasher.finish();
    return built;
}

auto RequestBuilder::text(const QString &templateText, const ExpressionContext &context) -> Built<QString>
{
    auto rendered = m_engine.renderText(templateText, context);
    if (!rendered)
        return refuse(rendered.error());
    return *rendered;
}

auto RequestBuilder::url(const Request &request, const Service &service, const ExpressionContext &context) -> Built<QUrl>
{
    const auto path = text(request.path, context);
    if (!path)
        return tl::unexpected(path.error());
    const QUrl target = addressOf(*path, service.baseUrl, request.path.trimmed().startsWith("${{"_L1));
    if (!target.isValid())
        return refuse(Category::Data, u"'%1' is not a URL"_s.arg(*path));
    if (target.hasFragment())
        return refuse(Category::Data, u"the path '%1' has a '#', and what follows it is never sent: let the expression "
                                      "that gives it end in | @uri"_s.arg(*path));
    if (!sameOrigin(target, service.baseUrl))
        return refuse(Category::Policy, u"the URL %1 leaves the service's own origin %2"_s.arg(
                                            target.toDisplayString(), service.baseUrl.toDisplayString()));
    if (request.query.isEmpty())
        return target;
    QUrl asked = target;
    QString query = target.query(QUrl::FullyEncoded);
    for (const auto &[name, value] : request.query) {
        const auto rendered = text(value, context);
        if (!rendered)
            return tl::unexpected(rendered.error());
        if (!query.isEmpty())
            query += QLatin1Char('&');
        query += QString::fromLatin1(QUrl::toPercentEncoding(name) + '=' + QUrl::toPercentEncoding(*rendered));
    }
    asked.setQuery(query, QUrl::StrictMode);
    return asked;
}

auto RequestBuilder::headers(BuiltRequest &built, const Request &request, const ExpressionContext &context) -> Built<void>
{
    for (const auto &[name, value] : request.headers) {
        const auto rendered = text(value, context);
        if (!rendered)
            return tl::unexpected(rendered.error());
        if (rendered->contains(QLatin1Char('\n')) || rendered->contains(QLatin1Char('\r')))
            return refuse(Category::Data, u"the value of header %1 has a line break"_s.arg(name));
        built.http.headers.append({name.toLatin1().toLower(), rendered->toUtf8()});
    }
    return {};
}

auto RequestBuilder::body(BuiltRequest &built, const RequestBody &body, const ExpressionContext &context) -> Built<void>
{
    switch (body.kind) {
    case RequestBody::Kind::None: return {};
    case RequestBody::Kind::File: return fileBody(built, body, context);
    case RequestBody::Kind::Multipart: return multipart(built, body, context);
    case RequestBody::Kind::Raw:
    case RequestBody::Kind::Json: break;
    }
    const auto type = text(body.contentType, context);
    if (!type)
        return tl::unexpected(type.error());
    if (body.kind == RequestBody::Kind::Raw) {
        const auto raw = text(body.text, context);
        if (!raw)
            return tl::unexpected(raw.error());
        return bytesBody(built, raw->toUtf8(), type->isEmpty() ? "text/plain; charset=utf-8"_ba : type->toLatin1());
    }
    auto json = m_engine.renderJson(body.json, context);
    if (!json)
        return refuse(json.error());
    return bytesBody(built, std::move(*json), type->isEmpty() ? "application/json"_ba : type->toLatin1());
}

auto RequestBuilder::bytesBody(BuiltRequest &built, QByteArray bytes, const QByteArray &contentType) -> Built<void>
{
    built.record = {Digest::of(bytes), bytes.size()};
    built.newRecord = bytes;
    built.http.headers.append({"content-type"_ba, contentType});
    built.http.body = OutgoingBody::ofBytes(std::move(bytes));
    return {};
}

/// As resolvePayload. What says that it is small is read at once: it is sent next.
Result<PayloadRef> RequestBuilder::knownPayload(const ExpressionContent &content)
{
    const auto digest = Digest::fromHex(content.value[u"sha256"_s].toString());
    const qint64 size = content.value[u"size"_s].toInteger(InlineLimit + 1);
    if (content.isPayload && digest && size <= InlineLimit) {
        if (const Recent *known = m_recent.object(*digest))
            return PayloadRef{*digest, known->bytes.size()}; // payloadBody() asks whether the store still has it
        if (const auto bytes = bytesOf(PayloadRef{*digest, size}, InlineLimit))
            return PayloadRef{*digest, bytes->size()};
    }
    return resolvePayload(m_reader, content);
}

QString RequestBuilder::mediaType(const QString &fileName)
{
    constexpr int MostSuffixes = 1'000;
    const QString suffix = QFileInfo(fileName).suffix().toLower();
    const auto known = m_mediaTypes.constFind(suffix);
    if (known != m_mediaTypes.cend())
        return *known;
    if (m_mediaTypes.size() >= MostSuffixes)
        m_mediaTypes.clear();
    const QString type = QMimeDatabase().mimeTypeForFile(u"x."_s + suffix, QMimeDatabase::MatchExtension).name();
    m_mediaTypes.insert(suffix, type);
    return type;
}

auto RequestBuilder::payloadRef(const ExpressionContent &content, const QString &expression) -> Built<PayloadRef>
{
    auto payload = knownPayload(content);
    if (payload)
        return *payload;
    auto refusal = refuse(payload.error());
    refusal.value().cause = u"%1: %2"_s.arg(expression, refusal.value().cause);
    return refusal;
}

auto RequestBuilder::payloadBody(const PayloadRef &payload) -> Built<OutgoingBody>
{
    if (payload.size <= InlineLimit) {
        auto bytes = bytesOf(payload, InlineLimit);
        if (!bytes)
            return refuse(bytes.error());
        return OutgoingBody::ofBytes(std::move(*bytes));
    }
    auto open = m_reader.payloadSource(payload.digest);
    if (!open)
        return refuse(open.error());
    return OutgoingBody::ofDevice(std::move(*open), payload.size);
}

auto RequestBuilder::fileBody(BuiltRequest &built, const RequestBody &body, const ExpressionContext &context) -> Built<void>
{
    const auto content = m_engine.content(body.text, context);
    if (!content)
        return refuse(content.error());
    const auto payload = payloadRef(*content, body.text);
    if (!payload)
        return tl::unexpected(payload.error());
    auto outgoing = payloadBody(*payload);
    if (!outgoing)
        return tl::unexpected(outgoing.error());
    const auto type = text(body.contentType, context);
    if (!type)
        return tl::unexpected(type.error());
    built.record = *payload;
    built.files.append(*payload);
    built.http.headers.append({"content-type"_ba, type->isEmpty() ? "application/octet-stream"_ba : type->toLatin1()});
    built.http.body = std::move(*outgoing);
    return {};
}

auto RequestBuilder::multipart(BuiltRequest &built, const RequestBody &body, const ExpressionContext &context) -> Built<void>
{
    std::vector<FormPart> parts;
    QJsonArray listing;
    for (const RequestBody::Part &part : body.parts) {
        const auto content = m_engine.content(part.value, context);
        if (!content)
            return refuse(content.error());
        const QJsonValue &value = content->value;
        const auto fileName = text(part.fileName, context);
        const auto type = text(part.contentType, context);
        if (!fileName || !type)
            return tl::unexpected(fileName ? type.error() : fileName.error());
        FormPart form{part.name, *fileName, type->toLatin1(), {}};
        QJsonObject entry{{u"name"_s, part.name}};
        if (content->isPayload) {
            const auto payload = payloadRef(*content, part.value);
            if (!payload)
                return tl::unexpected(payload.error());
            auto outgoing = payloadBody(*payload);
            if (!outgoing)
                return tl::unexpected(outgoing.error());
            if (form.fileName.isEmpty())
                form.fileName = value[u"name"_s].toString(part.name);
            if (form.contentType.isEmpty())
                form.contentType = "application/octet-stream"_ba;
            form.content = std::move(outgoing->segments.front());
            built.files.append(*payload);
            entry.insert(u"sha256"_s, payload->digest.toHex());
            entry.insert(u"filename"_s, form.fileName);
        } else {
            QByteArray bytes = value.isString() ? value.toString().toUtf8()
                                                : QJsonDocument::fromVariant(value.toVariant()).toJson(QJsonDocument::Compact);
            if (value.isDouble() || value.isBool())
                bytes = value.toVariant().toString().toUtf8();
            form.content.size = bytes.size();
            entry.insert(u"value"_s, QString::fromUtf8(bytes));
            form.content.bytes = std::move(bytes);
        }
        listing.append(entry);
        parts.push_back(std::move(form));
    }
    const QByteArray record = QJsonDocument(QJsonObject{{u"multipart"_s, listing}}).toJson(QJsonDocument::Compact);
    built.record = {Digest::of(record), record.size()};
    built.newRecord = record;
    auto [outgoing, contentType] = multipartBody(std::move(parts), built.record.digest.toBytes());
    built.http.headers.append({"content-type"_ba, contentType});
    built.http.body = std::move(outgoing);
    return {};
}

} // namespace cairn
