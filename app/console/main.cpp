#include "console.h"
#include "filelimit.h"
#include "logwriter.h"
#include "memoryguard.h"
#include "signalwatcher.h"

#include "base/eventloops.h"
#include "ui/look/appearance.h"
#include "ui/look/timedisplay.h"
#include "ui/look/translation.h"
#include "ui/parts/returnkey.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QTextStream>

#include <algorithm>
#include <iterator>

using namespace cairn;
using namespace Qt::StringLiterals;

namespace {

constexpr int ExitUsage = 2;
constexpr const char *DisplayVariables[] = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"};

/// Else Qt ends the program with advice that does not help.
bool mayHaveDisplay(int argc, char *argv[])
{
    const bool isChosen = std::any_of(argv, argv + argc, [](const char *word) { return QByteArray(word).endsWith("-platform"); });
    return isChosen || std::any_of(std::begin(DisplayVariables), std::end(DisplayVariables),
                                   [](const char *name) { return !qEnvironmentVariableIsEmpty(name); });
}

void describeOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(QCoreApplication::translate("console", "The operations console on a Cairn workspace."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(
        u"workspace"_s, QCoreApplication::translate("console", "folder with cairn.yaml; default: the nearest one upward"),
        u"[workspace]"_s);
    parser.addPositionalArgument(u"link"_s,
                                 QCoreApplication::translate("console",
                                                             "a place in it, such as cairn://run/ID; without a workspace: "
                                                             "in the link's own, or in the one that was used last"),
                                 u"[link]"_s);
}

} // namespace

int main(int argc, char *argv[])
{
    guardMemory();
    openManyFiles();
    writeLogSafely();
    chooseEventLoops(Glib::ForMainThreadOnly);
    SignalWatcher::outliveReaders();
    SignalWatcher::block(); // the display's threads inherit it
    if (!mayHaveDisplay(argc, argv)) {
        QTextStream(stderr) << "cairn-console: there is no display here. `cairn` is the command line: `cairn --help`\n";
        return ExitUsage;
    }
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"cairn-console"_s);
    QApplication::setApplicationDisplayName(u"Cairn"_s);
    QApplication::setOrganizationName(u"Cairn"_s);
    QApplication::setApplicationVersion(QStringLiteral(CAIRN_VERSION));
    QApplication::setDesktopFileName(u"cairn-console"_s);
    QApplication::setWindowIcon(QIcon(u":/icons/cairn-console.svg"_s));
    QCommandLineParser parser;
    describeOptions(parser);
    parser.process(application);
    QLocale::setDefault(spokenLocale());
    installTranslations(application);

    SignalWatcher signalWatcher;
    Appearance appearance;
    TimeDisplay times;
    ReturnKey returnKey(application);
    Console console(appearance, times);
    QObject::connect(&signalWatcher, &SignalWatcher::received, &console, &Console::quit);
    const auto wish = readWish(parser.positionalArguments());
    if (!wish) {
        QTextStream(stderr) << "cairn-console: " << describe(wish.error()) << Qt::endl;
        console.refuse(wish.error()); // a link that was clicked has no terminal
        QApplication::exec();
        return ExitUsage;
    }
    return console.start(*wish) ? QApplication::exec() : 0;
}
