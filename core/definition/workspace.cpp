#include "definition/workspace.h"

#include "definition/definitionfile.h"
#include "definition/mapreader.h"
#include "definition/nearest.h"

#include <QDir>
#include <QFile>

#include <algorithm>

namespace cairn {

namespace {

const QString WorkspaceFile = QStringLiteral("cairn.yaml");
const KeyRules WorkspaceKeys{QStringLiteral("cairn.yaml"),
                             {QStringLiteral("workspace"), QStringLiteral("description")},
                             {QStringLiteral("roles"), QStringLiteral("retention")}};

class Loader
{
public:
    explicit Loader(const QString &root) : m_root(root) { m_workspace.root = m_root.absolutePath(); }

    Workspace run()
    {
        if (!m_root.exists(WorkspaceFile)) {
            report(WorkspaceFile, {}, QStringLiteral("there is no workspace in %1").arg(m_workspace.root),
                   QStringLiteral("Run `cairn init %1`, or name another folder with -C").arg(m_workspace.root));
            return std::move(m_workspace);
        }
        readRoot();
        for (const QString &file : filesIn(QStringLiteral("services")))
            readService(file);
        for (const QString &file : filesIn(QStringLiteral("pipelines")))
            readPipeline(file);
        return std::move(m_workspace);
    }

private:
    void report(const QString &file, SourcePosition at, const QString &what, const QString &remedy)
    {
        m_workspace.problems.append({file, at.line, at.column, what, remedy});
    }

    std::optional<QByteArray> contents(const QString &file)
    {
        QFile source(m_root.filePath(file));
        // one byte more than may be read: enough to be told that it is too large, and no more of a file that is
        if (source.open(QIODevice::ReadOnly)) {
            const QByteArray bytes = source.read(MaxYamlBytes + 1);
            if (source.error() == QFileDevice::NoError)
                return bytes;
        }
        report(file, {}, QStringLiteral("the file cannot be read: %1").arg(source.errorString()),
               QStringLiteral("Give the user that runs Cairn access to it"));
        return std::nullopt;
    }

    QStringList filesIn(const QString &folder) const
    {
        static const QStringList patterns{QStringLiteral("*.yaml"), QStringLiteral("*.yml")};
        QStringList files;
        for (const QString &name : QDir(m_root.filePath(folder)).entryList(patterns, QDir::Files, QDir::Name))
            files.append(folder + QLatin1Char('/') + name);
        return files;
    }

    void readRoot()
    {
        const auto source = contents(WorkspaceFile);
        if (!source)
            return;
        const auto document = readYaml(*source, WorkspaceFile);
        if (!document) {
            m_workspace.problems.append(document.error());
            return;
        }
        FileReport found(WorkspaceFile, document->problems);
        const MapReader map(found, document->root, WorkspaceKeys);
        readName(map, QStringLiteral("workspace"), m_workspace.name);
        QString description;
        map.text(QStringLiteral("description"), description);
        m_workspace.problems += found.sorted();
    }

    /// A name stands for one file; the later one is the problem.
    void claim(QHash<QString, QString> &names, const QString &kind, const QString &name, const QString &file, SourcePosition at)
    {
        if (name.isEmpty())
            return;
        if (const auto owner = names.constFind(name); owner != names.constEnd())
            report(file, at, QStringLiteral("%1 '%2' is defined twice").arg(kind, name),
                   QStringLiteral("It is already in %1: rename one of them").arg(*owner));
        else
            names.insert(name, file);
    }

    void readService(const QString &file)
    {
        const auto source = contents(file);
        const ServiceFile read = source ? readServiceFile(*source, file) : ServiceFile();
        m_workspace.problems += read.problems;
        const QString &name = read.revision.service.name;
        // where a file's name cannot be told, its steps are not to blame
        if (name.isEmpty())
            m_namelessService = true;
        const bool twice = m_services.contains(name);
        claim(m_services, QStringLiteral("service"), name, file, read.namePlace);
        if (source && read.problems.isEmpty() && !twice)
            m_workspace.services.append(read.revision);
    }

    void readPipeline(const QString &file)
    {
        const auto source = contents(file);
        if (!source)
            return;
        const PipelineFile read = readPipelineFile(*source, file);
        const qsizetype before = m_workspace.problems.size();
        m_workspace.problems += read.problems;
        claim(m_pipelines, QStringLiteral("pipeline"), read.version.pipeline.name, file, read.namePlace);
        checkServices(read, file);
        std::stable_sort(m_workspace.problems.begin() + before, m_workspace.problems.end(),
                         [](const Problem &one, const Problem &other) {
                             return std::pair(one.line, one.column) < std::pair(other.line, other.column);
                         });
        if (m_workspace.problems.size() == before)
            m_workspace.pipelines.append(read.version);
    }

    void checkServices(const PipelineFile &read, const QString &file)
    {
        QStringList names = m_services.keys();
        names.sort();
        for (const Step &step : read.version.pipeline.steps) {
            const auto at = read.servicePlaces.constFind(step.id);
            if (at == read.servicePlaces.constEnd() || m_services.contains(step.service) || m_namelessService)
                continue;
            const QString near = nearest(step.service, names);
            report(file, *at, QStringLiteral("there is no service '%1'").arg(step.service.left(64)),
                   near.isEmpty() ? QStringLiteral("Write services/%1.yaml, or name another").arg(step.service.left(64))
                                  : QStringLiteral("Did you mean '%1'?").arg(near));
        }
    }

    QDir m_root;
    Workspace m_workspace;
    QHash<QString, QString> m_services; ///< name → file
    QHash<QString, QString> m_pipelines;
    bool m_namelessService = false;
};

} // namespace

bool Workspace::isSound() const
{
    return std::all_of(problems.begin(), problems.end(), [](const Problem &problem) { return problem.warning; });
}

Workspace loadWorkspace(const QString &root)
{
    return Loader(root).run();
}

Result<QString> findWorkspace(const QString &startDir)
{
    QDir folder(QDir(startDir).absolutePath());
    do {
        if (folder.exists(WorkspaceFile))
            return folder.absolutePath();
    } while (folder.cdUp());
    return failure(ErrorKind::NotFound,
                   QStringLiteral("no workspace here: neither this folder nor one above it has a cairn.yaml"),
                   QDir(startDir).absolutePath(),
                   QStringLiteral("Go into a workspace, name one with -C DIR, or make one with `cairn init DIR`"));
}

} // namespace cairn
