#include "commandline.h"
#include "reading.h"

#include "control/audit.h"
#include "control/auditfilter.h"

#include <QJsonDocument>

namespace cairn {

namespace {

constexpr int AuditPageSize = 500;
constexpr int SearchedAtOnce = 20'000;

void printEntry(const AuditEntry &entry, const Terminal &terminal)
{
    if (terminal.json())
        return terminal.object(toJson(entry));
    const QString reason = entry.reason.isEmpty() ? QString() : QStringLiteral("  “%1”").arg(entry.reason);
    // what came of a command: above all why it was refused
    const QString result = QJsonDocument::fromJson(entry.after).object().value(QStringLiteral("result")).toString();
    const QString came = result.isEmpty() ? QString() : QStringLiteral("  %1").arg(result);
    terminal.line(QStringLiteral("%1  %2  %3  %4  %5%6%7")
                      .arg(entry.seq, 6)
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
        terminal.line(QStringLiteral("No entry of the audit matches."));
    return Exit::Well;
}

QJsonObject toJson(const AuditVerdict &verdict)
{
    return {{QStringLiteral("sound"), verdict.isSound()},
            {QStringLiteral("entries"), verdict.entries},
            {QStringLiteral("seals"), verdict.seals},
            {QStringLiteral("sealed_up_to"), verdict.sealedUpTo},
            {QStringLiteral("sealed_at"), verdict.seals > 0 ? QJsonValue(toRfc3339(verdict.sealedAt)) : QJsonValue()},
            {QStringLiteral("key"), QString::fromLatin1(verdict.key.toBase64())}};
}

void printAsJson(const AuditVerdict &verdict, const Terminal &terminal)
{
    terminal.object(toJson(verdict));
    for (const AuditFlaw &flaw : verdict.flaws)
        terminal.object({{QStringLiteral("flaw"), word(flaw.kind)},
                         {QStringLiteral("seq"), flaw.seq},
                         {QStringLiteral("detail"), flaw.detail}});
}

void printVerdict(const AuditVerdict &verdict, const Terminal &terminal)
{
    for (const AuditFlaw &flaw : verdict.flaws)
        terminal.line(QStringLiteral("BAD   %1: %2").arg(word(flaw.kind), flaw.detail));
    terminal.line(QStringLiteral("%1  entries: %2, seals: %3")
                      .arg(verdict.isSound() ? QStringLiteral("good") : QStringLiteral("BAD "))
                      .arg(verdict.entries)
                      .arg(verdict.seals));
    for (const qint64 seq : verdict.keyChanges)
        terminal.line(QStringLiteral("note  from entry %1 on, another key has sealed: see `cairn audit list --after %2`")
                          .arg(seq)
                          .arg(seq - 1));
    if (verdict.seals > 0)
        terminal.line(QStringLiteral("      sealed up to entry %1 at %2 by key %3")
                          .arg(QString::number(verdict.sealedUpTo), toRfc3339(verdict.sealedAt),
                               QString::fromLatin1(verdict.key.toBase64())));
    else
        terminal.line(QStringLiteral(
            "      nothing is sealed yet: a runner seals what it finds when it starts, every ten minutes, and when "
            "it stops"));
}

Exit verifyEntries(Reading &reading, const Terminal &terminal, const QString &keyText)
{
    const QByteArray key = QByteArray::fromBase64(keyText.toLatin1());
    if (!keyText.isEmpty() && key.size() != 32)
        return terminal.fail(
            Error{ErrorKind::Usage,
                  QStringLiteral("'%1' is no public key").arg(keyText),
                  {},
                  QStringLiteral("Give the 44 characters that `cairn audit verify` printed on a day you trust")});
    const auto verdict = verifyAudit(*reading.reader, key, [&](qint64 done) {
        terminal.progress(QStringLiteral("entries verified"), done, 0);
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
    return terminal.fail(
        Error{ErrorKind::Usage,
              QStringLiteral("'%1' is nothing that can be done with the audit").arg(words.join(QLatin1Char(' '))),
              {},
              QStringLiteral("list [FILTER…], verify or export [FILTER…]")});
}

} // namespace

Exit auditCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(invocation, QStringLiteral("[list [FILTER…]|verify|export [FILTER…]]"),
                               QStringLiteral("Who did what, when and why; and whether anybody has touched the record since. "
                                              "export prints it as JSON lines. FILTER: actor:NAME, action:WORD, subject:RUN "
                                              "(or RUN/STEP, a service, …), since:TIME, until:TIME, or a text."));
    arguments.addOption(QStringLiteral("after"), QStringLiteral("SEQ"), QStringLiteral("begin after that entry"));
    arguments.addOption(QStringLiteral("key"), QStringLiteral("KEY"),
                        QStringLiteral("of verify: the public key that seals must be of; default: that of the first seal"));
    if (const auto exit = arguments.parse(terminal, 0, -1))
        return *exit;
    const QString verb = arguments.positional().value(0, QStringLiteral("list"));
    const bool lists = verb == QLatin1String("list") || verb == QLatin1String("export");
    if (!lists && (verb != QLatin1String("verify") || arguments.positional().size() > 1))
        return wrongVerb(terminal, arguments.positional());
    if (const auto fit = arguments.checkOptions(QStringLiteral("audit ") + verb, {QLatin1String(lists ? "after" : "key")}); !fit)
        return terminal.fail(fit.error());
    bool understood = true;
    const qint64 after =
        arguments.isSet(QStringLiteral("after")) ? arguments.value(QStringLiteral("after")).toLongLong(&understood) : 0;
    if (!understood)
        return terminal.fail(
            Error{ErrorKind::Usage, QStringLiteral("--after wants an entry's number"), {}, QStringLiteral("Write --after 120")});
    const auto filter = parseAuditFilter(arguments.positional().mid(1), SystemClock().now());
    if (lists && !filter)
        return terminal.fail(filter.error());
    auto opened = openReading(invocation, Session::Use::Looking);
    if (!opened)
        return terminal.fail(opened.error());
    if (!lists)
        return verifyEntries(*opened, terminal, arguments.value(QStringLiteral("key")));
    return listEntries(*opened, verb == QLatin1String("list") ? terminal : Terminal(true), *filter, after);
}

} // namespace cairn
