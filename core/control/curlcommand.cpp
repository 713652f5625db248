#include "control/curlcommand.h"

#include "base/timestamp.h"
#include "control/coveredattempt.h"
#include "control/storedheaders.h"
#include "model/records.h"
#include "security/redaction.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QString quoted(QString text)
{
    return u'\'' + text.replace(u'\'', u"'\\''"_s) + u'\'';
}

/// What is said of the credential, whose secret only the vault knows. From a file it is in no list of processes and no history.
QString aboutCredential(const CredentialRule &rule)
{
    const QString file = u"# Left out: credential %1. Put its header into a file credential.header that only you can read: %2"_s;
    switch (rule.kind) {
    case CredentialKind::None: return {};
    case CredentialKind::Bearer:
    case CredentialKind::OAuth2: return file.arg(rule.key, u"Authorization: Bearer TOKEN"_s);
    case CredentialKind::Basic: return file.arg(rule.key, u"Authorization: Basic BASE64, of %1:PASSWORD"_s.arg(rule.user));
    case CredentialKind::ApiKey:
        if (!rule.header.isEmpty())
            return file.arg(rule.key, QString::fromLatin1(rule.header) + u": KEY"_s);
        return u"# Left out: credential %1, the parameter %2 of the address"_s.arg(rule.key, rule.query);
    case CredentialKind::Hmac: return u"# Left out: the signature by credential %1, which curl cannot make"_s.arg(rule.key);
    case CredentialKind::Mtls: return u"# Left out: the private key %1 of the certificate; put it into key.pem"_s.arg(rule.key);
    }
    return {};
}

bool comesFromFile(const CredentialRule &rule)
{
    const bool isHeader = rule.kind == CredentialKind::ApiKey && !rule.header.isEmpty();
    return rule.kind == CredentialKind::Bearer || rule.kind == CredentialKind::OAuth2 || rule.kind == CredentialKind::Basic ||
           isHeader;
}

QStringList transportOptions(const Service &service, const QString &url)
{
    QStringList options;
    if (service.http == HttpVersion::Http11)
        options.append(u"--http1.1"_s);
    else if (service.http == HttpVersion::Http2)
        options.append(url.startsWith("http:"_L1) ? u"--http2-prior-knowledge"_s : u"--http2"_s);
    if (!service.tls.ca.isEmpty())
        options.append(u"--cacert "_s + quoted(service.tls.ca));
    if (service.credential.kind == CredentialKind::Mtls)
        options.append(u"--cert %1 --key key.pem"_s.arg(quoted(service.credential.certificate)));
    return options;
}

/// What the reader has to know before it is sent.
QStringList remarks(const Attempt &attempt, const Service &service, bool isForm)
{
    const QString ended = attempt.status > 0 ? u"the service answered %1"_s.arg(attempt.status) : attempt.cause;
    QStringList lines{u"# Attempt %1 of step %2 of run %3, %4: %5"_s.arg(attempt.number)
                          .arg(attempt.step.name(), attempt.run.toString(), toRfc3339(attempt.startedAt), ended)};
    if (!service.idempotent)
        lines.append(u"# %1 is not idempotent: this may do it once more"_s.arg(attempt.service));
    if (const QString about = aboutCredential(service.credential); !about.isEmpty())
        lines.append(about);
    if (isForm)
        lines.append(
            u"# The body was a form: 'cairn payload %1' lists its fields and files; put --form NAME=@FILE for each"_s.arg(
                attempt.request.digest.toHex()));
    else if (attempt.request.isValid())
        lines.append(
            u"# The body: cairn payload %1 -o body-%2"_s.arg(attempt.request.digest.toHex(), attempt.request.digest.brief()));
    return lines;
}

struct HeaderParts
{
    QStringList options;
    QStringList leftOut; ///< names
    bool isForm = false;
    bool hasKey = false;
};

/// `shown`: the same attempt, covered. Half a value is of no use.
HeaderParts headerParts(const Attempt &sent, const Attempt &shown)
{
    const HeaderList all = readHeaders(sent.requestHeaders);
    const HeaderList withoutSecrets = readHeaders(shown.requestHeaders);
    HeaderParts parts;
    for (const auto &[name, value] : all) {
        const QString text = QString::fromUtf8(value);
        parts.isForm = parts.isForm || (name == "content-type" && text.startsWith("multipart/form-data"_L1));
        parts.hasKey = parts.hasKey || name == "idempotency-key";
        if (name == "traceparent" || (parts.isForm && name == "content-type"))
            continue; // of that attempt alone
        if (text.contains(RedactedText) || !withoutSecrets.contains({name, value}))
            parts.leftOut.append(QString::fromLatin1(name));
        else
            parts.options.append(u"--header "_s + quoted(QString::fromLatin1(name) +
                                                         (text.isEmpty() ? u";"_s : u": "_s + text))); // as curl has it
    }
    return parts;
}

} // namespace

QString curlCommand(const Attempt &sent, const Service &service, const Cover &cover)
{
    Attempt attempt = covered(sent, cover);
    attempt.cause = cover.text(attempt.cause);
    QStringList words = transportOptions(service, attempt.url);
    const HeaderParts headers = headerParts(sent, attempt);
    words += headers.options;
    if (comesFromFile(service.credential))
        words.append(u"--header @credential.header"_s);
    if (attempt.request.isValid() && !headers.isForm)
        words.append(u"--data-binary @body-"_s + attempt.request.digest.brief());
    QStringList lines = remarks(attempt, service, headers.isForm);
    if (headers.hasKey)
        lines.append(u"# With the key of the attempt: a service that knows it repeats what it answered then"_s);
    if (!headers.leftOut.isEmpty())
        lines.append(u"# Left out, for what they hold: "_s + headers.leftOut.join(u", "_s));
    if (attempt.url != sent.url)
        lines.append(u"# Parts of the address are covered"_s);
    for (QString &line : lines)
        line = line.simplified(); // a line break in a cause would end the comment
    words.prepend(
        u"curl --globoff --path-as-is --request %1 %2"_s.arg(quoted(QString::fromLatin1(attempt.method)), quoted(attempt.url)));
    return lines.join(u'\n') + u'\n' + words.join(u" \\\n  "_s) + u'\n';
}

} // namespace cairn
