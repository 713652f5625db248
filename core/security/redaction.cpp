#include "security/redaction.h"

#include "security/masking.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QJsonValue redactValue(const QJsonValue &value)
{
    if (value.isString())
        return redactText(value.toString());
    if (value.isObject())
        return redactJson(value.toObject());
    if (value.isDouble()) {
        const QString spelled = value.toVariant().toString();
        const QString masked = maskText(spelled);
        return masked == spelled ? value : QJsonValue(masked);
    }
    if (!value.isArray())
        return value;
    QJsonArray array;
    for (const QJsonValue &one : value.toArray())
        array.append(redactValue(one));
    return array;
}

/// Replaces what the group `secret` of each match holds, if `isSecret` says so of the match.
template <typename IsSecret> QString replaceSecrets(const QString &text, const QRegularExpression &pattern, IsSecret isSecret)
{
    QString kept;
    qsizetype done = 0;
    for (auto it = pattern.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        if (!isSecret(match))
            continue;
        kept += text.mid(done, match.capturedStart(u"secret"_s) - done) + RedactedText;
        done = match.capturedEnd(u"secret"_s);
    }
    return kept + text.mid(done);
}

/// What is assigned to a secret's name, as people, programs and documents write it: `password=x`, `.password |= "x y"`,
/// `{"token": 7}`, `X-Api-Key: x`, and JSON that is quoted in JSON. A value goes on to its closing quote, or to the next gap.
QString replaceAssigned(const QString &text)
{
    static const QRegularExpression head(u"(?<name>[A-Za-z][\\w.-]*)(?:\\\\?[\"'])?\\]?\\s*(?:[|+?/*!-]{0,2}=|:)=?\\s*"_s);
    static const QRegularExpression value(u"(?|\\\\\"(?<secret>[^\\\\]++(?:\\\\[^\"][^\\\\]*+)*+)|\"(?!\")(?<secret>[^\"\\\\]*+(?"
                                          u":\\\\.[^\"\\\\]*+)*+)|'(?<secret>[^']++)|"
                                          "(?!(?:Bearer|Basic)\\b)(?<secret>[^\\s\"'&;,\\\\({\\[][^\\s\"'&;,\\\\]*))"_s,
                                          QRegularExpression::CaseInsensitiveOption |
                                              QRegularExpression::DotMatchesEverythingOption);
    QString kept;
    qsizetype done = 0;
    for (auto it = head.globalMatch(text); it.hasNext();) {
        const auto named = it.next();
        if (named.capturedStart() < done || !isSecretName(named.captured(u"name"_s)))
            continue;
        const auto match = value.match(text, named.capturedEnd(), QRegularExpression::NormalMatch,
                                       QRegularExpression::AnchorAtOffsetMatchOption);
        if (!match.hasMatch())
            continue;
        kept += text.mid(done, match.capturedStart(u"secret"_s) - done) + RedactedText;
        done = match.capturedEnd(u"secret"_s);
    }
    return kept + text.mid(done);
}

} // namespace

bool isSecretName(QStringView name)
{
    static const QRegularExpression secret(u"authori[sz]ation|cookie|passw(or)?d|passphrase|secret|token|api[-_.]?key|access[-_.]"
                                           u"?key|private[-_.]?key|signature|credential|"
                                           "^(x-)?(key|sig|auth|pwd|session([-_.]?id)?|amz-security.*)$"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    return secret.match(name.toString()).hasMatch();
}

QString redactText(const QString &text)
{
    static const QRegularExpression user(u"://(?<secret>[^/@\\s\"'<>]+)@"_s);
    static const QRegularExpression parameter(u"[?&;](?<name>[^=&#\\s\"']+)=(?<secret>[^&#\\s\"']+)"_s);
    static const QRegularExpression scheme(u"\\b(?:Bearer|Basic)\\s+(?<secret>[A-Za-z0-9._~+/-]{4,}=*)"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    const auto always = [](const QRegularExpressionMatch &) { return true; };
    const auto byName = [](const QRegularExpressionMatch &match) {
        return isSecretName(QUrl::fromPercentEncoding(match.captured(u"name"_s).toUtf8())) &&
               match.captured(u"secret"_s) != RedactedText;
    };
    QString kept = replaceSecrets(text, user, always);
    kept = replaceSecrets(kept, parameter, byName);
    kept = replaceSecrets(kept, scheme, always);
    return maskText(replaceAssigned(kept));
}

QString redactedUrl(const QString &encoded)
{
    static const QRegularExpression part(u"[^/?&=;#]+"_s);
    const bool hasNames = encoded.contains(u'=') || encoded.contains(u'@'); // else there is less to look for
    const QString text = hasNames ? redactText(encoded) : maskText(encoded);
    const auto isEncoded = [](const QString &some) { return some.contains(u'%') || some.contains(u'+'); };
    if (!isEncoded(text))
        return text;
    QString kept;
    qsizetype done = 0;
    for (auto it = part.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        if (!isEncoded(match.captured()))
            continue;
        const QString said = QUrl::fromPercentEncoding(match.captured().replace(u'+', u' ').toUtf8());
        const QString masked = maskText(said);
        if (masked == said)
            continue;
        kept += text.mid(done, match.capturedStart() - done) + QString::fromLatin1(QUrl::toPercentEncoding(masked, "*"));
        done = match.capturedEnd();
    }
    return kept + text.mid(done);
}

QJsonObject redactJson(const QJsonObject &object)
{
    QJsonObject kept;
    for (auto it = object.begin(); it != object.end(); ++it)
        kept.insert(it.key(), isSecretName(it.key()) && !it->isNull() ? QJsonValue(RedactedText) : redactValue(*it));
    return kept;
}

QByteArray redactJsonText(const QByteArray &json)
{
    if (json.isEmpty())
        return {};
    return QJsonDocument(redactJson(QJsonDocument::fromJson(json).object())).toJson(QJsonDocument::Compact);
}

} // namespace cairn
