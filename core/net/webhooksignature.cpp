#include "net/webhooksignature.h"

#include "net/hmacsha256.h"

#include <sodium.h>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype SmallestKey = 24;
constexpr qsizetype LargestKey = 64;
constexpr qsizetype LongestId = 256;
constexpr qsizetype LongestTimestamp = 11; ///< digits; enough for some thousand years, too few to overflow
constexpr qsizetype LongestSignatures = 4096;

const unsigned char *octets(QByteArrayView bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.data());
}

QByteArray signatureOf(const WebhookKey &key, QByteArrayView id, QByteArrayView timestamp, QByteArrayView body)
{
    return hmacSha256({id, ".", timestamp, ".", body}, key.bytes);
}

tl::unexpected<Error> refused(const QString &detail, const QString &remedy)
{
    return failure(ErrorKind::Usage, detail, {}, remedy);
}

/// The one value of a header. Two would leave open which of them the sender means.
Result<QByteArray> onlyValue(const HeaderList &headers, QByteArrayView name, qsizetype longest)
{
    const auto isIt = [name](const auto &field) { return field.first == name; };
    const QString shown = QString::fromLatin1(name);
    if (std::count_if(headers.begin(), headers.end(), isIt) > 1)
        return refused(u"the header %1 is there more than once"_s.arg(shown), u"Send it once"_s);
    const QByteArray value = headerValue(headers, name).trimmed();
    if (value.isEmpty())
        return refused(u"the header %1 is missing"_s.arg(shown), u"Sign the message as Standard Webhooks says"_s);
    if (value.size() > longest)
        return refused(u"the header %1 is longer than %2 bytes"_s.arg(shown).arg(longest), u"Send a shorter one"_s);
    return value;
}

/// A full stop in an id would let one signed text be read as two different messages.
Result<QByteArray> idOf(const HeaderList &headers)
{
    Result<QByteArray> id = onlyValue(headers, "webhook-id", LongestId);
    if (id && !std::all_of(id->begin(), id->end(), [](char c) { return c > ' ' && c <= '~' && c != '.'; }))
        return refused(u"webhook-id has a character that it may not have"_s,
                       u"Use visible ASCII characters other than the full stop"_s);
    return id;
}

Result<QByteArray> timestampOf(const HeaderList &headers)
{
    Result<QByteArray> text = onlyValue(headers, "webhook-timestamp", LongestTimestamp);
    if (text && !std::all_of(text->begin(), text->end(), [](char c) { return c >= '0' && c <= '9'; }))
        return refused(u"webhook-timestamp is not a whole number"_s, u"Send the seconds since 1970, UTC"_s);
    return text;
}

Result<void> checkAge(Timestamp sent, Timestamp now, Milliseconds tolerance)
{
    const Milliseconds age = now - sent;
    if (std::chrono::abs(age) <= tolerance)
        return {};
    return refused(u"the message is from %1 %2; %3 are accepted"_s.arg(
                       toText(std::chrono::abs(age)), age > Milliseconds(0) ? u"ago"_s : u"ahead"_s, toText(tolerance)),
                   u"Compare the clocks of sender and receiver; a repeated message needs a new timestamp"_s);
}

/// The signatures of version v1 in the list; others (v1a is asymmetric) are not for our kind of key.
QList<QByteArray> candidates(const QByteArray &list)
{
    QList<QByteArray> found;
    for (const QByteArray &entry : list.split(' ')) {
        if (!entry.startsWith("v1,"))
            continue;
        const auto decoded = QByteArray::fromBase64Encoding(entry.mid(3), QByteArray::AbortOnBase64DecodingErrors);
        // 32 bytes leave two bits of the last letter unused: there is one way to write them
        if (decoded && (*decoded).size() == qsizetype(crypto_auth_hmacsha256_BYTES) && (*decoded).toBase64() == entry.mid(3))
            found.append(*decoded);
    }
    return found;
}

} // namespace

Result<WebhookKey> parseWebhookSecret(const QString &secret)
{
    const QByteArray text = secret.trimmed().toUtf8();
    if (text.startsWith("whsk_") || text.startsWith("whpk_"))
        return refused(u"the webhook secret is a key of the asymmetric kind"_s,
                       u"Use a symmetric secret; it begins with whsec_"_s);
    if (!text.startsWith("whsec_"))
        return refused(u"the webhook secret does not begin with whsec_"_s,
                       u"Write it as the sender shows it: whsec_ and the key in base64"_s);
    const auto key = QByteArray::fromBase64Encoding(text.mid(6), QByteArray::AbortOnBase64DecodingErrors);
    if (!key)
        return refused(u"what follows whsec_ in the webhook secret is not base64"_s,
                       u"Copy the whole secret, without spaces or line breaks"_s);
    if ((*key).size() < SmallestKey || (*key).size() > LargestKey)
        return refused(u"the webhook secret's key has %1 bytes; Standard Webhooks asks for %2 to %3"_s.arg((*key).size())
                           .arg(SmallestKey)
                           .arg(LargestKey),
                       u"Make one: echo whsec_$(openssl rand -base64 32)"_s);
    return WebhookKey{*key};
}

Result<QList<WebhookKey>> webhookKeys(const QStringList &secrets)
{
    QList<WebhookKey> keys;
    for (qsizetype i = 0; i < secrets.size(); ++i) {
        for (const QString &one : secrets.at(i).simplified().split(u' ', Qt::SkipEmptyParts)) {
            auto key = parseWebhookSecret(one);
            if (key)
                keys.append(std::move(*key));
            else if (i == 0)
                return tl::unexpected(key.error());
        }
    }
    return keys;
}

QByteArray signWebhook(const WebhookKey &key, QByteArrayView id, qint64 timestamp, QByteArrayView body)
{
    return "v1," + signatureOf(key, id, QByteArray::number(timestamp), body).toBase64();
}

Result<VerifiedMessage> verifyWebhook(const QList<WebhookKey> &keys, const HeaderList &headers, QByteArrayView body,
                                      Timestamp now, Milliseconds tolerance)
{
    const Result<QByteArray> id = idOf(headers);
    if (!id)
        return tl::unexpected(id.error());
    const Result<QByteArray> timestamp = timestampOf(headers);
    if (!timestamp)
        return tl::unexpected(timestamp.error());
    const Timestamp sent{std::chrono::seconds(timestamp->toLongLong())};
    if (const Result<void> age = checkAge(sent, now, tolerance); !age)
        return tl::unexpected(age.error());
    const Result<QByteArray> list = onlyValue(headers, "webhook-signature", LongestSignatures);
    if (!list)
        return tl::unexpected(list.error());
    const QList<QByteArray> signatures = candidates(*list);
    if (signatures.isEmpty())
        return refused(u"webhook-signature has no signature of the form v1,BASE64 over 32 bytes"_s,
                       u"Sign with HMAC-SHA256, version v1 of Standard Webhooks"_s);
    bool matches = false;
    for (const WebhookKey &key : keys) {
        const QByteArray expected = signatureOf(key, *id, *timestamp, body);
        for (const QByteArray &signature : signatures)
            matches = (crypto_verify_32(octets(expected), octets(signature)) == 0) || matches;
    }
    if (!matches)
        return refused(u"no signature in webhook-signature matches"_s,
                       u"Sign the exact bytes of the body with the secret that this address has"_s);
    return VerifiedMessage{*id, sent};
}

} // namespace cairn
