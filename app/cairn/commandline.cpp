#include "commandline.h"

#include <QRegularExpression>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// By a word of its own: in "-hello.txt" it is not meant, although the parser finds an h there.
bool asksForHelp(const QStringList &words)
{
    const QStringList options = words.mid(0, words.indexOf(u"--"_s)); // -1: all
    return options.contains(u"-h"_s) || options.contains(u"--help"_s);
}

} // namespace

Result<Invocation> readInvocation(const QStringList &arguments)
{
    Invocation invocation;
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        const QString &word = arguments[i];
        if (invocation.words.contains(u"--"_s)) { // what follows is no option, whatever it looks like
            invocation.words.append(word);
        } else if (word == "--json"_L1) {
            invocation.json = true;
        } else if (word == "-C"_L1) {
            if (++i == arguments.size())
                return failure(ErrorKind::Usage, u"-C needs a folder"_s, {}, u"Write: cairn -C DIR COMMAND"_s);
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
    m_parser.addOption(QCommandLineOption({u"h"_s, u"help"_s}, u"this text"_s));
}

void CommandArguments::addFlag(const QString &name, const QString &description)
{
    m_parser.addOption(QCommandLineOption(name, description));
}

void CommandArguments::addOption(const QString &name, const QString &valueName, const QString &description, const QString &preset)
{
    const QString text = preset.isEmpty() ? description : u"%1 (%2 unless told)"_s.arg(description, preset);
    m_parser.addOption(QCommandLineOption(name, text, valueName, preset));
}

std::optional<Exit> CommandArguments::parse(const Terminal &terminal, int least, int most)
{
    const QString usage = u"cairn %1 %2"_s.arg(m_invocation.command, m_arguments).trimmed();
    const bool understood = m_parser.parse(QStringList{usage} + m_invocation.words);
    const bool foundHelp = m_parser.isSet(u"help"_s);
    if (foundHelp && asksForHelp(m_invocation.words)) {
        const Terminal people(false); // whatever --json says: it is a text
        people.line(m_parser.helpText().replace(QRegularExpression(u"^Usage: .*"_s), u"Usage: %1 [options]"_s.arg(usage)));
        people.line(u"Before or after every command:\n  -C DIR  the workspace, instead of the nearest folder "
                    "upward with cairn.yaml\n  --json  JSON, one document or one object a line"_s);
        return Exit::Well;
    }
    const QString remedy = u"Usage: %1; more with --help"_s.arg(usage);
    if (!understood || foundHelp) {
        const QString what = understood ? u"a word begins with -h and is no option"_s : m_parser.errorText();
        return terminal.fail({ErrorKind::Usage, QString(what).remove(QRegularExpression(u"\\.$"_s)), {}, remedy});
    }
    const auto count = positional().size();
    if (count < least || (most >= 0 && count > most))
        return terminal.fail(
            {ErrorKind::Usage, count < least ? u"arguments are missing"_s : u"too many arguments"_s, {}, remedy});
    return std::nullopt;
}

Result<void> CommandArguments::checkOptions(const QString &of, const QStringList &taken) const
{
    const QStringList given = m_parser.optionNames();
    for (const QString &option : given) {
        if (!taken.contains(option))
            return failure(ErrorKind::Usage, u"--%1 says nothing to `cairn %2`"_s.arg(option, of.trimmed()), {},
                           u"`cairn %1 --help` tells what it is for"_s.arg(m_invocation.command));
    }
    return {};
}

Result<std::chrono::milliseconds> readDuration(const QString &option, const QString &text)
{
    static const QRegularExpression form(u"^(\\d{1,9})(ms|s|m|h|d)$"_s);
    const auto match = form.match(text);
    if (!match.hasMatch())
        return failure(ErrorKind::Usage, u"--%1: '%2' is not a duration"_s.arg(option, text), {},
                       u"Write 500ms, 30s, 5m, 2h or 1d"_s);
    const qint64 value = match.captured(1).toLongLong();
    const QString unit = match.captured(2);
    const qint64 scale = unit == "ms"_L1  ? 1
                         : unit == "s"_L1 ? 1000
                         : unit == "m"_L1 ? 60'000
                         : unit == "h"_L1 ? 3'600'000
                                          : 86'400'000;
    return std::chrono::milliseconds(value * scale);
}

Result<int> readCount(const QString &option, const QString &text, int least)
{
    bool isNumber = false;
    const int count = text.toInt(&isNumber);
    if (isNumber && count >= least)
        return count;
    return failure(ErrorKind::Usage, u"--%1: '%2' is no such number"_s.arg(option, text.left(40)), {},
                   u"Write a whole number from %1 on"_s.arg(least));
}

} // namespace cairn
