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

using namespace Qt::StringLiterals;

namespace {

const QString DemoMark = u"demo-services.address"_s;
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
const QString ExampleRoot = u":/examples"_s;

/// A workspace in the making: unless it is kept, what was made of it goes again.
class Making
{
public:
    explicit Making(const QString &root) : m_root(QDir::cleanPath(root)) {}
    ~Making()
    {
        for (auto made = m_made.crbegin(); made != m_made.crend(); ++made)
            QFileInfo(*made).isDir() ? QDir().rmdir(*made) : QFile::remove(*made); // what others put there meanwhile stays
    }
    Making(const Making &) = delete;
    Making &operator=(const Making &) = delete;

    Result<void> folder(const QString &path)
    {
        QStringList missing;
        for (QString part = path; !QFileInfo::exists(part); part = QFileInfo(part).path())
            missing.prepend(part);
        for (const QString &part : std::as_const(missing)) {
            if (!QDir().mkdir(part))
                return tl::unexpected(systemError(errno, u"the folder cannot be made"_s, part));
            m_made.append(part);
        }
        return {};
    }

    /// `name`: from the workspace's folder.
    Result<void> file(const QString &name, const QByteArray &content)
    {
        const QString path = m_root + u'/' + name;
        auto done = folder(QFileInfo(path).path());
        if (done)
            done = writeOutput(path, content, OutputFile::Readers::AsUsual);
        if (done)
            m_made.append(path);
        return done;
    }

    const QString &root() const { return m_root; }
    void keep() { m_made.clear(); }

private:
    QString m_root;
    QStringList m_made; ///< in this order
};

/// As much of the folder's name as may be the workspace's.
QString nameFrom(const QString &folder)
{
    static const QRegularExpression others(u"[^A-Za-z0-9._-]+"_s);
    static const QRegularExpression start(u"^[._-]+"_s);
    const QString name = QFileInfo(folder).fileName().replace(others, u"-"_s).remove(start).left(MostOfName);
    return name.isEmpty() ? u"workspace"_s : name;
}

Result<void> copyExample(Making &making, const QString &example)
{
    const QString root = ExampleRoot + QLatin1Char('/') + example;
    QDirIterator files(root, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile source(files.next());
        if (!source.open(QIODevice::ReadOnly))
            return failure(ErrorKind::Internal, source.errorString(), source.fileName());
        if (auto written = making.file(source.fileName().mid(root.size() + 1), source.readAll()); !written)
            return written;
    }
    return {};
}

Result<void> makeBare(Making &making)
{
    const QByteArray name = '"' + nameFrom(making.root()).toUtf8() + '"'; // or YAML takes "null" for nothing
    auto made = making.file(u"cairn.yaml"_s, "workspace: " + name + '\n' + FirstSteps);
    for (const QString &sub : {u"services"_s, u"pipelines"_s, u"inbox"_s}) {
        if (made)
            made = making.folder(making.root() + u'/' + sub);
    }
    return made;
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
        return failure(ErrorKind::Usage, u"the folder is not empty"_s, folder,
                       u"Name a new or an empty folder; a file cairn.yaml with `workspace: NAME` makes a workspace of "
                       "this one"_s);
    if (!example.isEmpty() && !exampleNames().contains(example))
        return failure(ErrorKind::Usage, u"there is no example '%1'"_s.arg(example), {},
                       u"Examples: %1"_s.arg(exampleNames().join(u", "_s)));
    Making making(dir.absolutePath());
    auto made = example.isEmpty() ? makeBare(making) : copyExample(making, example);
    if (made)
        making.keep();
    return made;
}

Result<void> replaceInServices(const QString &folder, const QString &from, const QString &to)
{
    const QDir services(QDir(folder).filePath(u"services"_s));
    const QStringList names = services.entryList({u"*.yaml"_s}, QDir::Files);
    for (const QString &name : names) {
        QFile file(services.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            return tl::unexpected(systemError(errno, u"the file cannot be read"_s, file.fileName()));
        const QByteArray text = file.readAll().replace(from.toUtf8(), to.toUtf8());
        file.close();
        if (auto written = writeOutput(file.fileName(), text, OutputFile::Readers::AsUsual); !written)
            return written;
    }
    return {};
}

Result<void> pointDemoAt(const QString &folder, const QString &address)
{
    if (auto pointed = replaceInServices(folder, u"http://127.0.0.1:8737"_s, address); !pointed)
        return pointed;
    return writeOutput(QDir(folder).filePath(DemoMark), address.toUtf8() + '\n', OutputFile::Readers::AsUsual);
}

std::optional<quint16> demoPort(const QString &folder)
{
    QFile mark(QDir(folder).filePath(DemoMark));
    if (!mark.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QUrl address(QString::fromUtf8(mark.read(200)).trimmed());
    const bool local = address.host() == "127.0.0.1"_L1 && address.port() > 0;
    return local ? std::optional(quint16(address.port())) : std::nullopt;
}

} // namespace cairn
