#include "commandline.h"
#include "reading.h"
#include "upkeepwait.h"

#include "control/securitycheck.h"
#include "store/storekeys.h"
#include "store/upkeep.h"

#include <QJsonArray>

namespace cairn {

namespace {

QJsonObject toJson(const StoreKey &key)
{
    return {{QStringLiteral("key"), key.number},
            {QStringLiteral("vault"), key.vault},
            {QStringLiteral("made_at"), toRfc3339(key.madeAt)},
            {QStringLiteral("retired_at"), key.retiredAt ? QJsonValue(toRfc3339(*key.retiredAt)) : QJsonValue()}};
}

QJsonObject toJson(const Encryption &how)
{
    QJsonArray keys;
    for (const StoreKey &key : how.keys)
        keys.append(toJson(key));
    QJsonObject json{{QStringLiteral("encrypted"), how.isOn()},
                     {QStringLiteral("keys"), keys},
                     {QStringLiteral("plain_copies"), QJsonArray::fromStringList(how.plainCopies)},
                     {QStringLiteral("other_copies"), QJsonArray::fromStringList(how.otherCopies)}};
    if (how.change)
        json.insert(QStringLiteral("change"), QJsonObject{{QStringLiteral("to_key"), how.change->toKey},
                                                          {QStringLiteral("begun_at"), toRfc3339(how.change->begunAt)},
                                                          {QStringLiteral("done"), how.change->done},
                                                          {QStringLiteral("total"), how.change->total},
                                                          {QStringLiteral("damaged"), how.change->skipped}});
    return json;
}

void printKeys(const Encryption &how, const Terminal &terminal)
{
    if (terminal.json())
        return terminal.object(toJson(how));
    if (!how.isOn())
        terminal.line(QStringLiteral("not encrypted (cairn.yaml says encryption: off)"));
    for (const StoreKey &key : how.keys)
        terminal.line(QStringLiteral("key %1  made %2  %3")
                          .arg(QString::number(key.number), toRfc3339(key.madeAt),
                               key.retiredAt ? QStringLiteral("erased %1").arg(toRfc3339(*key.retiredAt))
                                             : QStringLiteral("wrapped by a key in %1").arg(key.vault)));
    if (how.change)
        terminal.line(QStringLiteral("being encrypted with key %1: %2 of %3 rows%4")
                          .arg(how.change->toKey)
                          .arg(how.change->done)
                          .arg(how.change->total)
                          .arg(how.change->skipped ? QStringLiteral(", %1 damaged").arg(how.change->skipped) : QString()));
    if (const QStringList old = keysKept(how); !old.isEmpty())
        terminal.line(QStringLiteral("not erased: key %1, which something that is damaged is encrypted with (`cairn doctor` names it). Put "
                                     "that back from a backup or erase its runs, then change the key once more")
                          .arg(old.join(QStringLiteral(", "))));
    for (const QString &copy : how.plainCopies)
        terminal.line(QStringLiteral("not encrypted: %1, from before an upgrade. Remove it once you trust the store").arg(copy));
    for (const QString &copy : how.otherCopies)
        terminal.line(QStringLiteral("has what was erased since, and its keys: %1, from before an upgrade. Remove it once you trust "
                                     "the store").arg(copy));
}

Exit showKeys(const Invocation &invocation, const Terminal &terminal)
{
    const auto opened = openReading(invocation, Session::Use::Looking);
    if (!opened)
        return terminal.fail(opened.error());
    const auto how = opened->session->store().upkeep()->encryption();
    if (!how)
        return terminal.fail(how.error());
    printKeys(*how, terminal);
    return Exit::Well;
}

Result<void> waitForChange(Session &session, const Terminal &terminal)
{
    return untilDone(session, terminal, QStringLiteral("rows encrypted"), [&]() -> Result<std::optional<Progress>> {
        const auto how = session.store().upkeep()->encryption();
        if (!how)
            return tl::unexpected(how.error());
        if (how->change)
            return Progress{how->change->done, how->change->total};
        const auto files = session.store().upkeep()->pendingErasures(); // old ones
        if (!files)
            return tl::unexpected(files.error());
        return *files > 0 ? std::optional(Progress{0, *files}) : std::nullopt;
    });
}

/// A change that is under way comes to its end first: its key is not one that was made for this.
Exit rotateKey(const Invocation &invocation, const Terminal &terminal, const QString &reason)
{
    auto session = Session::open(invocation.folder);
    if (!session)
        return terminal.fail(session.error());
    StoreUpkeep &upkeep = *(*session)->store().upkeep();
    const auto before = upkeep.encryption();
    if (!before)
        return terminal.fail(before.error());
    if (before->change) {
        terminal.line(QStringLiteral("everything is being encrypted with key %1; a new one is made after that").arg(before->change->toKey));
        if (const auto done = waitForChange(**session, terminal); !done)
            return terminal.fail(done.error());
    }
    const auto number = upkeep.changeKey(currentActor(), reason, (*session)->clock().now());
    if (!number)
        return terminal.fail(number.error());
    if (const auto done = waitForChange(**session, terminal); !done)
        return terminal.fail(done.error());
    const auto after = upkeep.encryption();
    if (!after)
        return terminal.fail(after.error());
    printKeys(*after, terminal);
    return keysKept(*after).isEmpty() ? Exit::Well : Exit::NeedsPerson;
}

/// The key that wraps the store's goes elsewhere, and is made there if there is none.
Exit moveKey(const Invocation &invocation, const Terminal &terminal, const QString &place, const QString &reason)
{
    auto session = Session::open(invocation.folder);
    if (!session)
        return terminal.fail(session.error());
    const auto vault = (*session)->storeVault(place);
    if (!vault)
        return terminal.fail(vault.error());
    StoreUpkeep &upkeep = *(*session)->store().upkeep();
    const auto before = upkeep.encryption();
    if (!before)
        return terminal.fail(before.error());
    if (before->isOn() && before->keys.last().vault == (*vault)->name())
        return terminal.fail({ErrorKind::Usage, QStringLiteral("the store's key is there already"), (*vault)->name(),
                              QStringLiteral("Nothing is to be done")});
    if (const auto there = (*vault)->read(WrappingKeyName); !there && there.error().kind != ErrorKind::NotFound)
        return terminal.fail({ErrorKind::Usage, QStringLiteral("the key cannot be moved there: %1").arg(there.error().detail),
                              (*vault)->name(), there.error().remedy});
    if (const auto moved = upkeep.rewrap(**vault, currentActor(), reason, (*session)->clock().now()); !moved)
        return terminal.fail(moved.error());
    const auto after = upkeep.encryption();
    if (!after)
        return terminal.fail(after.error());
    printKeys(*after, terminal);
    terminal.warn(
        QStringLiteral("the key in %1 stays there: other stores, backups and programs that have this store open may need it")
            .arg(before->keys.last().vault));
    return Exit::Well;
}

} // namespace

Exit storeCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(
        invocation, QStringLiteral("[keys|rotate-key|move-key PLACE]"),
        QStringLiteral("Whether the store is encrypted, by which keys, where the key is that these are wrapped by, and how far a "
                       "change of them is. rotate-key makes a new one, encrypts everything with it, and erases the old one. "
                       "move-key wraps them by a key in another PLACE: keychain, file or command."));
    arguments.addOption(QStringLiteral("reason"), QStringLiteral("TEXT"), QStringLiteral("kept in the audit"));
    if (const auto exit = arguments.parse(terminal, 0, 2))
        return *exit;
    const QStringList words = arguments.positional();
    const QString verb = words.value(0, QStringLiteral("keys"));
    const QString reason = arguments.value(QStringLiteral("reason"));
    if (verb == QLatin1String("keys") && words.size() < 2) {
        const auto fit = arguments.checkOptions(QStringLiteral("store keys"), {});
        return fit ? showKeys(invocation, terminal) : terminal.fail(fit.error());
    }
    if (verb == QLatin1String("rotate-key") && words.size() == 1)
        return rotateKey(invocation, terminal, reason);
    if (verb == QLatin1String("move-key") && words.size() == 2)
        return moveKey(invocation, terminal, words[1], reason);
    return terminal.fail({ErrorKind::Usage,
                          QStringLiteral("'%1' is nothing that can be done with the store").arg(words.join(u' ')),
                          {},
                          QStringLiteral("keys, rotate-key, or move-key with keychain, file or command")});
}

} // namespace cairn
