#include "commandline.h"
#include "reading.h"

#include "control/exporting.h"
#include "control/securitycheck.h"
#include "security/credentials.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// What is nowhere: whether it can be asked at all is to be known.
const QString NoKey = u"cairn-doctor"_s;

/// Many machines do without it; what it cannot give there is told of each secret.
Finding examineKeychain(const Session &session)
{
    const auto keychain = session.storeVault(u"keychain"_s);
    const auto answer = keychain ? (*keychain)->read(NoKey) : tl::unexpected(keychain.error());
    if (answer || answer.error().kind == ErrorKind::NotFound)
        return {Finding::Severity::Good, u"keychain"_s, u"it answers"_s, {}};
    return {Finding::Severity::Note, u"keychain"_s, answer.error().detail,
            u"Secrets can be kept elsewhere: `cairn credential set KEY --file`, vault: in cairn.yaml, or the service "
            "manager's credentials"_s};
}

/// Neither need be wrong: what is meant is known to people.
QList<Finding> examineFiles(StoreReader &reader, const QString &root)
{
    const auto names = differing(reader, root);
    if (!names || names->isEmpty()) // what cannot be read is told of the store
        return {};
    return {{Finding::Severity::Note, u"drift"_s, u"files and what is live differ: %1"_s.arg(names->join(u", "_s)),
             u"`cairn apply --dry-run` tells how"_s}};
}

Result<QList<Finding>> examineStore(const Reading &opened, const Terminal &terminal)
{
    Session &session = *opened.session;
    auto findings =
        examine(session.store(), session.storeFolder(), session.clock(), [&](Examined what, qint64 done, qint64 total) {
            if (done % 64 == 0)
                terminal.progress(what == Examined::Runs ? u"runs examined"_s : u"payloads examined"_s, done,
                                  std::max<qint64>(total, 0));
            return true;
        });
    terminal.progress({}, 0, 0);
    if (findings) {
        findings->append(examineFiles(*opened.reader, session.root()));
        findings->append(examineWatchedFolders(*opened.reader, session.root()));
        findings->append(examineOutboxes(*opened.reader, session.root()));
        const Workspace files = loadWorkspace(session.root());
        for (const Problem &one : files.settingsErrors())
            findings->append({Finding::Severity::Bad,
                              one.line > 0 ? u"%1:%2:%3"_s.arg(one.file).arg(one.line).arg(one.column) : one.file, one.what,
                              one.remedy});
        findings->append(examineAlerts(*opened.reader, files.settings.alerts.settings));
        const Credentials credentials(session.root(), files.settings.vaultCommand);
        findings->append(examineCredentials(*opened.reader, files, credentials, session.clock().now()));
        findings->append(examineKeychain(session));
    }
    return findings;
}

void print(const Finding &finding, const Terminal &terminal)
{
    static const QHash<Finding::Severity, QString> Words{
        {Finding::Severity::Good, u"good"_s}, {Finding::Severity::Note, u"note"_s}, {Finding::Severity::Bad, u"BAD"_s}};
    if (terminal.json())
        return terminal.object({{u"severity"_s, Words.value(finding.severity).toLower()},
                                {u"subject"_s, finding.subject},
                                {u"detail"_s, finding.detail},
                                {u"remedy"_s, finding.remedy}});
    terminal.line(u"%1  %2: %3%4"_s.arg(Words.value(finding.severity), finding.subject, finding.detail,
                                        finding.remedy.isEmpty() ? QString() : u". "_s + finding.remedy));
}

} // namespace

Exit doctorCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(invocation, {},
                               u"Examines store, definitions, payloads, runs, watched folders, lease, "
                               "clock, disk, credentials and keychain."_s);
    arguments.addFlag(u"security"_s, u"examine instead who can read, change and do what: files, roles, services, audit"_s);
    if (const auto exit = arguments.parse(terminal, 0, 0))
        return *exit;
    const auto opened = openReading(invocation, Session::Use::Looking);
    if (!opened)
        return terminal.fail(opened.error());
    Session &session = *opened->session;
    const auto findings = arguments.isSet(u"security"_s)
                              ? examineSecurity(session.store(), loadWorkspace(session.root()), session.storeFolder())
                              : examineStore(*opened, terminal);
    if (!findings)
        return terminal.fail(findings.error());
    bool sound = true;
    for (const Finding &finding : *findings) {
        sound = sound && finding.severity != Finding::Severity::Bad;
        print(finding, terminal);
    }
    return sound ? Exit::Well : Exit::NeedsPerson;
}

} // namespace cairn
