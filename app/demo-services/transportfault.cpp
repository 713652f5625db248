#include "transportfault.h"

#include <QList>

namespace cairn::demo {

QByteArray TransportFault::toHeader() const
{
    return QByteArray::number(delayMs) + ' ' + QByteArray::number(trickleMsPerByte) + ' ' + QByteArray::number(int(cut));
}

TransportFault TransportFault::fromHeader(const QByteArray &value)
{
    const QList<QByteArray> fields = value.simplified().split(' ');
    if (fields.size() != 3)
        return {};
    return {fields[0].toInt(), fields[1].toDouble(), Cut(fields[2].toInt())};
}

} // namespace cairn::demo
