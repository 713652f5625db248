#include "net/httpclient.h"

namespace cairn {

namespace {

/// Names inside Content-Disposition as browsers write them (HTML, "Multipart form data": %-escapes for what would end the
/// quoted string or the line, all else as UTF-8; RFC 7578 section 2 leaves the choice open).
QByteArray quoted(const QString &name)
{
    QByteArray text = name.toUtf8();
    text.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A");
    return '"' + text + '"';
}

/// A header value that cannot start another line.
QByteArray oneLine(const QByteArray &value)
{
    QByteArray kept;
    for (const char c : value) {
        if (uchar(c) >= 0x20 && uchar(c) != 0x7f)
            kept += c;
    }
    return kept;
}

QByteArray partHead(const FormPart &part, const QByteArray &boundary)
{
    QByteArray head = "--" + boundary + "\r\nContent-Disposition: form-data; name=" + quoted(part.name);
    if (!part.fileName.isEmpty())
        head += "; filename=" + quoted(part.fileName);
    if (const QByteArray type = oneLine(part.contentType); !type.isEmpty())
        head += "\r\nContent-Type: " + type;
    return head + "\r\n\r\n";
}

} // namespace

std::pair<OutgoingBody, QByteArray> multipartBody(std::vector<FormPart> parts, const QByteArray &boundarySeed)
{
    // 70 characters, which is as long as RFC 2046 section 5.1.1 allows.
    const QByteArray boundary = "cairn-" + Digest::of(boundarySeed).toHex().toLatin1();

    OutgoingBody body;
    body.present = true;
    QByteArray text; // gathered until a device comes, so that small fields make one segment
    const auto flush = [&] {
        const qint64 size = text.size();
        if (size > 0)
            body.segments.push_back({std::exchange(text, {}), {}, size});
    };
    for (FormPart &part : parts) {
        text += partHead(part, boundary);
        if (part.content.open) {
            flush();
            body.segments.push_back(std::move(part.content));
        } else {
            text += part.content.bytes;
        }
        text += "\r\n";
    }
    text += "--" + boundary + "--\r\n";
    flush();
    return {std::move(body), "multipart/form-data; boundary=" + boundary};
}

} // namespace cairn
