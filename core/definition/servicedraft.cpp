#include "definition/servicedraft.h"

#include "definition/definitionfile.h"
#include "definition/servicepolicyfile.h"

namespace cairn {

namespace {

const KeyRules PolicyAlone{QStringLiteral("a policy's file"), {QStringLiteral("policy")}, {}};

bool hasErrors(const QList<Problem> &problems)
{
    return std::any_of(problems.begin(), problems.end(), [](const Problem &problem) { return !problem.warning; });
}

Parsed<Service> wholeService(const QByteArray &yaml, const QString &file, const Service &live)
{
    ServiceFile read = readServiceFile(yaml, file);
    const Service &drafted = read.revision.service;
    if (!hasErrors(read.problems) && drafted.name != live.name)
        read.problems.append({file, read.namePlace.line, read.namePlace.column,
                              QStringLiteral("this is the service '%1', not '%2'").arg(drafted.name, live.name),
                              QStringLiteral("Name that service, or write a file with policy: alone")});
    if (hasErrors(read.problems))
        return tl::unexpected(read.problems);
    return drafted;
}

} // namespace

Parsed<Service> parseServiceDraft(const QByteArray &yaml, const QString &file, const Service &live)
{
    const auto document = readYaml(yaml, file);
    if (!document)
        return tl::unexpected(QList<Problem>{document.error()});
    if (document->root.entry(QStringLiteral("service")))
        return wholeService(yaml, file, live);
    FileReport report(file, document->problems);
    const MapReader map(report, document->root, PolicyAlone);
    Service drafted = live;
    drafted.policy = {};
    map.require(QStringLiteral("policy"), QStringLiteral("Write policy: and below it what is to differ from the defaults"));
    readPolicy(map, drafted.policy);
    const QList<Problem> problems = report.sorted();
    if (hasErrors(problems))
        return tl::unexpected(problems);
    return drafted;
}

} // namespace cairn
