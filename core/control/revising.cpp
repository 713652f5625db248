#include "control/revising.h"

#include "control/audit.h"
#include "definition/definitionfile.h"
#include "definition/nearest.h"
#include "definition/servicefields.h"

#include <QJsonDocument>
#include <QSet>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr auto RevisedAction = "service.revised"_L1;
constexpr auto NotOfFile = "not_of_file"_L1; ///< in what the audit has of a revision
constexpr int MostEntries = 10'000;

Error asError(const Problem &problem)
{
    return {ErrorKind::Definition, problem.what,
            u"%1:%2:%3"_s.arg(problem.file, QString::number(problem.line), QString::number(problem.column)), problem.remedy};
}

Result<void> checkPath(const QString &path)
{
    if (serviceField(path) || path == u"policy.rate"_s)
        return {};
    static const QStringList OfTheFile{u"credential"_s, u"data"_s, u"policy.categories"_s, u"tls"_s, u"tuning"_s};
    for (const QString &part : OfTheFile) {
        if (path == part || path.startsWith(part + QLatin1Char('.')))
            return failure(ErrorKind::Usage, u"'%1' is changed in the service's file alone"_s.arg(path.left(80)), {},
                           u"Write it in services/, then `cairn apply`"_s);
    }
    QStringList known;
    for (const ServiceField &field : serviceFields())
        known.append(field.path);
    const QString near = nearest(path, known);
    return failure(ErrorKind::Usage, u"a service has no value '%1'"_s.arg(path.left(80)), {},
                   near.isEmpty() ? u"Write it like policy.retry.attempts"_s : u"Did you mean %1?"_s.arg(near));
}

QJsonObject described(int number, const Digest &digest)
{
    return {{u"revision"_s, number}, {u"digest"_s, digest.toHex()}};
}

} // namespace

Transaction revisionTransaction(const ServiceRevision &wanted, const std::optional<ServiceRevision> &seen, Timestamp now,
                                const QString &actor, const QString &reason, RevisedFrom from)
{
    const int before = seen ? seen->revision : 0;
    QJsonObject was = seen ? described(before, seen->digest) : QJsonObject();
    QJsonObject is = described(before + 1, wanted.digest);
    for (const ServiceChange &change : seen ? serviceChanges(seen->service, wanted.service) : QList<ServiceChange>()) {
        if (!change.before.isEmpty())
            was.insert(change.path, change.before);
        if (!change.after.isEmpty())
            is.insert(change.path, change.after);
    }
    if (wanted.revision > 0) // a recorded one is made the live one again
        is.insert(u"rolled_back_to"_s, wanted.revision);
    if (from == RevisedFrom::TheLive)
        is.insert(NotOfFile, true);
    return Transaction(PutServiceRevision{wanted, now, actor, reason, before},
                       audited(now, actor, RevisedAction, wanted.service.name, reason, was, is, true));
}

Result<std::optional<ServiceRevision>> lastOfFile(StoreReader &reader, const QList<ServiceRevision> &history)
{
    if (history.isEmpty())
        return std::nullopt;
    AuditFilter filter;
    filter.action = RevisedAction;
    filter.subject = history.first().service.name;
    const auto page = reader.searchAudit(filter, 0, AuditOrder::NewestFirst, int(history.size()), MostEntries);
    if (!page)
        return tl::unexpected(page.error());
    QSet<int> others;
    for (const AuditEntry &entry : page->entries) {
        const QJsonObject is = QJsonDocument::fromJson(entry.after).object();
        if (is.value(NotOfFile).toBool())
            others.insert(is.value(u"revision"_s).toInt());
    }
    const auto last =
        std::find_if(history.begin(), history.end(), [&](const ServiceRevision &one) { return !others.contains(one.revision); });
    return last == history.end() ? std::nullopt : std::optional(*last);
}

Result<ServiceRevision> withValues(const ServiceRevision &live, const QList<std::pair<QString, QString>> &values)
{
    QByteArray text = live.source;
    for (const auto &[path, value] : values) {
        if (const auto known = checkPath(path); !known)
            return tl::unexpected(known.error());
        const auto changed = withServiceValue(text, path, value);
        if (!changed)
            return tl::unexpected(changed.error());
        text = *changed;
    }
    return withSource(live, text, live.service.name + u".yaml"_s);
}

Result<ServiceRevision> withSource(const ServiceRevision &live, const QByteArray &yaml, const QString &file)
{
    const ServiceFile read = readServiceFile(yaml, file, live.inherited);
    const auto wrong =
        std::find_if(read.problems.begin(), read.problems.end(), [](const Problem &problem) { return !problem.warning; });
    if (wrong != read.problems.end())
        return tl::unexpected(asError(*wrong));
    if (read.revision.service.name != live.service.name)
        return failure(ErrorKind::Definition,
                       u"it defines service '%1', not '%2'"_s.arg(read.revision.service.name, live.service.name), file,
                       u"A service keeps its name: write service: %1"_s.arg(live.service.name));
    return read.revision;
}

} // namespace cairn
