#include "servicerevisions.h"

#include "namedfile.h"

#include "control/actor.h"
#include "control/linediff.h"
#include "control/revising.h"
#include "definition/soundness.h"

#include <QJsonArray>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostRevisions = 1'000;
constexpr int Context = 3;
constexpr qint64 MostBytes = 1 << 20; ///< of a definition's file

using Assignments = QList<std::pair<QString, QString>>;

Result<Assignments> assignments(const QStringList &words)
{
    Assignments all;
    for (const QString &word : words) {
        const qsizetype equals = word.indexOf(u'=');
        if (equals <= 0)
            return failure(ErrorKind::Usage, u"'%1' does not say what becomes of which value"_s.arg(word.left(80)), {},
                           u"Write it like policy.retry.attempts=4; nothing behind the = takes the value out of the file"_s);
        all.append({word.left(equals).trimmed(), word.mid(equals + 1).trimmed()});
    }
    return all;
}

/// What is asked for, as a whole definition.
Result<ServiceRevision> wantedRevision(const ServiceRevision &live, const CommandArguments &arguments)
{
    const QStringList words = arguments.positional().mid(2);
    if (arguments.isSet(u"file"_s) != words.isEmpty())
        return failure(ErrorKind::Usage, u"either a file or values are needed"_s, {},
                       u"Write: cairn service set SERVICE policy.retry.attempts=4, or --file FILE"_s);
    if (!words.isEmpty()) {
        const auto values = assignments(words);
        return values ? withValues(live, *values) : tl::unexpected(values.error());
    }
    const auto text = readNamedFile(arguments.value(u"file"_s), MostBytes + 1);
    return text ? withSource(live, *text, arguments.value(u"file"_s)) : tl::unexpected(text.error());
}

Result<int> revisionNumber(const QString &text)
{
    bool good = false;
    const int number = text.toInt(&good);
    if (good && number > 0)
        return number;
    return failure(ErrorKind::Usage, u"'%1' is no revision"_s.arg(text.left(40)), {},
                   u"Write its number; `cairn service history SERVICE` lists them"_s);
}

Result<ServiceRevision> findRevision(StoreReader &reader, const QString &service, int number)
{
    const auto all = reader.serviceHistory(service, MostRevisions);
    if (!all)
        return tl::unexpected(all.error());
    const auto found =
        std::find_if(all->begin(), all->end(), [number](const auto &revision) { return revision.revision == number; });
    if (found != all->end())
        return *found;
    return failure(ErrorKind::NotFound, u"%1 has no revision %2"_s.arg(service).arg(number), {},
                   u"`cairn service history %1` lists them"_s.arg(service));
}

QJsonArray asJson(const QList<ServiceChange> &changes)
{
    QJsonArray array;
    for (const ServiceChange &change : changes)
        array.append(QJsonObject{{u"path"_s, change.path}, {u"before"_s, change.before}, {u"after"_s, change.after}});
    return array;
}

/// Refuses when another revision is live than the one that the caller says to have seen.
Result<void> checkSeen(const ServiceRevision &live, const CommandArguments &arguments)
{
    if (!arguments.isSet(u"seen"_s))
        return {};
    const auto seen = revisionNumber(arguments.value(u"seen"_s));
    if (!seen)
        return tl::unexpected(seen.error());
    if (*seen == live.revision)
        return {};
    const QString why = live.reason.isEmpty() ? QString() : u" (%1)"_s.arg(live.reason);
    return failure(
        ErrorKind::Conflict,
        u"revision %1 of %2 is live, and not %3: %4 recorded it at %5%6"_s.arg(QString::number(live.revision), live.service.name,
                                                                               QString::number(*seen), live.actor,
                                                                               toRfc3339(live.recordedAt), why),
        {}, u"See what was changed with `cairn service diff %1 %2 %3`"_s.arg(live.service.name).arg(*seen).arg(live.revision));
}

QJsonArray printDoubts(const ServiceRevision &wanted, const Terminal &terminal)
{
    QJsonArray doubts;
    for (const Objection &objection : objectionsTo(wanted.service)) {
        const QString text = u"%1: %2. %3"_s.arg(objection.path, objection.what, objection.remedy);
        if (!terminal.json())
            terminal.warn(u"warning: "_s + text);
        doubts.append(text);
    }
    return doubts;
}

/// Records a revision unless it is only to be shown, and tells what is different.
Exit record(Reading &opened, const Terminal &terminal, const CommandArguments &arguments, const ServiceRevision &live,
            const ServiceRevision &wanted)
{
    if (const auto seen = checkSeen(live, arguments); !seen)
        return terminal.fail(seen.error());
    const QList<ServiceChange> changes = serviceChanges(live.service, wanted.service);
    const QJsonArray doubts = printDoubts(wanted, terminal);
    const bool recorded = wanted.digest != live.digest && !arguments.isSet(u"dry-run"_s);
    if (recorded) {
        const auto committed = opened.session->store().commitAndWait(
            revisionTransaction(wanted, live, opened.session->clock().now(), currentActor(), arguments.value(u"reason"_s)));
        if (!committed)
            return terminal.fail(committed.error());
    }
    if (terminal.json())
        terminal.object({{u"service"_s, live.service.name},
                         {u"revision"_s, recorded ? live.revision + 1 : live.revision},
                         {u"recorded"_s, recorded},
                         {u"changes"_s, asJson(changes)},
                         {u"warnings"_s, doubts}});
    for (const ServiceChange &change : changes)
        terminal.line(toText(change));
    if (recorded)
        terminal.line(
            u"recorded %1 revision %2; steps under way keep revision %3 until their next attempt"_s.arg(live.service.name)
                .arg(live.revision + 1)
                .arg(live.revision));
    else
        terminal.line(wanted.digest == live.digest ? u"Nothing has changed"_s : u"Nothing was recorded (--dry-run)"_s);
    return Exit::Well;
}

QStringList linesOf(const ServiceRevision &revision)
{
    return QString::fromUtf8(revision.source).trimmed().split(u'\n');
}

void printLines(const QList<DiffLine> &diff, const Terminal &terminal)
{
    for (const DiffHunk &hunk : diffHunks(diff, Context)) {
        terminal.line(u"@@ line %1 @@"_s.arg(std::max(diff.at(hunk.begin).before, diff.at(hunk.begin).after)));
        for (qsizetype i = hunk.begin; i < hunk.end; ++i) {
            const DiffLine &line = diff.at(i);
            const QChar sign = line.kind == DiffLine::Kind::Same ? u' ' : line.kind == DiffLine::Kind::Added ? u'+' : u'-';
            terminal.line(sign + line.text);
        }
    }
}

/// The two revisions that `diff` is about: the live one and the one before it, unless told.
Result<std::pair<ServiceRevision, ServiceRevision>> compared(StoreReader &reader, const ServiceRevision &live,
                                                             const QStringList &numbers)
{
    QList<ServiceRevision> sides;
    for (const QString &text : numbers) {
        const auto number = revisionNumber(text);
        if (!number)
            return tl::unexpected(number.error());
        const auto found = findRevision(reader, live.service.name, *number);
        if (!found)
            return tl::unexpected(found.error());
        sides.append(*found);
    }
    if (sides.isEmpty()) {
        if (live.revision == 1)
            return failure(ErrorKind::NotFound,
                           u"revision 1 of %1 is its first: there is none before it"_s.arg(live.service.name), {},
                           u"`cairn service show %1` shows what it says"_s.arg(live.service.name));
        const auto before = findRevision(reader, live.service.name, live.revision - 1);
        if (!before)
            return tl::unexpected(before.error());
        sides.append(*before);
    }
    return std::pair(sides.value(0, live), sides.value(1, live));
}

} // namespace

void addRevisionOptions(CommandArguments &arguments)
{
    arguments.addOption(u"file"_s, u"FILE"_s, u"of set: the whole definition, as a service's file has it"_s);
    arguments.addOption(u"reason"_s, u"TEXT"_s, u"why, for the record; rollback needs one"_s);
    arguments.addOption(u"seen"_s, u"REVISION"_s, u"of set and rollback: only if this revision is still the live one"_s);
    arguments.addFlag(u"dry-run"_s, u"of set and rollback: only tell what would change"_s);
}

Exit setService(Reading &opened, const Terminal &terminal, const CommandArguments &arguments)
{
    const auto live = opened.reader->service(arguments.positional().value(1));
    if (!live)
        return terminal.fail(live.error());
    const auto wanted = wantedRevision(*live, arguments);
    return wanted ? record(opened, terminal, arguments, *live, *wanted) : terminal.fail(wanted.error());
}

Exit diffService(Reading &opened, const Terminal &terminal, const CommandArguments &arguments)
{
    const auto live = opened.reader->service(arguments.positional().value(1));
    if (!live)
        return terminal.fail(live.error());
    const auto sides = compared(*opened.reader, *live, arguments.positional().mid(2));
    if (!sides)
        return terminal.fail(sides.error());
    const auto &[before, after] = *sides;
    const QList<ServiceChange> changes = serviceChanges(before.service, after.service);
    if (terminal.json()) {
        terminal.object({{u"service"_s, live->service.name},
                         {u"from"_s, before.revision},
                         {u"to"_s, after.revision},
                         {u"changes"_s, asJson(changes)}});
        return Exit::Well;
    }
    terminal.line(u"%1: revision %2 → %3"_s.arg(live->service.name).arg(before.revision).arg(after.revision));
    for (const ServiceChange &change : changes)
        terminal.line(toText(change));
    if (changes.isEmpty())
        terminal.line(u"No value differs"_s);
    printLines(diffLines(linesOf(before), linesOf(after)), terminal);
    return Exit::Well;
}

Exit rollBackService(Reading &opened, const Terminal &terminal, const CommandArguments &arguments)
{
    const auto live = opened.reader->service(arguments.positional().value(1));
    if (!live)
        return terminal.fail(live.error());
    const auto number = revisionNumber(arguments.positional().value(2));
    const auto wanted = number ? findRevision(*opened.reader, live->service.name, *number) : tl::unexpected(number.error());
    if (!wanted)
        return terminal.fail(wanted.error());
    if (arguments.value(u"reason"_s).trimmed().isEmpty())
        return terminal.fail({ErrorKind::Usage, u"a roll-back needs a reason"_s, {}, u"Add --reason TEXT"_s});
    return record(opened, terminal, arguments, *live, *wanted);
}

} // namespace cairn
