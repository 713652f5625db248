#pragma once

#include "model/exchange.h"

namespace cairn::fuzzing {

/// An input as lines "name: value", an empty line, and a body.
struct Message
{
    HeaderList headers;
    QByteArray body;
};

inline Message messageIn(const unsigned char *data, size_t size)
{
    const QByteArray input(reinterpret_cast<const char *>(data), qsizetype(size));
    const qsizetype gap = input.indexOf("\n\n");
    Message message;
    for (const QByteArray &line : input.left(gap).split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            message.headers.append({line.left(colon).trimmed().toLower(), line.mid(colon + 1).trimmed()});
    }
    if (gap >= 0)
        message.body = input.mid(gap + 2);
    return message;
}

} // namespace cairn::fuzzing
