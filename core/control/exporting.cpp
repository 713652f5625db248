#include "control/exporting.h"

#include "base/outputfile.h"
#include "control/review.h"
#include "definition/definitionfile.h"
#include "definition/workspace.h"

#include <QDir>
#include <QFileInfo>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// What one file of a folder defines.
struct Defined
{
    QString file;
    QByteArray text;
    QString name;
    Digest digest; ///< invalid: it has problems
};

template <typename Read> QList<Defined> definedIn(const QString &root, const QString &folder, Read read)
{
    QList<Defined> found;
    const QStringList names = QDir(root + u'/' + folder).entryList({u"*.yaml"_s, u"*.yml"_s}, QDir::Files, QDir::Name);
    for (const QString &name : names) {
        const QString file = folder + u'/' + name;
        if (const auto text = readDefinition(root + u'/' + file)) {
            found.append(read(*text, file));
            found.last().file = file;
            found.last().text = *text;
        }
    }
    return found;
}

QList<Defined> servicesIn(const QString &root)
{
    return definedIn(root, u"services"_s, [policy = loadSettings(root).policy](const QByteArray &text, const QString &file) {
        const ServiceFile read = readServiceFile(text, file, policy);
        return Defined{{}, {}, read.revision.service.name, isSound(read.problems) ? read.revision.digest : Digest()};
    });
}

Defined readDefined(const QByteArray &text, const QString &file)
{
    const PipelineFile read = readPipelineFile(text, file);
    return {{}, {}, read.version.pipeline.name, isSound(read.problems) ? read.version.digest : Digest()};
}

QList<Defined> pipelinesIn(const QString &root)
{
    return definedIn(root, u"pipelines"_s, readDefined);
}

/// The same. What stands in a file as it did when it was recorded is known.
QList<Defined> pipelinesIn(const QString &root, const QList<PipelineVersion> &live)
{
    return definedIn(root, u"pipelines"_s, [&](const QByteArray &text, const QString &file) {
        const auto known = std::find_if(live.begin(), live.end(), [&](const PipelineVersion &one) { return one.source == text; });
        return known == live.end() ? readDefined(text, file) : Defined{{}, {}, known->pipeline.name, known->digest};
    });
}

/// Of one that cannot be read, the file's own name.
QString calledBy(const Defined &file)
{
    return file.name.isEmpty() ? QFileInfo(file.file).completeBaseName() : file.name;
}

/// The file that defines it; one that cannot be read is known by its own name.
const Defined *fileOf(const QList<Defined> &files, const QString &name)
{
    const auto isIts = [&](const Defined &file) { return file.name == name; };
    const auto isNamedSo = [&](const Defined &file) {
        return !file.digest.isValid() && QFileInfo(file.file).completeBaseName() == name;
    };
    auto found = std::find_if(files.begin(), files.end(), isIts);
    if (found == files.end())
        found = std::find_if(files.begin(), files.end(), isNamedSo);
    return found == files.end() ? nullptr : &*found;
}

/// In place of the file that defines it now, or in one that is named like it. Errors: Conflict, if that one is another's.
Result<LiveFile> liveFile(const QString &what, const Defined *now, const QString &root, const QString &otherwise,
                          const QByteArray &text)
{
    if (now)
        return LiveFile{what, now->file, now->text, text};
    if (QFileInfo::exists(root + u'/' + otherwise))
        return failure(ErrorKind::Conflict, u"%1 has no file, and the one that is named like it is another's"_s.arg(what),
                       otherwise, u"Give that file another name: what a file defines is told by its text"_s);
    return LiveFile{what, otherwise, std::nullopt, text};
}

} // namespace

Result<QList<LiveFile>> filesToExport(StoreReader &reader, const QString &root)
{
    const auto services = reader.services();
    if (!services)
        return tl::unexpected(services.error());
    const auto pipelines = reader.pipelines();
    if (!pipelines)
        return tl::unexpected(pipelines.error());
    QList<LiveFile> files;
    const QList<Defined> serviceFiles = servicesIn(root);
    for (const ServiceRevision &live : *services) {
        const Defined *now = fileOf(serviceFiles, live.service.name);
        if (now && (now->text == live.source || now->digest == live.digest))
            continue;
        auto file = liveFile(u"service %1, revision %2"_s.arg(live.service.name).arg(live.revision), now, root,
                             u"services/%1.yaml"_s.arg(live.service.name), live.source);
        if (!file)
            return tl::unexpected(file.error());
        files.append(std::move(*file));
    }
    const QList<Defined> pipelineFiles = pipelinesIn(root);
    for (const PipelineVersion &live : *pipelines) {
        const Defined *now = fileOf(pipelineFiles, live.pipeline.name);
        if (isRetired(live)) // there is no text of it to write
            continue;
        if (now && (now->text == live.source || now->digest == live.digest))
            continue;
        auto file = liveFile(u"pipeline %1@%2"_s.arg(live.pipeline.name).arg(live.pipeline.version), now, root,
                             u"pipelines/%1.yaml"_s.arg(live.pipeline.name), live.source);
        if (!file)
            return tl::unexpected(file.error());
        files.append(std::move(*file));
    }
    return files;
}

Result<QStringList> differing(StoreReader &reader, const QString &root)
{
    const auto services = reader.services();
    if (!services)
        return tl::unexpected(services.error());
    const auto pipelines = reader.pipelines();
    if (!pipelines)
        return tl::unexpected(pipelines.error());
    QStringList names;
    for (const Defined &file : servicesIn(root)) {
        const bool isLive = std::any_of(services->begin(), services->end(), [&](const ServiceRevision &live) {
            return live.service.name == file.name && live.digest == file.digest;
        });
        if (!isLive)
            names.append(u"service "_s + calledBy(file));
    }
    const QList<Defined> files = pipelinesIn(root, *pipelines);
    for (const Defined &file : files) {
        const bool isLive = std::any_of(pipelines->begin(), pipelines->end(), [&](const PipelineVersion &live) {
            return live.pipeline.name == file.name && live.digest == file.digest;
        });
        if (!isLive)
            names.append(u"pipeline "_s + calledBy(file));
    }
    for (const PipelineVersion &live : *pipelines) {
        if (isStarted(live) && !fileOf(files, live.pipeline.name))
            names.append(u"pipeline "_s + live.pipeline.name);
    }
    return names;
}

Result<QString> fileOfPipeline(const QString &root, const QString &name)
{
    const QList<Defined> files = pipelinesIn(root);
    if (const Defined *found = fileOf(files, name))
        return found->file;
    return failure(
        ErrorKind::NotFound, u"no file says pipeline %1"_s.arg(name), root,
        u"`cairn export` writes what is live into files; one that is retired comes back with a file of the next version"_s);
}

Result<QStringList> retiredInFiles(StoreReader &reader, const QString &root)
{
    const auto pipelines = reader.pipelines();
    if (!pipelines)
        return tl::unexpected(pipelines.error());
    const QList<Defined> files = pipelinesIn(root);
    QStringList names;
    for (const PipelineVersion &live : *pipelines) {
        if (isRetired(live) && fileOf(files, live.pipeline.name))
            names.append(live.pipeline.name);
    }
    return names;
}

Result<void> writeLiveFile(const QString &root, const LiveFile &file)
{
    const QString path = QDir(root).filePath(file.file);
    if (readDefinition(path) != file.before)
        return failure(ErrorKind::Conflict, u"the file has been changed since it was looked at"_s, path,
                       u"Look at what it says now, and decide again"_s);
    if (!QDir().mkpath(QFileInfo(path).path()))
        return failure(ErrorKind::Io, u"its folder cannot be made"_s, path, u"Give the user that runs Cairn access to it"_s);
    return writeOutput(path, file.text, OutputFile::Readers::AsUsual);
}

} // namespace cairn
