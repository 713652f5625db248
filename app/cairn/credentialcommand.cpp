#include "reading.h"
#include "secretinput.h"

#include "control/credentialrotation.h"

#include <QDateTime>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

const QString UsualOverlap = u"1h"_s;
constexpr auto LongestOverlap = std::chrono::days(30); ///< as in the console

/// A vault as people call it.
QString placeText(const CredentialUse &use)
{
    return use.place ? use.placeName : u"nowhere: it is missing"_s;
}

QString expiryText(const CredentialUse &use, Timestamp now)
{
    QStringList parts;
    if (use.record && use.record->expiresAt)
        parts.append(toRfc3339(*use.record->expiresAt).left(10));
    const CredentialState state = stateOf(use, now);
    if (state == CredentialState::Expiring || state == CredentialState::Expired)
        parts.append(word(state));
    if (use.record && use.record->previousUntil && *use.record->previousUntil > now)
        parts.append(u"the former one until %1"_s.arg(toRfc3339(*use.record->previousUntil)));
    return parts.isEmpty() ? u"–"_s : parts.join(u", "_s);
}

/// True if there was something to warn of.
bool warnOfUnended(Reading &opened, const QString &key, const Terminal &terminal)
{
    const auto asked = unendedRotation(*opened.reader, key);
    if (!asked || !*asked)
        return false;
    terminal.warn(describe(describeUnended(**asked, key)));
    return true;
}

/// Status 1 if a person has something to do.
Exit listKeys(Reading &opened, const Credentials &credentials, const Workspace &files, const Terminal &terminal)
{
    const Timestamp now = opened.session->clock().now();
    const auto all = listCredentials(*opened.reader, files, credentials);
    if (!all)
        return terminal.fail(all.error());
    bool needsPerson = false;
    QList<QStringList> rows;
    for (const CredentialUse &use : *all) {
        const CredentialState state = stateOf(use, now);
        needsPerson = needsPerson || (state != CredentialState::Good && state != CredentialState::Expiring);
        if (terminal.json())
            terminal.object(toJson(use, now));
        rows.append({use.key, use.kind, placeText(use), use.record ? toText(now - use.record->setAt) : u"–"_s,
                     expiryText(use, now), use.usedBy.isEmpty() ? u"nothing names it"_s : use.usedBy.join(u", "_s)});
    }
    if (rows.isEmpty())
        terminal.line(
            u"No definition names a credential. Write credential: { kind: bearer, key: NAME } into a service's file."_s);
    else if (!terminal.json())
        terminal.table({u"KEY"_s, u"KIND"_s, u"WHERE"_s, u"AGE"_s, u"EXPIRES"_s, u"USED BY"_s}, rows);
    for (const CredentialUse &use : *all) {
        if (!use.trouble.detail.isEmpty())
            terminal.warn(describe(use.trouble));
        needsPerson = warnOfUnended(opened, use.key, terminal) || needsPerson;
    }
    return needsPerson ? Exit::NeedsPerson : Exit::Well;
}

Result<std::optional<Timestamp>> readExpiry(const CommandArguments &arguments, Timestamp now)
{
    const QString given = arguments.value(u"expires"_s);
    if (given.isEmpty())
        return std::nullopt;
    const QDate day = QDate::fromString(given, Qt::ISODate);
    const auto moment =
        day.isValid() ? std::optional(Timestamp(Milliseconds(day.startOfDay(Qt::UTC).toMSecsSinceEpoch()))) : fromRfc3339(given);
    if (!moment || *moment <= now)
        return failure(ErrorKind::Usage, u"--expires: '%1' is no day to come"_s.arg(given), {},
                       u"Write 2027-03-31, or 2027-03-31T12:00:00Z"_s);
    return moment;
}

/// A vault that cannot be asked is a person's to open, and not the store.
Exit failed(const Error &error, const Terminal &terminal)
{
    const Exit exit = terminal.fail(error);
    return error.kind == ErrorKind::Busy || error.kind == ErrorKind::Io ? Exit::NeedsPerson : exit;
}

/// Says what was done, and what stands in its way.
Exit told(const Result<VaultPlace> &done, const QString &verb, const QString &key, const Credentials &credentials,
          const Terminal &terminal)
{
    if (!done)
        return failed(done.error(), terminal);
    if (terminal.json())
        terminal.object({{u"key"_s, key}, {u"done"_s, verb}, {u"place"_s, credentials.nameOf(*done)}});
    terminal.line(u"%1 is %2 (%3)."_s.arg(key, verb, credentials.nameOf(*done)));
    const auto found = credentials.placeOf(key);
    if (found && verb == "removed"_L1)
        terminal.warn(u"%1 is still found in %2, and is used from there: remove it again"_s.arg(key, credentials.nameOf(*found)));
    else if (found && *found != *done)
        terminal.warn(u"%1 is found in %2 first: what was set will not be used"_s.arg(key, credentials.nameOf(*found)));
    return Exit::Well;
}

/// What a person types, if it will do.
Result<SecretBytes> askedSecret(Reading &opened, const QString &question, const QString &key)
{
    auto secret = readSecret(question.arg(key));
    if (!secret)
        return secret;
    const auto good = checkSecret(*opened.reader, scanWorkspace(opened.session->root()), key, *secret);
    return good ? std::move(secret) : tl::unexpected(good.error());
}

/// A person's new secret, in place of the one that is there.
Exit rotateByHand(Reading &opened, const Credentials &credentials, const CredentialChange &change, Milliseconds overlap,
                  const Terminal &terminal)
{
    const auto secret = askedSecret(opened, u"New secret for %1: "_s, change.key);
    if (!secret)
        return terminal.fail(secret.error());
    return told(rotateCredential(opened.session->store(), credentials, change, overlap, *secret), u"rotated"_s, change.key,
                credentials, terminal);
}

/// The service's, if its file says how it is asked for one; else a person's.
Exit rotate(Reading &opened, const Credentials &credentials, const CredentialChange &change, const CommandArguments &arguments,
            const Terminal &terminal)
{
    const auto overlap = readDuration(u"overlap"_s, arguments.value(u"overlap"_s));
    if (!overlap)
        return terminal.fail(overlap.error());
    if (*overlap > LongestOverlap)
        return terminal.fail({ErrorKind::Usage,
                              u"--overlap: '%1' is too long for two secrets to be good"_s.arg(arguments.value(u"overlap"_s)),
                              {},
                              u"Write one up to 30d"_s});
    if (const auto there = credentials.placeOf(change.key); !there)
        return failed(there.error(), terminal); // before anybody types a secret in vain
    warnOfUnended(opened, change.key, terminal);
    const auto service =
        arguments.isSet(u"ask"_s) ? Result<std::optional<Service>>(std::nullopt) : rotatingService(*opened.reader, change.key);
    if (!service)
        return terminal.fail(service.error());
    if (!*service)
        return rotateByHand(opened, credentials, change, *overlap, terminal);
    Session &session = *opened.session;
    return told(rotateByService(session.store(), credentials, change, *overlap, **service, session.root(), session.clock()),
                u"rotated"_s, change.key, credentials, terminal);
}

Exit remove(Store &store, const Credentials &credentials, const CredentialChange &change, const Terminal &terminal)
{
    const auto place = credentials.placeOf(change.key);
    if (place || place.error().kind != ErrorKind::NotFound)
        return told(removeCredential(store, credentials, change), u"removed"_s, change.key, credentials, terminal);
    if (const auto forgotten = forgetCredential(store, credentials, change); !forgotten)
        return failed(forgotten.error(), terminal);
    if (terminal.json())
        terminal.object({{u"key"_s, change.key}, {u"done"_s, u"forgotten"_s}});
    terminal.line(u"%1 is forgotten: its secret was nowhere any more."_s.arg(change.key));
    return Exit::Well;
}

Exit change(Reading &opened, const Credentials &credentials, const CommandArguments &arguments, const Terminal &terminal)
{
    const QString verb = arguments.positional().at(0);
    const Timestamp now = opened.session->clock().now();
    CredentialChange change{arguments.positional().at(1), currentActor(), arguments.value(u"reason"_s), now, {}};
    Store &store = opened.session->store();
    if (verb == "remove"_L1)
        return remove(store, credentials, change, terminal);
    const auto expiry = readExpiry(arguments, now);
    if (!expiry)
        return terminal.fail(expiry.error());
    change.expiresAt = *expiry;
    if (verb == "rotate"_L1)
        return rotate(opened, credentials, change, arguments, terminal);
    const auto secret = askedSecret(opened, u"Secret for %1: "_s, change.key);
    if (!secret)
        return terminal.fail(secret.error());
    const VaultPlace place = arguments.isSet(u"file"_s) ? VaultPlace::Folder : VaultPlace::Keychain;
    return told(setCredential(store, credentials, change, place, *secret), u"set"_s, change.key, credentials, terminal);
}

} // namespace

Exit credentialCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(invocation, u"[list | set KEY | rotate KEY | remove KEY]"_s,
                               u"Lists the secrets that definitions name: where each is, how old, until when it is good, and who "
                               u"uses it; or puts one into the "
                               "keychain, replaces it so that the old one is good for a while (by asking the service, if its "
                               "file says how), or takes it away. Secrets are "
                               "typed without being seen, or come "
                               "by standard input; they are never an argument."_s);
    arguments.addOption(u"expires"_s, u"DATE"_s, u"with set and rotate: until when it is good"_s);
    arguments.addOption(u"overlap"_s, u"TIME"_s, u"with rotate: how long the old one is good as well"_s, UsualOverlap);
    arguments.addFlag(u"ask"_s, u"with rotate: a person has the new one, though the service's file says how to get it"_s);
    arguments.addFlag(u"file"_s, u"with set: into a file of .cairn/credentials (mode 0600) instead of the keychain"_s);
    arguments.addOption(u"reason"_s, u"TEXT"_s, u"why, for the record"_s);
    if (const auto exit = arguments.parse(terminal, 0, 2))
        return *exit;
    const QStringList words = arguments.positional();
    const bool isList = words.isEmpty() || words == QStringList{u"list"_s};
    static const QStringList Verbs{u"set"_s, u"rotate"_s, u"remove"_s};
    if (!isList && (words.size() != 2 || !Verbs.contains(words[0])))
        return terminal.fail(
            {ErrorKind::Usage,
             (words.size() == 1 && Verbs.contains(words[0]) ? u"'%1' takes the KEY of a secret"_s
                                                            : u"'%1' is nothing that can be done with credentials"_s)
                 .arg(words.join(u' ')),
             {},
             u"`cairn credential --help` tells more"_s});
    static const QHash<QString, QStringList> Options{{u"set"_s, {u"expires"_s, u"file"_s, u"reason"_s}},
                                                     {u"rotate"_s, {u"expires"_s, u"overlap"_s, u"ask"_s, u"reason"_s}},
                                                     {u"remove"_s, {u"reason"_s}}};
    const auto fit = arguments.checkOptions(u"credential "_s + words.value(0), Options.value(words.value(0)));
    if (!fit)
        return terminal.fail(fit.error());
    auto opened = openReading(invocation, isList ? Session::Use::Looking : Session::Use::Working);
    if (!opened)
        return terminal.fail(opened.error());
    const Workspace files = scanWorkspace(opened->session->root());
    const Credentials credentials(opened->session->root(), files.settings.vaultCommand);
    return isList ? listKeys(*opened, credentials, files, terminal) : change(*opened, credentials, arguments, terminal);
}

} // namespace cairn
