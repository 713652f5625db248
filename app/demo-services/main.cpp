// cairn-demo-services: five small HTTP APIs that do real work, and misbehave when asked to. For the example `intake`, for
// training and for tests. Loopback only.

#include "base/outputfile.h"
#include "demoserver.h"
#include "documentstore.h"
#include "frontdoor.h"
#include "processend.h"

#include <QCommandLineParser>
#include <QGuiApplication>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTextStream>

#include <optional>

using namespace cairn;
using namespace Qt::StringLiterals;
using namespace cairn::demo;

namespace {

constexpr int ExitCannotServe = 1;
constexpr int ExitUsage = 2;

struct Options
{
    QHostAddress host;
    quint16 port = 0;
    quint64 seed = 0;
    QString portFile;
    QString store; ///< empty: a temporary folder
    bool exitWithParent = false;
};

int fail(int status, const QString &message)
{
    QTextStream(stderr) << "cairn-demo-services: " << message << Qt::endl;
    return status;
}

void declareOptions(QCommandLineParser &parser)
{
    const auto text = [](const char *words) { return QString::fromUtf8(words); };
    parser.setApplicationDescription(text("Demo services on one loopback port: /scan, /extract, /thumbnail, /publish, /notice; "
                                          "/faults makes them misbehave; /health, /stats, /ledger."));
    parser.addHelpOption();
    parser.addOptions({
        {text("port"), text("Listen on port <N>; 0: any free one (default 8737)."), text("N"), text("8737")},
        {text("host"), text("Listen on <ADDRESS>, a loopback one (default 127.0.0.1)."), text("ADDRESS"), text("127.0.0.1")},
        {text("port-file"), text("Write the port into <FILE> once it is listened on."), text("FILE")},
        {text("store"), text("Keep documents in <DIR> (default: a temporary folder, removed at the end)."), text("DIR")},
        {text("seed"), text("Draw faults from seed <N> (default: random; GET /health tells it)."), text("N")},
        {text("exit-with-parent"), text("End when the process that started this one ends.")},
    });
}

std::optional<Options> parseOptions(const QCoreApplication &app, QString &error)
{
    QCommandLineParser parser;
    declareOptions(parser);
    parser.process(app);

    Options options;
    bool portIsNumber = false;
    bool seedIsNumber = true;
    const QString host = parser.value(u"host"_s);
    const QString seed = parser.value(u"seed"_s);
    options.host = QHostAddress(host == u"localhost"_s ? u"127.0.0.1"_s : host);
    options.port = parser.value(u"port"_s).toUShort(&portIsNumber);
    options.seed = !parser.isSet(u"seed"_s) ? QRandomGenerator::system()->generate64() : seed.toULongLong(&seedIsNumber);
    options.portFile = parser.value(u"port-file"_s);
    options.store = parser.value(u"store"_s);
    options.exitWithParent = parser.isSet(u"exit-with-parent"_s);
    if (!portIsNumber)
        error = u"--port takes a number from 0 to 65535"_s;
    else if (!seedIsNumber)
        error = u"--seed takes a whole number that is not negative"_s;
    else if (!options.host.isLoopback())
        error = u"--host takes a loopback address only, such as 127.0.0.1: these services have no access control"_s;
    else if (!parser.positionalArguments().isEmpty())
        error = u"What is '%1'? --help lists the options"_s.arg(parser.positionalArguments().first());
    return error.isEmpty() ? std::optional(options) : std::nullopt;
}

QUrl baseUrl(const QHostAddress &host, quint16 port)
{
    QUrl url;
    url.setScheme(u"http"_s);
    url.setHost(host.toString());
    url.setPort(port);
    return url;
}

int serve(QCoreApplication &app, const Options &options)
{
    std::optional<QTemporaryDir> temporary;
    if (options.store.isEmpty())
        temporary.emplace();
    Result<DocumentStore> store = DocumentStore::open(temporary ? temporary->path() : options.store);
    if (!store)
        return fail(ExitCannotServe, describe(store.error()));
    FrontDoor door;
    if (!door.listen(options.host, options.port))
        return fail(ExitCannotServe,
                    u"Cannot listen on port %1: %2. Choose another with --port, or any with --port 0"_s.arg(options.port)
                        .arg(door.errorString()));
    const QUrl base = baseUrl(options.host, door.port());
    DemoServer server(std::move(*store), base, options.seed);
    const quint16 servicesPort = server.listen();
    if (servicesPort == 0)
        return fail(ExitCannotServe, u"No free port on the loopback interface"_s);
    door.openTo(servicesPort);

    if (!options.portFile.isEmpty()) {
        const QByteArray port = QByteArray::number(door.port()) + '\n';
        if (const auto told = writeOutput(options.portFile, port, OutputFile::Readers::AsUsual); !told)
            return fail(ExitCannotServe, describe(told.error()));
    }
    QTextStream(stdout) << "cairn-demo-services listening on " << base.toString() << Qt::endl;
    return app.exec();
}

} // namespace

int main(int argc, char **argv)
{
    // Pictures of text need a QGuiApplication, never a display.
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QGuiApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"cairn-demo-services"_s);

    QString error;
    const std::optional<Options> options = parseOptions(app, error);
    if (!options)
        return fail(ExitUsage, error);
    quitOnSignals(app);
    if (options->exitWithParent && !quitWithParent(app))
        return fail(ExitCannotServe,
                    u"The parent process has ended already, or --exit-with-parent is not known on this system"_s);
    return serve(app, *options);
}
