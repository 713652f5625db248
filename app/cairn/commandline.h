#pragma once

#include "terminal.h"

#include <QCommandLineParser>

namespace cairn {

/// One invocation: the global options, and the words of the command itself.
struct Invocation
{
    QString folder; ///< -C
    bool json = false;
    QString command;
    QStringList words; ///< after the command's name
};

/// One command of the program.
struct CommandEntry
{
    QString name;
    QString arguments; ///< "PIPELINE FILE…"
    QString summary;
    Exit (*carryOut)(const Invocation &, const Terminal &);
};

/// Splits off global options, which may stand before or after the command's name. Errors: Usage.
Result<Invocation> readInvocation(const QStringList &arguments);

/// A command's own options and positional arguments. `parse` prints help or the error itself; nullopt then is the exit status.
class CommandArguments
{
public:
    CommandArguments(const Invocation &invocation, const QString &arguments, const QString &summary);

    void addFlag(const QString &name, const QString &description);
    void addOption(const QString &name, const QString &valueName, const QString &description, const QString &preset = {});
    /// The exit status to end with at once, or nullopt to go on.
    std::optional<Exit> parse(const Terminal &terminal, int least, int most);
    /// Of a command that is several: nothing is given that says nothing to this one. Errors: Usage.
    Result<void> checkOptions(const QString &of, const QStringList &taken) const;

    QStringList positional() const { return m_parser.positionalArguments(); }
    bool isSet(const QString &name) const { return m_parser.isSet(name); }
    QString value(const QString &name) const { return m_parser.value(name); }

private:
    const Invocation &m_invocation;
    QString m_arguments;
    QCommandLineParser m_parser;
};

/// "30s", "5m" as given to an option. Errors: Usage.
Result<std::chrono::milliseconds> readDuration(const QString &option, const QString &text);
/// A whole number from `least` on, as given to an option. Errors: Usage.
Result<int> readCount(const QString &option, const QString &text, int least);

// The commands, by file: workspacecommands, bulkcommands, runcommands, listcommands, operatorcommands, incidentcommands,
// runbookcommand, servicecommands, servicerevisions, breakercommand, trendscommand, simulatecommand, advicecommand,
// reviewcommand, eventscommand, alertscommand, auditcommand, attestcommand, credentialcommand, doctorcommand, storecommands,
// democommand.
Exit initCommand(const Invocation &, const Terminal &);
Exit checkCommand(const Invocation &, const Terminal &);
Exit applyCommand(const Invocation &, const Terminal &);
Exit exportCommand(const Invocation &, const Terminal &);
Exit runCommand(const Invocation &, const Terminal &);
Exit submitCommand(const Invocation &, const Terminal &);
Exit runnerCommand(const Invocation &, const Terminal &);
Exit statusCommand(const Invocation &, const Terminal &);
Exit runsCommand(const Invocation &, const Terminal &);
Exit showCommand(const Invocation &, const Terminal &);
Exit payloadCommand(const Invocation &, const Terminal &);
Exit retryCommand(const Invocation &, const Terminal &);
Exit resumeCommand(const Invocation &, const Terminal &);
Exit rerunCommand(const Invocation &, const Terminal &);
Exit skipCommand(const Invocation &, const Terminal &);
Exit cancelCommand(const Invocation &, const Terminal &);
Exit pauseCommand(const Invocation &, const Terminal &);
Exit unpauseCommand(const Invocation &, const Terminal &);
Exit decideCommand(const Invocation &, const Terminal &);
Exit bulkCommand(const Invocation &, const Terminal &);
Exit incidentCommand(const Invocation &, const Terminal &);
Exit eventsCommand(const Invocation &, const Terminal &);
Exit alertsCommand(const Invocation &, const Terminal &);
Exit incidentCommand(const Invocation &, const Terminal &);
Exit auditCommand(const Invocation &, const Terminal &);
Exit attestCommand(const Invocation &, const Terminal &);
Exit runbookCommand(const Invocation &, const Terminal &);
Exit serviceCommand(const Invocation &, const Terminal &);
Exit breakerCommand(const Invocation &, const Terminal &);
Exit simulateCommand(const Invocation &, const Terminal &);
Exit trendsCommand(const Invocation &, const Terminal &);
Exit adviceCommand(const Invocation &, const Terminal &);
Exit reviewCommand(const Invocation &, const Terminal &);
Exit credentialCommand(const Invocation &, const Terminal &);
Exit doctorCommand(const Invocation &, const Terminal &);
Exit storeCommand(const Invocation &, const Terminal &);
Exit eraseCommand(const Invocation &, const Terminal &);
Exit backupCommand(const Invocation &, const Terminal &);
Exit restoreCommand(const Invocation &, const Terminal &);
Exit demoCommand(const Invocation &, const Terminal &);

} // namespace cairn
