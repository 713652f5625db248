#include "example.h"

#include "base/outputfile.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QUrl>

#include <cerrno>

/// The linker leaves out a library's resources that nobody names; it cannot be named from inside a namespace.
static void nameExamples()
{
    Q_INIT_RESOURCE(examples);
}

namespace cairn {

namespace {

const QString DemoMark = QStringLiteral("demo-services.address");
constexpr qsizetype MostOfName = 64; ///< characters, as of every name in a definition
constexpr char FirstSteps[] = R"(
# services/NAME.yaml says where a service is, and by which rules it is called:
#
#   service: NAME
#   base_url: https://HOST
#   idempotent: true     # it knows the header Idempotency-Key, so that a repeat does nothing twice; false: what may have
#                        # happened is not sent again. Left out, it is taken to be true.
#
# pipelines/NAME.yaml says what is done with each file. `cairn check` tells what is wrong with them.
)";
const QString ExampleRoot = QStringLiteral(":/examples");

Result<void> writeFile(const QString &path, const QByteArray &content)
{
    if (!QDir().mkpath(QFileInfo(path).absolutePath()))
        return tl::unexpected(systemError(errno, QStringLiteral("its folder cannot be made"), path));
    return writeOutput(path, content, OutputFile::Readers::AsUsual);
}

/// As much of the folder's name as may be the workspace's.
QString nameFrom(const QString &folder)
{
    static const QRegularExpression others(QStringLiteral("[^A-Za-z0-9._-]+"));
    static const QRegularExpression start(QStringLiteral("^[._-]+"));
    const QString name = QFileInfo(folder).fileName().replace(others, QStringLiteral("-")).remove(start).left(MostOfName);
    return name.isEmpty() ? QStringLiteral("workspace") : name;
}

Result<void> copyExample(const QString &folder, const QString &example)
{
    const QString root = ExampleRoot + QLatin1Char('/') + example;
    QDirIterator files(root, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile source(files.next());
        if (!source.open(QIODevice::ReadOnly))
            return failure(ErrorKind::Internal, source.errorString(), source.fileName());
        if (auto written = writeFile(folder + source.fileName().mid(root.size()), source.readAll()); !written)
            return written;
    }
    return {};
}

} // namespace

QStringList exampleNames()
{
    nameExamples();
    return QDir(ExampleRoot).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
}

Result<void> makeWorkspace(const QString &folder, const QString &example)
{
    const QDir dir(folder);
    if (dir.exists() && !dir.isEmpty())
        return failure(ErrorKind::Usage, QStringLiteral("the folder is not empty"), folder,
                       QStringLiteral("Name a new or an empty folder; a file cairn.yaml with `workspace: NAME` makes a workspace of "
                                      "this one"));
    if (!example.isEmpty()) {
        if (!exampleNames().contains(example))
            return failure(ErrorKind::Usage, QStringLiteral("there is no example '%1'").arg(example), {},
                           QStringLiteral("Examples: %1").arg(exampleNames().join(QStringLiteral(", "))));
        return copyExample(folder, example);
    }
    const QByteArray name = '"' + nameFrom(folder).toUtf8() + '"'; // or YAML takes "null" for nothing
    if (auto written = writeFile(dir.filePath(QStringLiteral("cairn.yaml")), "workspace: " + name + '\n' + FirstSteps); !written)
        return written;
    for (const QString &sub : {QStringLiteral("services"), QStringLiteral("pipelines"), QStringLiteral("inbox")}) {
        if (!dir.mkpath(sub))
            return tl::unexpected(systemError(errno, QStringLiteral("the folder cannot be made"), dir.filePath(sub)));
    }
    return {};
}

Result<void> replaceInServices(const QString &folder, const QString &from, const QString &to)
{
    const QDir services(QDir(folder).filePath(QStringLiteral("services")));
    const QStringList names = services.entryList({QStringLiteral("*.yaml")}, QDir::Files);
    for (const QString &name : names) {
        QFile file(services.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            return tl::unexpected(systemError(errno, QStringLiteral("the file cannot be read"), file.fileName()));
        const QByteArray text = file.readAll().replace(from.toUtf8(), to.toUtf8());
        file.close();
        if (auto written = writeFile(file.fileName(), text); !written)
            return written;
    }
    return {};
}

Result<void> pointDemoAt(const QString &folder, const QString &address)
{
    if (auto pointed = replaceInServices(folder, QStringLiteral("http://127.0.0.1:8737"), address); !pointed)
        return pointed;
    return writeFile(QDir(folder).filePath(DemoMark), address.toUtf8() + '\n');
}

std::optional<quint16> demoPort(const QString &folder)
{
    QFile mark(QDir(folder).filePath(DemoMark));
    if (!mark.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QUrl address(QString::fromUtf8(mark.read(200)).trimmed());
    const bool local = address.host() == QLatin1String("127.0.0.1") && address.port() > 0;
    return local ? std::optional(quint16(address.port())) : std::nullopt;
}

} // namespace cairn
