#include "security/dsse.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace cairn {

using namespace Qt::StringLiterals;

QByteArray dsseMessage(const QString &payloadType, const QByteArray &payload)
{
    const QByteArray type = payloadType.toUtf8();
    return "DSSEv1 " + QByteArray::number(type.size()) + ' ' + type + ' ' + QByteArray::number(payload.size()) + ' ' + payload;
}

QJsonObject sealEnvelope(const QByteArray &payload, const QString &payloadType, const SigningKey &key)
{
    const QJsonObject signature{{u"keyid"_s, QString::fromLatin1(key.publicKey().toBase64())},
                                {u"sig"_s, QString::fromLatin1(key.sign(dsseMessage(payloadType, payload)).toBase64())}};
    return {{u"payload"_s, QString::fromLatin1(payload.toBase64())},
            {u"payloadType"_s, payloadType},
            {u"signatures"_s, QJsonArray{signature}}};
}

Result<OpenedEnvelope> openEnvelope(const QByteArray &json, const QByteArray &key)
{
    const QJsonObject envelope = QJsonDocument::fromJson(json).object();
    const QJsonArray signatures = envelope.value(u"signatures"_s).toArray();
    OpenedEnvelope opened;
    opened.payloadType = envelope.value(u"payloadType"_s).toString();
    const auto payload = QByteArray::fromBase64Encoding(envelope.value(u"payload"_s).toString().toLatin1(),
                                                        QByteArray::AbortOnBase64DecodingErrors);
    if (!payload || opened.payloadType.isEmpty() || signatures.isEmpty())
        return failure(ErrorKind::Damaged, u"it is no signed statement (DSSE envelope)"_s, {},
                       u"`cairn show RUN --attest` makes one"_s);
    opened.payload = *payload;
    const QByteArray message = dsseMessage(opened.payloadType, opened.payload);
    for (const QJsonValue &one : signatures) {
        const QByteArray named = QByteArray::fromBase64(one[u"keyid"_s].toString().toLatin1());
        const QByteArray signature = QByteArray::fromBase64(one[u"sig"_s].toString().toLatin1());
        opened.key = key.isEmpty() ? named : key;
        if (SigningKey::verify(message, signature, opened.key))
            return opened;
    }
    return failure(ErrorKind::Damaged,
                   key.isEmpty() ? u"its signature is not right: it was changed"_s
                                 : u"it is not signed by that key, or was changed"_s,
                   {}, u"Ask whoever gave it to you for it once more"_s);
}

} // namespace cairn
