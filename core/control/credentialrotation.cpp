#include "control/credentialrotation.h"

#include "control/audit.h"
#include "definition/expression.h"
#include "net/authorizedtransport.h"

#include <QCoroTask>
#include <QDateTime>
#include <QJsonDocument>

#include <sodium.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 LargestRotationAnswer = 256 << 10;
constexpr Milliseconds LongestRotation{60'000};
constexpr int EntriesLookedAt = 1'000; ///< of the audit, of this credential alone
const QString Asked = u"credential.asked"_s;
const QString NotRotated = u"credential.not_rotated"_s;
const QString MayBeLost =
    u"The service may have made a new secret that nobody has: look there, and withdraw it. The old one is still in "
    "use"_s;

/// Holds a secret for a moment.
class SecretSink final : public ResponseSink
{
public:
    SecretSink() { bytes.reserve(LargestRotationAnswer); } // so that it is not left behind where it grew
    ~SecretSink() override { sodium_memzero(bytes.data(), size_t(bytes.size())); }
    Result<void> accept(QByteArrayView part) override
    {
        bytes.append(part);
        return {};
    }
    QByteArray bytes;
};

HttpRequest rotationRequest(const Service &service)
{
    const RotationRule &rule = service.credential.rotation;
    HttpRequest request;
    request.method = rule.method;
    request.url = QUrl(service.baseUrl.toString(QUrl::FullyEncoded | QUrl::StripTrailingSlash) + rule.path);
    request.headers = {{"accept", "application/json"}};
    if (!rule.json.isEmpty()) {
        request.headers += HeaderList{{"content-type", "application/json"}};
        request.body = OutgoingBody::ofBytes(rule.json);
    }
    request.timeout = service.policy.timeout;
    request.timeout.attempt = std::min(request.timeout.attempt, LongestRotation);
    request.maxResponse = LargestRotationAnswer;
    return request;
}

/// Its transport and sink outlive it: the caller waits for its end.
QCoro::Task<Exchange> exchangeWith(HttpTransport &transport, const Service &service, SecretSink &sink)
{
    const auto pending = transport.start(rotationRequest(service), sink);
    auto answer = operator co_await(*pending);
    Exchange exchange = co_await answer;
    co_return exchange;
}

/// What the program finds in the answer, if it is a text. What jq says of an answer is not told: it quotes it.
std::optional<QString> textIn(const QByteArray &answer, const QString &program)
{
    ExpressionEngine engine;
    auto found = engine.transform(program, answer);
    if (!found)
        return std::nullopt;
    const QJsonValue value = QJsonDocument::fromJson('[' + *found + ']')[0];
    sodium_memzero(found->data(), size_t(found->size()));
    return value.isString() ? std::optional(value.toString()) : std::nullopt;
}

std::optional<Timestamp> momentIn(const QString &text)
{
    if (const auto moment = fromRfc3339(text))
        return moment;
    const QDate day = QDate::fromString(text, Qt::ISODate);
    return day.isValid() ? std::optional(Timestamp(Milliseconds(day.startOfDay(Qt::UTC).toMSecsSinceEpoch()))) : std::nullopt;
}

Result<GivenSecret> readAnswer(const Service &service, const QByteArray &answer)
{
    const RotationRule &rule = service.credential.rotation;
    auto text = textIn(answer, rule.secret);
    QByteArray bytes = text ? text->toUtf8() : QByteArray();
    GivenSecret given{bytes.isEmpty() ? SecretBytes() : SecretBytes::taken(std::move(bytes))};
    if (text)
        text->fill(u'\0');
    if (given.secret.isEmpty() || given.secret.size() > LargestSecret)
        return failure(ErrorKind::Usage,
                       u"service %1 has answered, but `secret: %2` finds no text in that"_s.arg(service.name, rule.secret),
                       service.baseUrl.toString(), MayBeLost);
    const auto said = rule.expires.isEmpty() ? std::nullopt : textIn(answer, rule.expires);
    given.expiresAt = said ? momentIn(*said) : std::nullopt; // a service may give one that does not expire
    return given;
}

Error refusedBy(const Service &service, const Exchange &exchange)
{
    const QString where = service.baseUrl.toString();
    if (exchange.fault == TransportFault::None && exchange.status >= 400 && exchange.status < 500)
        return {ErrorKind::Conflict, u"service %1 gave no new secret (%2)"_s.arg(service.name).arg(exchange.status), where,
                u"Look at rotate: in the service's file; the old secret is still in use"_s};
    const QString what = exchange.fault == TransportFault::None ? u"status %1"_s.arg(exchange.status) : exchange.detail;
    if (exchange.fault != TransportFault::None && !exchange.maybeSent)
        return {ErrorKind::Io, u"service %1 could not be asked for a new secret: %2"_s.arg(service.name, what), where,
                u"Nothing was changed: try again"_s};
    return {ErrorKind::Io, u"service %1 was asked for a new secret and did not give it: %2"_s.arg(service.name, what), where,
            MayBeLost};
}

/// Where a new one could not be put nobody asks for it.
Result<void> wantChangeable(const Credentials &credentials, const QString &key)
{
    const auto place = credentials.placeOf(key);
    if (!place)
        return tl::unexpected(place.error());
    if (*place == VaultPlace::Keychain || *place == VaultPlace::Folder)
        return {};
    return failure(ErrorKind::Usage, u"secrets in %1 are not changed from here"_s.arg(credentials.nameOf(*place)), {},
                   u"Change it with the program that keeps it, or move it with `cairn credential set %1`"_s.arg(key));
}

AddAudit noteOf(const CredentialChange &change, const QString &action, const QString &reason, const Service &service)
{
    return audited(change.at, change.actor, action, u"credential/"_s + change.key, reason, {}, {{u"service"_s, service.name}});
}

} // namespace

Result<std::optional<Service>> rotatingService(StoreReader &reader, const QString &key)
{
    const auto services = reader.services();
    if (!services)
        return tl::unexpected(services.error());
    std::optional<Service> found;
    for (const ServiceRevision &revision : *services) {
        const CredentialRule &rule = revision.service.credential;
        if (rule.key != key || !rule.rotation.isDeclared())
            continue;
        if (found)
            return failure(ErrorKind::Usage,
                           u"services %1 and %2 both say how %3 is rotated"_s.arg(found->name, revision.service.name, key), {},
                           u"Leave rotate: in one of them, and `cairn apply`"_s);
        found = revision.service;
    }
    return found;
}

Result<GivenSecret> askForSecret(const Service &service, const Credentials &credentials, const QString &workspaceRoot,
                                 const Clock &clock)
{
    const auto transport = overTheNetwork(credentials, workspaceRoot, clock)(service);
    // Refused because the secret in use is the one before, or the token was withdrawn: then nothing was done, and it may be
    // asked with the other.
    for (bool again = true;; again = false) {
        SecretSink sink;
        const Exchange exchange = QCoro::waitFor(exchangeWith(*transport, service, sink));
        if (exchange.fault == TransportFault::None && exchange.status >= 200 && exchange.status < 300)
            return readAnswer(service, sink.bytes);
        if (!again || !exchange.renewable)
            return tl::unexpected(refusedBy(service, exchange));
    }
}

Result<VaultPlace> rotateByService(Store &store, const Credentials &credentials, CredentialChange change, Milliseconds overlap,
                                   const Service &service, const QString &workspaceRoot, const Clock &clock)
{
    if (const auto changeable = wantChangeable(credentials, change.key); !changeable)
        return tl::unexpected(changeable.error());
    // Durable before the first byte leaves: if this is killed, it is known that the service was asked. There is nothing to be
    // forgotten; but it takes the role that the end of this takes, and who will be refused then must not have asked.
    if (const auto noted = store.commitAndWait(
            Transaction(noteOf(change, Asked, change.reason, service), ForgetCredential{previousKey(change.key)}));
        !noted)
        return tl::unexpected(noted.error());
    auto given = askForSecret(service, credentials, workspaceRoot, clock);
    if (!given) {
        const auto noted = store.commitAndWait(Transaction(noteOf(change, NotRotated, given.error().detail, service)));
        if (!noted)
            given.error().detail += u"; and that could not be recorded: "_s + noted.error().detail;
        return tl::unexpected(given.error());
    }
    change.at = clock.now();
    if (!change.expiresAt)
        change.expiresAt = given->expiresAt;
    auto rotated = rotateCredential(store, credentials, change, overlap, given->secret);
    if (!rotated)
        rotated.error().remedy = MayBeLost + (rotated.error().remedy.isEmpty() ? QString() : u". "_s + rotated.error().remedy);
    return rotated;
}

Result<std::optional<AuditEntry>> unendedRotation(StoreReader &reader, const QString &key)
{
    AuditFilter filter;
    filter.subject = u"credential/"_s + key;
    const auto page = reader.searchAudit(filter, 0, AuditOrder::NewestFirst, 1, EntriesLookedAt);
    if (!page)
        return tl::unexpected(page.error());
    return page->entries.isEmpty() || page->entries.first().action != Asked ? std::nullopt : std::optional(page->entries.first());
}

Error describeUnended(const AuditEntry &asked, const QString &key)
{
    return {ErrorKind::Conflict,
            u"the service was asked for a new secret in place of %1 at %2 by %3, and what became of it nobody knows"_s.arg(
                key, toRfc3339(asked.at), asked.actor),
            {},
            MayBeLost};
}

} // namespace cairn
