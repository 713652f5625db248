#include "net/responsehead.h"

#include "net/requestrules.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// Content-Length as one number; Qt joins repeated ones to "5, 5", and takes the first even where they differ.
std::optional<qint64> lengthIn(const QByteArray &field)
{
    std::optional<qint64> length;
    for (const QByteArray &part : field.split(',')) {
        bool isNumber = false;
        const qint64 value = part.trimmed().toLongLong(&isNumber);
        if (!isNumber || value < 0 || (length && *length != value))
            return std::nullopt;
        length = value;
    }
    return length;
}

} // namespace

ResponseHead headOf(const QNetworkReply &reply, bool toHead)
{
    ResponseHead head;
    head.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    head.http2 = reply.attribute(QNetworkRequest::Http2WasUsedAttribute).toBool();
    const QByteArray coding = reply.rawHeader("transfer-encoding").trimmed().toLower();
    const bool chunked = coding == "chunked";
    const QByteArray lengthField = chunked ? QByteArray() : reply.rawHeader("content-length");
    if (!lengthField.isEmpty()) {
        const auto length = lengthIn(lengthField);
        if (!length)
            head.defect = u"its Content-Length is not one number"_s;
        head.length = length.value_or(-1);
    }
    // Qt takes whatever contains the word for chunks, and what was also compressed for the plain body. (Of chunks themselves it
    // shows nothing: a size that is no number ends the body for it, as 0 does, and what is not between them it does not miss.)
    if (!coding.isEmpty() && !chunked)
        head.defect = u"its Transfer-Encoding is not 'chunked'"_s;
    // Of headers that it cannot parse, or that are more than 100, Qt 6.4 drops all, and says nothing: the answer then looks
    // like one whose body ends with the connection.
    const bool mayLackHeaders = head.http2 || head.status == 204 || head.status == 304;
    if (reply.rawHeaderPairs().isEmpty() && head.status >= 200 && !mayLackHeaders)
        head.defect = u"it has no headers, or some that cannot be read, or more than 100"_s;
    if (toHead || head.status == 204 || head.status == 304)
        head.end = BodyEnd::NoBody;
    else if (head.length >= 0)
        head.end = BodyEnd::Length;
    else if (chunked || head.http2)
        head.end = BodyEnd::Framed;
    return head;
}

QByteArray unaskedCoding(const QNetworkReply &reply, const ResponseHead &head)
{
    static const QByteArrayList Compressions{"gzip", "x-gzip", "deflate", "compress", "x-compress", "br", "zstd"};
    const QByteArray coding = reply.rawHeader("content-encoding");
    const bool isSuccess = head.status >= 200 && head.status < 300;
    if (coding.isEmpty() || !isSuccess || head.end == BodyEnd::NoBody || head.length == 0)
        return {};
    if (reply.request().rawHeader("Accept-Encoding") != AcceptedCoding)
        return {};
    const QByteArray outer = coding.mid(coding.lastIndexOf(',') + 1).trimmed().toLower();
    return Compressions.contains(outer) ? outer : QByteArray();
}

std::optional<HeaderList> headersOf(const QNetworkReply &reply)
{
    const QList<QNetworkReply::RawHeaderPair> &pairs = reply.rawHeaderPairs();
    HeaderList headers;
    headers.reserve(pairs.size());
    qint64 bytes = 0;
    for (const auto &[name, value] : pairs) {
        bytes += name.size() + value.size();
        if (bytes > MaxHeaderBytes)
            return std::nullopt;
        const QByteArray lower = name.toLower();
        if (lower == "set-cookie" && value.contains('\n')) {
            for (const QByteArray &cookie : value.split('\n'))
                headers.append({lower, cookie});
        } else {
            headers.append({lower, value});
        }
    }
    return headers;
}

bool pointsElsewhere(int status, const HeaderList &headers)
{
    const bool redirects = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    return redirects && !headerValue(headers, "location").isEmpty();
}

} // namespace cairn
