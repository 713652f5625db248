#include "commandline.h"
#include "session.h"

#include "control/doctor.h"

namespace cairn {

Exit doctorCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(invocation, {}, QStringLiteral("Examines store, payloads, runs, lease, clock and disk."));
    if (const auto exit = arguments.parse(terminal, 0, 0))
        return *exit;
    auto session = Session::open(invocation.folder);
    if (!session)
        return terminal.fail(session.error());
    const auto findings = examine(
        (*session)->store(), (*session)->storeFolder(), (*session)->clock(), [&](Examined what, qint64 done, qint64 total) {
            if (done % 64 == 0)
                terminal.progress(what == Examined::Runs ? QStringLiteral("runs examined") : QStringLiteral("payloads examined"),
                                  done, std::max<qint64>(total, 0));
            return true;
        });
    terminal.progress({}, 0, 0);
    if (!findings)
        return terminal.fail(findings.error());
    static const QHash<Finding::Severity, QString> Words{{Finding::Severity::Good, QStringLiteral("good")},
                                                         {Finding::Severity::Note, QStringLiteral("note")},
                                                         {Finding::Severity::Bad, QStringLiteral("BAD")}};
    bool sound = true;
    for (const Finding &finding : *findings) {
        sound = sound && finding.severity != Finding::Severity::Bad;
        if (terminal.json())
            terminal.object({{QStringLiteral("severity"), Words.value(finding.severity).toLower()},
                             {QStringLiteral("subject"), finding.subject},
                             {QStringLiteral("detail"), finding.detail},
                             {QStringLiteral("remedy"), finding.remedy}});
        else
            terminal.line(QStringLiteral("%1  %2: %3%4")
                              .arg(Words.value(finding.severity), finding.subject, finding.detail,
                                   finding.remedy.isEmpty() ? QString() : QStringLiteral(". ") + finding.remedy));
    }
    return sound ? Exit::Well : Exit::NeedsPerson;
}

} // namespace cairn
