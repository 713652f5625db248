#include "commandline.h"
#include "reading.h"
#include "upkeepwait.h"

#include "control/securitycheck.h"
#include "store/storekeys.h"
#include "store/upkeep.h"

#include <QJsonArray>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QJsonObject toJson(const StoreKey &key)
{
    return {{u"key"_s, key.number},
            {u"vault"_s, key.vault},
            {u"made_at"_s, toRfc3339(key.madeAt)},
            {u"retired_at"_s, key.retiredAt ? QJsonValue(toRfc3339(*key.retiredAt)) : QJsonValue()}};
}

QJsonObject toJson(const Encryption &how)
{
    QJsonArray keys;
    for (const StoreKey &key : how.keys)
        keys.append(toJson(key));
    QJsonObject json{{u"encrypted"_s, how.isOn()},
                     {u"keys"_s, keys},
                     {u"plain_copies"_s, QJsonArray::fromStringList(how.plainCopies)},
                     {u"other_copies"_s, QJsonArray::fromStringList(how.otherCopies)}};
    if (how.change)
        json.insert(u"change"_s, QJsonObject{{u"to_key"_s, how.change->toKey},
                                             {u"begun_at"_s, toRfc3339(how.change->begunAt)},
                                             {u"done"_s, how.change->done},
                                             {u"total"_s, how.change->total},
                                             {u"damaged"_s, how.change->skipped}});
    return json;
}

void printKeys(const Encryption &how, const Terminal &terminal)
{
    if (terminal.json())
        return terminal.object(toJson(how));
    if (!how.isOn())
        terminal.line(u"not encrypted (cairn.yaml says encryption: off)"_s);
    for (const StoreKey &key : how.keys)
        terminal.line(u"key %1  made %2  %3"_s.arg(QString::number(key.number), toRfc3339(key.madeAt),
                                                   key.retiredAt ? u"erased %1"_s.arg(toRfc3339(*key.retiredAt))
                                                                 : u"wrapped by a key in %1"_s.arg(key.vault)));
    if (how.change)
        terminal.line(u"being encrypted with key %1: %2 of %3 rows%4"_s.arg(how.change->toKey)
                          .arg(how.change->done)
                          .arg(how.change->total)
                          .arg(how.change->skipped ? u", %1 damaged"_s.arg(how.change->skipped) : QString()));
    if (const QStringList old = keysKept(how); !old.isEmpty())
        terminal.line(u"not erased: key %1, which something that is damaged is encrypted with (`cairn doctor` names it). Put "
                      "that back from a backup or erase its runs, then change the key once more"_s.arg(old.join(u", "_s)));
    for (const QString &copy : how.plainCopies)
        terminal.line(u"not encrypted: %1, from before an upgrade. Remove it once you trust the store"_s.arg(copy));
    for (const QString &copy : how.otherCopies)
        terminal.line(u"has what was erased since, and its keys: %1, from before an upgrade. Remove it once you trust "
                      "the store"_s.arg(copy));
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
    return untilDone(session, terminal, u"rows encrypted"_s, [&]() -> Result<std::optional<Progress>> {
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
        terminal.line(u"everything is being encrypted with key %1; a new one is made after that"_s.arg(before->change->toKey));
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
        return terminal.fail(
            {ErrorKind::Usage, u"the store's key is there already"_s, (*vault)->name(), u"Nothing is to be done"_s});
    if (const auto there = (*vault)->read(WrappingKeyName); !there && there.error().kind != ErrorKind::NotFound)
        return terminal.fail({ErrorKind::Usage, u"the key cannot be moved there: %1"_s.arg(there.error().detail),
                              (*vault)->name(), there.error().remedy});
    if (const auto moved = upkeep.rewrap(**vault, currentActor(), reason, (*session)->clock().now()); !moved)
        return terminal.fail(moved.error());
    const auto after = upkeep.encryption();
    if (!after)
        return terminal.fail(after.error());
    printKeys(*after, terminal);
    terminal.warn(u"the key in %1 stays there: other stores, backups and programs that have this store open may need it"_s.arg(
        before->keys.last().vault));
    return Exit::Well;
}

/// Whoever carries runs would have to wait for it with every commit: nobody may.
Exit compact(const Invocation &invocation, const Terminal &terminal, const QString &reason)
{
    auto session = Session::open(invocation.folder);
    if (!session)
        return terminal.fail(session.error());
    Store &store = (*session)->store();
    const auto lease = store.acquireLease();
    if (!lease) {
        Error why = lease.error();
        if (why.kind == ErrorKind::Busy)
            why.remedy = u"Stop it first, or the console that does; others may look meanwhile, and what they order waits"_s;
        return terminal.fail(why);
    }
    Transaction nothingCarried(EndLease{});
    nothingCarried.fence = lease->fence;
    store.commit(std::move(nothingCarried), {});
    const auto done = store.upkeep()->compact(
        currentActor(), reason, lease->fence, (*session)->clock().now(), [&terminal](qint64 written, qint64 total) {
            terminal.progress(u"MiB written"_s, written >> 20, std::max<qint64>(total >> 20, 1));
        });
    store.releaseLease();
    terminal.progress({}, 0, 0);
    if (!done)
        return terminal.fail(done.error());
    const auto &[before, after] = *done;
    terminal.json() ? terminal.object({{u"bytes_before"_s, before}, {u"bytes_after"_s, after}})
                    : terminal.line(u"the database has %1 bytes now, and had %2"_s.arg(after).arg(before));
    return Exit::Well;
}

} // namespace

Exit storeCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(
        invocation, u"[keys|rotate-key|move-key PLACE|compact]"_s,
        u"Whether the store is encrypted, by which keys, where the key is that these are wrapped by, and how far a "
        "change of them is. rotate-key makes a new one, encrypts everything with it, and erases the old one. "
        "move-key wraps them by a key in another PLACE: keychain, file or command. compact gives the disk what was erased "
        "or removed; no runner may be at work, and it takes room for twice what is left."_s);
    arguments.addOption(u"reason"_s, u"TEXT"_s, u"kept in the audit"_s);
    if (const auto exit = arguments.parse(terminal, 0, 2))
        return *exit;
    const QStringList words = arguments.positional();
    const QString verb = words.value(0, u"keys"_s);
    const QString reason = arguments.value(u"reason"_s);
    if (verb == "keys"_L1 && words.size() < 2) {
        const auto fit = arguments.checkOptions(u"store keys"_s, {});
        return fit ? showKeys(invocation, terminal) : terminal.fail(fit.error());
    }
    if (verb == "rotate-key"_L1 && words.size() == 1)
        return rotateKey(invocation, terminal, reason);
    if (verb == "move-key"_L1 && words.size() == 2)
        return moveKey(invocation, terminal, words[1], reason);
    if (verb == "compact"_L1 && words.size() == 1)
        return compact(invocation, terminal, reason);
    return terminal.fail({ErrorKind::Usage,
                          u"'%1' is nothing that can be done with the store"_s.arg(words.join(u' ')),
                          {},
                          u"keys, rotate-key, compact, or move-key with keychain, file or command"_s});
}

} // namespace cairn
