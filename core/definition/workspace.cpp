#include "definition/workspace.h"

#include "definition/definitionfile.h"
#include "definition/mapreader.h"
#include "definition/nearest.h"

#include <QDir>
#include <QFile>

namespace cairn {

namespace {

const KeyRules WorkspaceKeys{QStringLiteral("cairn.yaml"), {QStringLiteral("workspace"), QStringLiteral("description")}, {QStringLiteral("roles"), QStringLiteral("retention")}};

/// Reads every definition file below one folder and hands its text on.
class WorkspaceLoader
{
public:
    explicit WorkspaceLoader(Workspace &workspace) : m_workspace(workspace), m_root(workspace.root) {}

    void load()
    {
        if (const auto text = content(QStringLiteral("cairn.yaml")))
            readRoot(*text);
        for (const QString &file : files(QStringLiteral("services"))) {
            if (const auto text = content(file))
                addService(readServiceFile(*text, file), file);
        }
        for (const QString &file : files(QStringLiteral("pipelines"))) {
            if (const auto text = content(file))
                addPipeline(readPipelineFile(*text, file), file);
        }
        checkServices();
    }

private:
    QStringList files(const QString &folder) const
    {
        QStringList paths;
        for (const QString &name : QDir(m_root.filePath(folder)).entryList({QStringLiteral("*.yaml"), QStringLiteral("*.yml")}, QDir::Files, QDir::Name))
            paths.append(folder + QLatin1Char('/') + name);
        return paths;
    }

    std::optional<QByteArray> content(const QString &file)
    {
        QFile source(m_root.filePath(file));
        if (source.open(QIODevice::ReadOnly))
            return source.read(MaxYamlBytes + 1);
        m_workspace.problems.append({file, 1, 1, QStringLiteral("the file cannot be read: %1").arg(source.errorString()), QStringLiteral("Check that it exists and may be read"), false});
        return std::nullopt;
    }

    void readRoot(const QByteArray &text)
    {
        const QString file = QStringLiteral("cairn.yaml");
        const auto document = readYaml(text, file);
        if (!document)
            return m_workspace.problems.append(document.error());
        FileReport report(file, document->problems);
        const MapReader map(report, document->root, WorkspaceKeys);
        readName(map, QStringLiteral("workspace"), m_workspace.name);
        m_workspace.problems += report.sorted();
    }

    /// Whether the name was free; a second definition of it is reported.
    bool claim(QHash<QString, QString> &claimed, const QString &name, const QString &file, SourcePosition at)
    {
        if (!claimed.contains(name)) {
            claimed.insert(name, file);
            return true;
        }
        m_workspace.problems.append({file, at.line, at.column, QStringLiteral("'%1' is defined in %2 already").arg(name, claimed.value(name)), QStringLiteral("Give one of them another name"), false});
        return false;
    }

    void addService(ServiceFile read, const QString &file)
    {
        m_workspace.problems += read.problems;
        const QString name = read.revision.service.name;
        if (claim(m_serviceFiles, name, file, read.namePlace) && read.problems.isEmpty())
            m_workspace.services.append(std::move(read.revision));
    }

    void addPipeline(PipelineFile read, const QString &file)
    {
        m_workspace.problems += read.problems;
        const QString name = read.version.pipeline.name;
        for (const Step &step : read.version.pipeline.steps) {
            if (!step.service.isEmpty())
                m_uses.append({step.service, file, read.servicePlaces.value(step.id)});
        }
        if (claim(m_pipelineFiles, name, file, read.namePlace) && read.problems.isEmpty())
            m_workspace.pipelines.append(std::move(read.version));
    }

    void checkServices()
    {
        const QStringList known = m_serviceFiles.keys();
        for (const auto &[service, file, at] : std::as_const(m_uses)) {
            if (!known.contains(service))
                m_workspace.problems.append({file, at.line, at.column, QStringLiteral("there is no service '%1'").arg(service), suggestion(service, known, QStringLiteral("Services here")), false});
        }
    }

    struct Use
    {
        QString service;
        QString file;
        SourcePosition at;
    };

    Workspace &m_workspace;
    QDir m_root;
    QHash<QString, QString> m_serviceFiles;
    QHash<QString, QString> m_pipelineFiles;
    QList<Use> m_uses;
};

} // namespace

bool Workspace::isSound() const
{
    return std::all_of(problems.begin(), problems.end(), [](const Problem &problem) { return problem.warning; });
}

Workspace loadWorkspace(const QString &root)
{
    Workspace workspace;
    workspace.root = root;
    WorkspaceLoader(workspace).load();
    return workspace;
}

Result<QString> findWorkspace(const QString &startDir)
{
    QDir dir(startDir);
    do {
        if (dir.exists(QStringLiteral("cairn.yaml")))
            return dir.absolutePath();
    } while (dir.cdUp());
    return failure(ErrorKind::NotFound, QStringLiteral("there is no cairn.yaml here or in any folder above"), startDir, QStringLiteral("Make a workspace with `cairn init DIR`, or name one with -C DIR"));
}

} // namespace cairn
