#include "messagehead.h"

#include "transportfault.h"

#include <QList>

#include <algorithm>

namespace cairn::demo {

namespace {

bool isNumber(const QByteArray &text)
{
    return !text.isEmpty() && text.size() < 19 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

MessageHead MessageHead::parse(const QByteArray &text)
{
    MessageHead head;
    bool hasLength = false;
    const QByteArray faultName = QByteArray(TransportFault::HeaderName).toLower();
    for (const QByteArray &raw : text.split('\n')) {
        const QByteArray line = raw.endsWith('\r') ? raw.chopped(1) : raw;
        if (head.startLine.isEmpty()) {
            head.startLine = line;
            head.wantsClose = line.endsWith("HTTP/1.0");
            head.forwarded = line + "\r\n";
            continue;
        }
        const qsizetype colon = line.indexOf(':');
        const QByteArray name = line.left(colon).toLower();
        const QByteArray value = line.mid(colon + 1).trimmed();
        if (name == "content-length") {
            head.isMalformed = head.isMalformed || hasLength || !isNumber(value);
            head.contentLength = value.toLongLong();
            hasLength = true;
        } else if (name == "transfer-encoding") {
            head.isChunked = value.toLower() == "chunked";
            head.isMalformed = head.isMalformed || !head.isChunked;
        } else if (name == "connection") {
            head.wantsClose = value.toLower().contains("close") || (head.wantsClose && !value.toLower().contains("keep-alive"));
            continue;
        } else if (name == "expect") {
            head.expectsContinue = value.toLower() == "100-continue";
            continue;
        } else if (name == faultName) {
            head.fault = value;
            continue;
        }
        head.forwarded += line + "\r\n";
    }
    head.isMalformed = head.isMalformed || (hasLength && head.isChunked);
    head.forwarded += "\r\n";
    return head;
}

} // namespace cairn::demo
