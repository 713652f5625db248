#include "commandline.h"
#include "reading.h"

#include "control/securitycheck.h"
#include "security/credentials.h"

namespace cairn {

namespace {

/// What is nowhere: whether it can be asked at all is to be known.
const QString NoKey = QStringLiteral("cairn-doctor");

/// Many machines do without it; what it cannot give there is told of each secret.
Finding examineKeychain(const Session &session)
{
    const auto keychain = session.storeVault(QStringLiteral("keychain"));
    const auto answer = keychain ? (*keychain)->read(NoKey) : tl::unexpected(keychain.error());
    if (answer || answer.error().kind == ErrorKind::NotFound)
        return {Finding::Severity::Good, QStringLiteral("keychain"), QStringLiteral("it answers"), {}};
    return {Finding::Severity::Note, QStringLiteral("keychain"), answer.error().detail,
            QStringLiteral("Secrets can be kept elsewhere: `cairn credential set KEY --file`, vault: in cairn.yaml, or the service "
                           "manager's credentials")};
}

Result<QList<Finding>> examineStore(const Reading &opened, const Terminal &terminal)
{
    Session &session = *opened.session;
    auto findings =
        examine(session.store(), session.storeFolder(), session.clock(), [&](Examined what, qint64 done, qint64 total) {
            if (done % 64 == 0)
                terminal.progress(what == Examined::Runs ? QStringLiteral("runs examined") : QStringLiteral("payloads examined"),
                                  done, std::max<qint64>(total, 0));
            return true;
        });
    terminal.progress({}, 0, 0);
    if (findings) {
        findings->append(examineWatchedFolders(*opened.reader, session.root()));
        findings->append(examineOutboxes(*opened.reader, session.root()));
        const Workspace files = loadWorkspace(session.root());
        for (const Problem &one : files.settingsErrors())
            findings->append({Finding::Severity::Bad,
                              one.line > 0 ? QStringLiteral("%1:%2:%3").arg(one.file).arg(one.line).arg(one.column) : one.file,
                              one.what, one.remedy});
        findings->append(examineAlerts(*opened.reader, files.settings.alerts.settings));
        const Credentials credentials(session.root(), files.settings.vaultCommand);
        findings->append(examineCredentials(*opened.reader, files, credentials, session.clock().now()));
        findings->append(examineKeychain(session));
    }
    return findings;
}

void print(const Finding &finding, const Terminal &terminal)
{
    static const QHash<Finding::Severity, QString> Words{{Finding::Severity::Good, QStringLiteral("good")},
                                                         {Finding::Severity::Note, QStringLiteral("note")},
                                                         {Finding::Severity::Bad, QStringLiteral("BAD")}};
    if (terminal.json())
        return terminal.object({{QStringLiteral("severity"), Words.value(finding.severity).toLower()},
                                {QStringLiteral("subject"), finding.subject},
                                {QStringLiteral("detail"), finding.detail},
                                {QStringLiteral("remedy"), finding.remedy}});
    terminal.line(QStringLiteral("%1  %2: %3%4")
                      .arg(Words.value(finding.severity), finding.subject, finding.detail,
                           finding.remedy.isEmpty() ? QString() : QStringLiteral(". ") + finding.remedy));
}

} // namespace

Exit doctorCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(invocation, {}, QStringLiteral("Examines store, definitions, payloads, runs, watched folders, lease, "
                                                         "clock, disk, credentials and keychain."));
    arguments.addFlag(QStringLiteral("security"),
                      QStringLiteral("examine instead who can read, change and do what: files, roles, services, audit"));
    if (const auto exit = arguments.parse(terminal, 0, 0))
        return *exit;
    const auto opened = openReading(invocation, Session::Use::Looking);
    if (!opened)
        return terminal.fail(opened.error());
    Session &session = *opened->session;
    const auto findings = arguments.isSet(QStringLiteral("security"))
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
