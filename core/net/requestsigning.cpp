#include "net/requestsigning.h"

#include "net/hmacsha256.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// A string of structured fields (RFC 8941 section 3.3.3).
QByteArray quoted(QByteArray text)
{
    text.replace('\\', "\\\\").replace('"', "\\\"");
    return '"' + text + '"';
}

/// RFC 9421 section 2.2.3: in lower case, without the scheme's own port.
QByteArray authorityOf(const QUrl &url)
{
    const int own = url.scheme() == "https"_L1 ? 443 : 80;
    const QByteArray host = url.host(QUrl::FullyEncoded).toLatin1().toLower();
    const QByteArray bracketed = host.contains(':') && !host.startsWith('[') ? '[' + host + ']' : host;
    return url.port(own) == own ? bracketed : bracketed + ':' + QByteArray::number(url.port());
}

std::optional<QByteArray> derived(const HttpRequest &request, QByteArrayView component)
{
    const QUrl &url = request.url;
    if (component == "@method")
        return request.method;
    if (component == "@authority")
        return authorityOf(url);
    if (component == "@path") {
        const QByteArray path = url.path(QUrl::FullyEncoded).toLatin1();
        return path.isEmpty() ? QByteArray("/") : path;
    }
    if (component == "@query")
        return '?' + url.query(QUrl::FullyEncoded).toLatin1();
    return std::nullopt;
}

/// RFC 9421 section 2.1: all values of a field in one line.
std::optional<QByteArray> fieldOf(const HttpRequest &request, QByteArrayView name)
{
    QList<QByteArray> values;
    for (const auto &[field, value] : request.headers) {
        if (field.compare(name, Qt::CaseInsensitive) == 0)
            values.append(value.trimmed());
    }
    return values.isEmpty() ? std::nullopt : std::optional(values.join(", "));
}

} // namespace

QByteArray contentDigest(const Digest &sha256)
{
    return "sha-256=:" + sha256.toBytes().toBase64() + ':';
}

QByteArray signatureParameters(const SignatureTerms &terms)
{
    QList<QByteArray> names;
    for (const QByteArray &component : terms.components)
        names.append(quoted(component));
    const auto seconds = std::chrono::floor<std::chrono::seconds>(terms.created).time_since_epoch().count();
    return '(' + names.join(' ') + ");created=" + QByteArray::number(qint64(seconds)) + ";keyid=" + quoted(terms.keyId);
}

Result<QByteArray> signatureBase(const HttpRequest &request, const SignatureTerms &terms)
{
    QByteArray base;
    for (const QByteArray &component : terms.components) {
        const auto value = component.startsWith('@') ? derived(request, component) : fieldOf(request, component);
        if (!value)
            return failure(ErrorKind::Usage, u"the request has no %1 to be signed"_s.arg(QString::fromLatin1(component)));
        base += quoted(component) + ": " + *value + '\n';
    }
    return base + "\"@signature-params\": " + signatureParameters(terms);
}

Result<HeaderList> signatureFields(const HttpRequest &request, const SignatureTerms &terms, QByteArrayView secret)
{
    const auto base = signatureBase(request, terms);
    if (!base)
        return tl::unexpected(base.error());
    return HeaderList{{"signature-input", terms.label + '=' + signatureParameters(terms)},
                      {"signature", terms.label + "=:" + hmacSha256({*base}, secret).toBase64() + ':'}};
}

Result<void> signRequest(HttpRequest &request, const Digest &body, const QByteArray &keyId, Timestamp now, QByteArrayView secret)
{
    const auto isOurs = [](const auto &field) {
        const QByteArray name = field.first.toLower();
        return name == "content-digest" || name == "signature" || name == "signature-input";
    };
    request.headers.removeIf(isOurs);
    if (body.isValid())
        request.headers.append({"content-digest", contentDigest(body)});
    SignatureTerms terms;
    terms.components = {"@method", "@authority", "@path", "@query"};
    for (const char *field : {"content-digest", "content-type", "idempotency-key"}) {
        if (fieldOf(request, field))
            terms.components.append(field);
    }
    terms.created = now;
    terms.keyId = keyId;
    const auto fields = signatureFields(request, terms, secret);
    if (!fields)
        return tl::unexpected(fields.error());
    request.headers += *fields;
    return {};
}

} // namespace cairn
