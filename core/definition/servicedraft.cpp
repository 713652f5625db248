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

Parsed<Service> wholeService(const QByteArray &yaml, const QString &file, const ServiceRevision &live)
{
    ServiceFile read = readServiceFile(yaml, file, live.inherited);
    const Service &drafted = read.revision.service;
    if (!hasErrors(read.problems) && drafted.name != live.service.name)
        read.problems.append({file, read.namePlace.line, read.namePlace.column,
                              QStringLiteral("this is the service '%1', not '%2'").arg(drafted.name, live.service.name),
                              QStringLiteral("Name that service, or write a file with policy: alone")});
    if (hasErrors(read.problems))
        return tl::unexpected(read.problems);
    return drafted;
}

/// Of a service whose file says nothing of a policy.
Policy policyWithoutOwn(const QByteArray &inherited)
{
    return readServiceFile("service: any\nbase_url: https://any.invalid\n", {}, inherited).revision.service.policy;
}

} // namespace

Parsed<Service> parseServiceDraft(const QByteArray &yaml, const QString &file, const ServiceRevision &live)
{
    const auto document = readYaml(yaml, file);
    if (!document)
        return tl::unexpected(QList<Problem>{document.error()});
    if (document->root.entry(QStringLiteral("service")))
        return wholeService(yaml, file, live);
    FileReport report(file, document->problems);
    const MapReader map(report, document->root, PolicyAlone);
    Service drafted = live.service;
    drafted.policy = policyWithoutOwn(live.inherited);
    map.require(QStringLiteral("policy"), QStringLiteral("Write policy: and below it what is to differ from the defaults"));
    readPolicy(map, drafted.policy);
    const QList<Problem> problems = report.sorted();
    if (hasErrors(problems))
        return tl::unexpected(problems);
    return drafted;
}

} // namespace cairn
