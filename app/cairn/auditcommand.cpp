#include "commandline.h"
#include "reading.h"

#include "control/audit.h"
#include "control/auditfilter.h"

#include <QJsonDocument>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int AuditPageSize = 500;
constexpr int SearchedAtOnce = 20'000;

void printEntry(const AuditEntry &entry, const Terminal &terminal)
{
    if (terminal.json())
        return terminal.object(toJson(entry));
    const QString reason = entry.reason.isEmpty() ? QString() : u"  “%1”"_s.arg(entry.reason);
    // what came of a command: above all why it was refused
    const QString result = QJsonDocument::fromJson(entry.after).object().value(u"result"_s).toString();
    const QString came = result.isEmpty() ? QString() : u"  %1"_s.arg(result);
    terminal.line(u"%1  %2  %3  %4  %5%6%7"_s.arg(entry.seq, 6)
                      .arg(toRfc3339(entry.at), entry.actor.leftJustified(10), entry.action.leftJustified(26), entry.subject,
                           reason, came));
}

Exit listEntries(Reading &reading, const Terminal &terminal, const AuditFilter &filter, qint64 after)
{
    bool isEmpty = true;
    for (AuditPage page{{}, after, false}; !page.whole;) {
        auto next = reading.reader->searchAudit(filter, page.reached, AuditOrder::OldestFirst, AuditPageSize, SearchedAtOnce);
        if (!next)
            return terminal.fail(next.error());
        page = std::move(*next);
        isEmpty = isEmpty && page.entries.isEmpty();
        for (const AuditEntry &entry : std::as_const(page.entries))
            printEntry(entry, terminal);
    }
    if (isEmpty)
        terminal.line(u"No entry of the audit matches."_s);
    return Exit::Well;
}

QJsonObject toJson(const AuditVerdict &verdict)
{
    return {{u"sound"_s, verdict.isSound()},
            {u"entries"_s, verdict.entries},
            {u"seals"_s, verdict.seals},
            {u"sealed_up_to"_s, verdict.sealedUpTo},
            {u"sealed_at"_s, verdict.seals > 0 ? QJsonValue(toRfc3339(verdict.sealedAt)) : QJsonValue()},
            {u"key"_s, QString::fromLatin1(verdict.key.toBase64())}};
}

void printAsJson(const AuditVerdict &verdict, const Terminal &terminal)
{
    terminal.object(toJson(verdict));
    for (const AuditFlaw &flaw : verdict.flaws)
        terminal.object({{u"flaw"_s, word(flaw.kind)}, {u"seq"_s, flaw.seq}, {u"detail"_s, flaw.detail}});
}

void printVerdict(const AuditVerdict &verdict, const Terminal &terminal)
{
    for (const AuditFlaw &flaw : verdict.flaws)
        terminal.line(u"BAD   %1: %2"_s.arg(word(flaw.kind), flaw.detail));
    terminal.line(
        u"%1  entries: %2, seals: %3"_s.arg(verdict.isSound() ? u"good"_s : u"BAD "_s).arg(verdict.entries).arg(verdict.seals));
    for (const qint64 seq : verdict.keyChanges)
        terminal.line(
            u"note  from entry %1 on, another key has sealed: see `cairn audit list --after %2`"_s.arg(seq).arg(seq - 1));
    if (verdict.seals > 0)
        terminal.line(u"      sealed up to entry %1 at %2 by key %3"_s.arg(
            QString::number(verdict.sealedUpTo), toRfc3339(verdict.sealedAt), QString::fromLatin1(verdict.key.toBase64())));
    else
        terminal.line(u"      nothing is sealed yet: a runner seals what it finds when it starts, every ten minutes, and when "
                      "it stops"_s);
}

Exit verifyEntries(Reading &reading, const Terminal &terminal, const QString &keyText)
{
    const QByteArray key = QByteArray::fromBase64(keyText.toLatin1());
    if (!keyText.isEmpty() && key.size() != 32)
        return terminal.fail(Error{ErrorKind::Usage,
                                   u"'%1' is no public key"_s.arg(keyText),
                                   {},
                                   u"Give the 44 characters that `cairn audit verify` printed on a day you trust"_s});
    const auto verdict = verifyAudit(*reading.reader, key, [&](qint64 done) {
        terminal.progress(u"entries verified"_s, done, 0);
        return true;
    });
    terminal.progress({}, 0, 0);
    if (!verdict)
        return terminal.fail(verdict.error());
    if (terminal.json())
        printAsJson(*verdict, terminal);
    else
        printVerdict(*verdict, terminal);
    return verdict->isSound() ? Exit::Well : Exit::NeedsPerson;
}

Exit wrongVerb(const Terminal &terminal, const QStringList &words)
{
    return terminal.fail(Error{ErrorKind::Usage,
                               u"'%1' is nothing that can be done with the audit"_s.arg(words.join(QLatin1Char(' '))),
                               {},
                               u"list [FILTER…], verify or export [FILTER…]"_s});
}

} // namespace

Exit auditCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(invocation, u"[list [FILTER…]|verify|export [FILTER…]]"_s,
                               u"Who did what, when and why; and whether anybody has touched the record since. "
                               "export prints it as JSON lines. FILTER: actor:NAME, action:WORD, subject:RUN "
                               "(or RUN/STEP, a service, …), since:TIME, until:TIME, or a text."_s);
    arguments.addOption(u"after"_s, u"SEQ"_s, u"begin after that entry"_s);
    arguments.addOption(u"key"_s, u"KEY"_s,
                        u"of verify: the public key that seals must be of; default: that of the first seal"_s);
    if (const auto exit = arguments.parse(terminal, 0, -1))
        return *exit;
    const QString verb = arguments.positional().value(0, u"list"_s);
    const bool lists = verb == "list"_L1 || verb == "export"_L1;
    if (!lists && (verb != "verify"_L1 || arguments.positional().size() > 1))
        return wrongVerb(terminal, arguments.positional());
    if (const auto fit = arguments.checkOptions(u"audit "_s + verb, {QLatin1String(lists ? "after" : "key")}); !fit)
        return terminal.fail(fit.error());
    bool understood = true;
    const qint64 after = arguments.isSet(u"after"_s) ? arguments.value(u"after"_s).toLongLong(&understood) : 0;
    if (!understood)
        return terminal.fail(Error{ErrorKind::Usage, u"--after wants an entry's number"_s, {}, u"Write --after 120"_s});
    const auto filter = parseAuditFilter(arguments.positional().mid(1), SystemClock().now());
    if (lists && !filter)
        return terminal.fail(filter.error());
    auto opened = openReading(invocation, Session::Use::Looking);
    if (!opened)
        return terminal.fail(opened.error());
    if (!lists)
        return verifyEntries(*opened, terminal, arguments.value(u"key"_s));
    return listEntries(*opened, verb == "list"_L1 ? terminal : Terminal(true), *filter, after);
}

} // namespace cairn
