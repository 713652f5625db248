#include "store/auditchain.h"

#include <QtEndian>

namespace cairn {

namespace {

void addNumber(QByteArray &bytes, qint64 number)
{
    const qint64 ordered = qToBigEndian(number);
    bytes.append(reinterpret_cast<const char *>(&ordered), sizeof ordered);
}

void addField(QByteArray &bytes, const QByteArray &field)
{
    addNumber(bytes, field.size());
    bytes += field;
}

} // namespace

Digest auditOrigin()
{
    return Digest::of({});
}

Digest auditHash(const AuditEntry &entry)
{
    QByteArray bytes("cairn-audit/1");
    addField(bytes, entry.previous.toBytes());
    addNumber(bytes, entry.seq);
    addNumber(bytes, entry.at.time_since_epoch().count());
    for (const QString &text : {entry.actor, entry.action, entry.subject, entry.reason})
        addField(bytes, text.toUtf8());
    addField(bytes, entry.before);
    addField(bytes, entry.after);
    return Digest::of(bytes);
}

} // namespace cairn
