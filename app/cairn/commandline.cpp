#include "commandline.h"

#include <QRegularExpression>

namespace cairn {

namespace {

/// By a word of its own: in "-hello.txt" it is not meant, although the parser finds an h there.
bool asksForHelp(const QStringList &words)
{
    const QStringList options = words.mid(0, words.indexOf(QStringLiteral("--"))); // -1: all
    return options.contains(QStringLiteral("-h")) || options.contains(QStringLiteral("--help"));
}

} // namespace

Result<Invocation> readInvocation(const QStringList &arguments)
{
    Invocation invocation;
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        const QString &word = arguments[i];
        if (invocation.words.contains(QStringLiteral("--"))) { // what follows is no option, whatever it looks like
            invocation.words.append(word);
        } else if (word == QLatin1String("--json")) {
            invocation.json = true;
        } else if (word == QLatin1String("-C")) {
            if (++i == arguments.size())
                return failure(ErrorKind::Usage, QStringLiteral("-C needs a folder"), {},
                               QStringLiteral("Write: cairn -C DIR COMMAND"));
            invocation.folder = arguments[i];
        } else if (invocation.command.isEmpty()) {
            invocation.command = word;
        } else {
            invocation.words.append(word);
        }
    }
    return invocation;
}

CommandArguments::CommandArguments(const Invocation &invocation, const QString &arguments, const QString &summary)
    : m_invocation(invocation), m_arguments(arguments)
{
    m_parser.setApplicationDescription(summary);
    m_parser.addOption(QCommandLineOption({QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("this text")));
}

void CommandArguments::addFlag(const QString &name, const QString &description)
{
    m_parser.addOption(QCommandLineOption(name, description));
}

void CommandArguments::addOption(const QString &name, const QString &valueName, const QString &description, const QString &preset)
{
    const QString text = preset.isEmpty() ? description : QStringLiteral("%1 (%2 unless told)").arg(description, preset);
    m_parser.addOption(QCommandLineOption(name, text, valueName, preset));
}

std::optional<Exit> CommandArguments::parse(const Terminal &terminal, int least, int most)
{
    const QString usage = QStringLiteral("cairn %1 %2").arg(m_invocation.command, m_arguments).trimmed();
    const bool understood = m_parser.parse(QStringList{usage} + m_invocation.words);
    const bool foundHelp = m_parser.isSet(QStringLiteral("help"));
    if (foundHelp && asksForHelp(m_invocation.words)) {
        const Terminal people(false); // whatever --json says: it is a text
        people.line(m_parser.helpText().replace(QRegularExpression(QStringLiteral("^Usage: .*")),
                                                QStringLiteral("Usage: %1 [options]").arg(usage)));
        people.line(QStringLiteral("Before or after every command:\n  -C DIR  the workspace, instead of the nearest folder "
                                   "upward with cairn.yaml\n  --json  JSON, one document or one object a line"));
        return Exit::Well;
    }
    const QString remedy = QStringLiteral("Usage: %1; more with --help").arg(usage);
    if (!understood || foundHelp) {
        const QString what = understood ? QStringLiteral("a word begins with -h and is no option") : m_parser.errorText();
        return terminal.fail({ErrorKind::Usage, QString(what).remove(QRegularExpression(QStringLiteral("\\.$"))), {}, remedy});
    }
    const auto count = positional().size();
    if (count < least || (most >= 0 && count > most))
        return terminal.fail({ErrorKind::Usage,
                              count < least ? QStringLiteral("arguments are missing") : QStringLiteral("too many arguments"),
                              {},
                              remedy});
    return std::nullopt;
}

Result<void> CommandArguments::checkOptions(const QString &of, const QStringList &taken) const
{
    const QStringList given = m_parser.optionNames();
    for (const QString &option : given) {
        if (!taken.contains(option))
            return failure(ErrorKind::Usage, QStringLiteral("--%1 says nothing to `cairn %2`").arg(option, of), {},
                           QStringLiteral("`cairn %1 --help` tells what it is for").arg(m_invocation.command));
    }
    return {};
}

Result<std::chrono::milliseconds> readDuration(const QString &option, const QString &text)
{
    static const QRegularExpression form(QStringLiteral("^(\\d{1,9})(ms|s|m|h|d)$"));
    const auto match = form.match(text);
    if (!match.hasMatch())
        return failure(ErrorKind::Usage, QStringLiteral("--%1: '%2' is not a duration").arg(option, text), {},
                       QStringLiteral("Write 500ms, 30s, 5m, 2h or 1d"));
    const qint64 value = match.captured(1).toLongLong();
    const QString unit = match.captured(2);
    const qint64 scale = unit == QLatin1String("ms")  ? 1
                         : unit == QLatin1String("s") ? 1000
                         : unit == QLatin1String("m") ? 60'000
                         : unit == QLatin1String("h") ? 3'600'000
                                                      : 86'400'000;
    return std::chrono::milliseconds(value * scale);
}

Result<int> readCount(const QString &option, const QString &text, int least)
{
    bool isNumber = false;
    const int count = text.toInt(&isNumber);
    if (isNumber && count >= least)
        return count;
    return failure(ErrorKind::Usage, QStringLiteral("--%1: '%2' is no such number").arg(option, text.left(40)), {},
                   QStringLiteral("Write a whole number from %1 on").arg(least));
}

} // namespace cairn
