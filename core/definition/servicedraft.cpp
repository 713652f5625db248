#include "definition/servicedraft.h"

#include "definition/definitionfile.h"
#include "definition/servicepolicyfile.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

const KeyRules PolicyAlone{u"a policy's file"_s, {u"policy"_s}, {}};

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
                              u"this is the service '%1', not '%2'"_s.arg(drafted.name, live.service.name),
                              u"Name that service, or write a file with policy: alone"_s});
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
    if (document->root.entry(u"service"_s))
        return wholeService(yaml, file, live);
    FileReport report(file, document->problems);
    const MapReader map(report, document->root, PolicyAlone);
    Service drafted = live.service;
    drafted.policy = policyWithoutOwn(live.inherited);
    map.require(u"policy"_s, u"Write policy: and below it what is to differ from the defaults"_s);
    readPolicy(map, drafted.policy);
    const QList<Problem> problems = report.sorted();
    if (hasErrors(problems))
        return tl::unexpected(problems);
    return drafted;
}

} // namespace cairn
