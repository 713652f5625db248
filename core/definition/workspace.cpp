#include "definition/workspace.h"

#include "definition/definitionfile.h"
#include "definition/doubts.h"
#include "definition/mapreader.h"
#include "definition/nearest.h"
#include "definition/pemfile.h"
#include "definition/runbookfile.h"
#include "definition/schemacompat.h"
#include "definition/schemafile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

const QString WorkspaceFile = u"cairn.yaml"_s;
const KeyRules WorkspaceKeys{u"cairn.yaml"_s,
                             {u"workspace"_s, u"description"_s, u"listener"_s, u"events"_s, u"schemas"_s, u"alerts"_s,
                              u"policy"_s, u"roles"_s, u"vault"_s, u"retention"_s, u"encryption"_s, u"data"_s},
                             {}};

class Loader
{
public:
    explicit Loader(const QString &root, const QMap<QString, QByteArray> &drafts = {},
                    Expressions expressions = Expressions::Compiled)
        : m_root(root), m_drafts(drafts), m_expressions(expressions)
    {
        m_workspace.root = m_root.absolutePath();
    }

    Workspace run()
    {
        if (!m_root.exists(WorkspaceFile)) {
            report(WorkspaceFile, {}, u"there is no workspace in %1"_s.arg(m_workspace.root),
                   u"Run `cairn init %1`, or name another folder with -C"_s.arg(m_workspace.root));
            return std::move(m_workspace);
        }
        readRoot();
        checkFlags();
        for (const QString &file : filesIn(u"services"_s))
            readService(file);
        checkEventSink();
        readSchemas();
        for (const QString &file : filesIn(u"pipelines"_s))
            readPipeline(file);
        checkAlerts();
        for (const QString &file : filesIn(u"runbooks"_s, {u"*.md"_s}))
            readRunbook(file);
        m_workspace.problems += m_doubts;
        return std::move(m_workspace);
    }

    WorkspaceSettings settings()
    {
        readRoot();
        return std::move(m_workspace.settings);
    }

private:
    void report(const QString &file, SourcePosition at, const QString &what, const QString &remedy)
    {
        m_workspace.problems.append({file, at.line, at.column, what, remedy});
    }

    /// Nobody is to believe that a roll-out is under way.
    void checkFlags()
    {
        const QString file = u"flags.yaml"_s;
        if (!m_root.exists(file))
            return;
        report(file, {}, u"no part of Cairn reads this file yet: every run begins on the newest version of its pipeline"_s, {});
        m_workspace.problems.last().warning = true;
    }

    std::optional<QByteArray> contents(const QString &file)
    {
        if (const auto draft = m_drafts.constFind(file); draft != m_drafts.constEnd())
            return draft->first(std::min(draft->size(), MaxYamlBytes + 1));
        QFile source(m_root.filePath(file));
        // one byte more than may be read: enough to be told that it is too large, and no more of a file that is
        if (source.open(QIODevice::ReadOnly)) {
            const QByteArray bytes = source.read(MaxYamlBytes + 1);
            if (source.error() == QFileDevice::NoError)
                return bytes;
        }
        report(file, {}, u"the file cannot be read: %1"_s.arg(source.errorString()),
               u"Give the user that runs Cairn access to it"_s);
        return std::nullopt;
    }

    QStringList filesIn(const QString &folder, const QStringList &patterns = {u"*.yaml"_s, u"*.yml"_s})
    {
        const QFileInfo place(m_root.filePath(folder));
        const bool isThere = place.exists() || place.isSymbolicLink();
        if (isThere && !(place.isDir() && place.isReadable() && place.isExecutable()))
            report(folder, {}, u"the folder cannot be read"_s,
                   u"Give the user that runs Cairn access to it; let it be a folder, or a link to one"_s);
        QStringList files;
        for (const QFileInfo &one : QDir(place.filePath()).entryInfoList(patterns, QDir::Files | QDir::System, QDir::Name)) {
            const QString file = folder + QLatin1Char('/') + one.fileName();
            if (one.isFile())
                files.append(file);
            else // a folder is none of these
                report(file, {},
                       one.isSymbolicLink() && !one.exists() ? u"it is a link to a file that is not there"_s
                                                             : u"it is no regular file"_s,
                       u"Put the file there, or remove it"_s);
        }
        return files;
    }

    void readRoot()
    {
        m_workspace.settings.roles.isDoubtful = true; // until it is read
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
        readName(map, u"workspace"_s, m_workspace.name);
        QString description;
        map.text(u"description"_s, description);
        m_workspace.settings = readSettings(map, m_workspace.root);
        m_workspace.problems += found.sorted();
    }

    /// A name stands for one file; the later one is the problem.
    void claim(QHash<QString, QString> &names, const QString &kind, const QString &name, const QString &file, SourcePosition at)
    {
        if (name.isEmpty())
            return;
        if (const auto owner = names.constFind(name); owner != names.constEnd())
            report(file, at, u"%1 '%2' is defined twice"_s.arg(kind, name),
                   u"It is already in %1: rename one of them"_s.arg(*owner));
        else
            names.insert(name, file);
    }

    void readService(const QString &file)
    {
        const auto source = contents(file);
        const ServiceFile read = source ? readServiceFile(*source, file, m_workspace.settings.policy) : ServiceFile();
        m_workspace.problems += read.problems;
        const QString &name = read.revision.service.name;
        // where a file's name cannot be told, its steps are not to blame
        if (name.isEmpty())
            m_namelessService = true;
        const bool twice = m_services.contains(name);
        claim(m_services, u"service"_s, name, file, read.namePlace);
        m_known.insert(name, {file, read.namePlace, read.revision.service.baseUrl.host(), read.saysIdempotent});
        const bool isKnown = checkClearance(read, file);
        if (source && cairn::isSound(read.problems))
            checkCertificates(read, file);
        if (source && cairn::isSound(read.problems) && isKnown && !twice)
            m_workspace.services.append(read.revision);
    }

    /// Whether it is cleared for classes of data that there are.
    bool checkClearance(const ServiceFile &read, const QString &file)
    {
        QStringList names;
        for (const DataClass &one : builtInDataClasses() + m_workspace.settings.dataClasses)
            names.append(one.name);
        bool isKnown = true;
        for (const NamePlace &place : read.cleared) {
            if (names.contains(place.name))
                continue;
            isKnown = false;
            report(file, place.at, u"there is no class of data '%1'"_s.arg(place.name.left(64)),
                   suggestion(place.name, names, u"Classes"_s));
        }
        return isKnown;
    }

    void checkCertificates(const ServiceFile &read, const QString &file)
    {
        for (const NamePlace &place : read.certificates) {
            if (const auto facts = readCertificateFile(m_root.filePath(place.name)); !facts)
                report(file, place.at, u"%1 cannot be used: %2"_s.arg(place.name.left(120), facts.error().detail),
                       facts.error().remedy);
        }
    }

    void checkEventSink()
    {
        const auto &sink = m_workspace.settings.events;
        if (!sink || sink->service.isEmpty() || m_services.contains(sink->service) || m_namelessService)
            return;
        report(WorkspaceFile, {}, u"events go to service '%1', and there is none"_s.arg(sink->service.left(64)),
               suggestion(sink->service, m_services.keys(), u"Services"_s));
    }

    /// What the alerts' rules and routes name must be there.
    void checkAlerts()
    {
        const AlertsRead &alerts = m_workspace.settings.alerts;
        const auto check = [this](const QList<NamePlace> &names, const QStringList &known, const QString &kind,
                                  const QString &plural) {
            for (const NamePlace &place : names) {
                if (!known.contains(place.name))
                    report(WorkspaceFile, place.at, u"there is no %1 '%2'"_s.arg(kind, place.name.left(64)),
                           suggestion(place.name, known, plural));
            }
        };
        if (!m_namelessService)
            check(alerts.services, m_services.keys(), u"service"_s, u"Services"_s);
        if (!m_namelessPipeline)
            check(alerts.pipelines, m_pipelines.keys(), u"pipeline"_s, u"Pipelines"_s);
    }

    void readSchemas()
    {
        QList<SchemaSource> sources;
        for (const QString &file : filesIn(u"schemas"_s, {u"*.json"_s})) {
            if (const auto source = contents(file))
                sources.append({file, *source});
        }
        for (const SchemaFile &read : readSchemaFiles(sources)) {
            m_workspace.problems += read.problems;
            if (read.ref)
                m_schemas.insert(read.ref->toString());
            if (read.schema)
                m_workspace.schemas.append(*read.schema);
        }
        std::sort(m_workspace.schemas.begin(), m_workspace.schemas.end(),
                  [](const Schema &one, const Schema &other) { return one.ref() < other.ref(); });
        for (qsizetype i = 1; i < m_workspace.schemas.size(); ++i)
            checkCompatibility(m_workspace.schemas[i - 1], m_workspace.schemas[i]);
    }

    /// Of one version of a schema with the next.
    void checkCompatibility(const Schema &older, const Schema &newer)
    {
        const SchemaRule rule = m_workspace.settings.schemas;
        if (rule == SchemaRule::None || older.ref().name != newer.ref().name)
            return;
        const SchemaCompatibility found = compatibility(older.document().toObject(), newer.document().toObject());
        const QString file = u"schemas/%1.json"_s.arg(newer.ref().toString());
        for (const QString &reason : found.reasons) {
            const bool backward = reason.startsWith("backward"_L1);
            if (rule == SchemaRule::Full || (rule == SchemaRule::Backward) == backward)
                report(file, {}, u"not compatible with %1: %2"_s.arg(older.ref().toString(), reason),
                       u"Make it compatible, give it another name, or relax schemas.compatibility in cairn.yaml"_s);
        }
    }

    void readPipeline(const QString &file)
    {
        const auto source = contents(file);
        if (!source)
            return;
        const PipelineFile read =
            readPipelineFile(*source, file, {m_workspace.root, m_workspace.settings.dataClasses, m_expressions});
        for (const Step &step : read.version.pipeline.steps)
            m_steps.insert(step.id.name());
        const qsizetype before = m_workspace.problems.size();
        m_workspace.problems += read.problems;
        m_namelessPipeline = m_namelessPipeline || read.version.pipeline.name.isEmpty();
        m_unreadPipeline = m_unreadPipeline || read.version.pipeline.name.isEmpty() || read.version.pipeline.steps.isEmpty();
        claim(m_pipelines, u"pipeline"_s, read.version.pipeline.name, file, read.namePlace);
        checkServices(read, file);
        checkSchemas(read, file);
        if (read.listenerPlace.line > 0 && !m_workspace.settings.namesListener)
            report(file, read.listenerPlace, u"it needs a listener, and the workspace has none"_s,
                   u"Write listener: { port: 8790 } into cairn.yaml"_s);
        m_doubts += doubtsOf(read, file, m_known, m_workspace.settings.listener, m_warned);
        sortProblems(before);
        if (cairn::isSound(m_workspace.problems.mid(before)))
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
            report(file, *at, u"there is no service '%1'"_s.arg(step.service.left(64)),
                   near.isEmpty() ? u"Write services/%1.yaml, or name another"_s.arg(step.service.left(64))
                                  : u"Did you mean '%1'?"_s.arg(near));
        }
    }

    void checkSchemas(const PipelineFile &read, const QString &file)
    {
        QStringList names(m_schemas.begin(), m_schemas.end());
        names.sort();
        for (const SchemaUse &use : read.schemas) {
            if (m_schemas.contains(use.ref))
                continue;
            const QString near = nearest(use.ref, names);
            report(file, use.at, u"there is no schema %1"_s.arg(use.ref),
                   near.isEmpty() ? u"Write schemas/%1.json"_s.arg(use.ref) : u"Did you mean %1?"_s.arg(near));
        }
    }

    /// Those of one file, in its order: some are found by reading it, others by what other files say.
    void sortProblems(qsizetype first)
    {
        std::stable_sort(m_workspace.problems.begin() + first, m_workspace.problems.end(),
                         [](const Problem &one, const Problem &other) {
                             return std::pair(one.line, one.column) < std::pair(other.line, other.column);
                         });
    }

    void readRunbook(const QString &file)
    {
        const auto source = contents(file);
        if (!source)
            return;
        const RunbookFile read = readRunbookFile(*source, file);
        const qsizetype before = m_workspace.problems.size();
        m_workspace.problems += read.problems;
        for (const RunbookUse &use : read.uses)
            checkUse(use, file);
        sortProblems(before);
        if (m_workspace.problems.size() == before)
            m_workspace.runbooks.append(read.runbook);
    }

    /// A name that a runbook uses stands for something. Where a file's names cannot be told, the runbook is not to blame.
    void checkUse(const RunbookUse &use, const QString &file)
    {
        const bool ofService = use.of == RunbookUse::Of::Service;
        if (ofService ? m_namelessService : m_unreadPipeline)
            return;
        QStringList names = ofService                            ? m_services.keys()
                            : use.of == RunbookUse::Of::Pipeline ? m_pipelines.keys()
                                                                 : QStringList(m_steps.begin(), m_steps.end());
        if (names.contains(use.name))
            return;
        names.sort();
        const QString missing = ofService                            ? u"there is no service '%1'"_s
                                : use.of == RunbookUse::Of::Pipeline ? u"there is no pipeline '%1'"_s
                                                                     : u"there is no step '%1' in any pipeline"_s;
        report(file, use.at, missing.arg(use.name.left(64)), suggestion(use.name, names, u"There are"_s));
    }

    QDir m_root;
    const QMap<QString, QByteArray> m_drafts;
    const Expressions m_expressions;
    Workspace m_workspace;
    QHash<QString, QString> m_services; ///< name → file
    QHash<QString, KnownService> m_known;
    QSet<QString> m_warned; ///< services, see doubtsOf()
    QList<Problem> m_doubts;
    QHash<QString, QString> m_pipelines;
    QSet<QString> m_schemas; ///< name@version
    QSet<QString> m_steps;   ///< of all pipelines
    bool m_namelessService = false;
    bool m_namelessPipeline = false;
    bool m_unreadPipeline = false;
};

} // namespace

bool Workspace::isSound() const
{
    return cairn::isSound(problems);
}

QList<Problem> Workspace::settingsErrors() const
{
    QList<Problem> errors = problems;
    errors.removeIf([](const Problem &one) { return one.warning || one.file != WorkspaceFile; });
    return errors;
}

Workspace loadWorkspace(const QString &root, const QMap<QString, QByteArray> &drafts)
{
    return Loader(root, drafts).run();
}

Workspace scanWorkspace(const QString &root)
{
    return Loader(root, {}, Expressions::Scanned).run();
}

WorkspaceSettings loadSettings(const QString &root)
{
    return Loader(root).settings();
}

Result<QString> findWorkspace(const QString &startDir)
{
    QDir folder(QDir(startDir).absolutePath());
    do {
        if (folder.exists(WorkspaceFile))
            return folder.absolutePath();
    } while (folder.cdUp());
    return failure(ErrorKind::NotFound, u"no workspace here: neither this folder nor one above it has a cairn.yaml"_s,
                   QDir(startDir).absolutePath(),
                   u"Go into a workspace, name one with -C DIR, or make one with `cairn init DIR`"_s);
}

} // namespace cairn
