#pragma once

#include "control/desk.h"
#include "store/sqlitestore.h"
#include "ui/payload/temporarycopies.h"

#include <QTemporaryDir>

namespace cairn::testing {

/// A workspace in a folder that goes away: a real store and a desk over it, and settings that are nobody's.
class GuiWorkspace
{
public:
    GuiWorkspace();

    Store &store() { return *m_store; }
    Desk &desk() { return *m_desk; }
    /// Puts somebody of that role at the desk, before a window is made.
    void seat(Role role) { m_desk = std::make_unique<Desk>(*m_store, m_clock, nullptr, role); }
    TemporaryCopies &copies() { return m_copies; }
    StoreReader &reader() { return *m_reader; }
    QString path(const QString &name) const { return m_folder.filePath(name); }
    void write(const QString &name, const QByteArray &content) const;

    /// Steps as "scan", "extract<scan", "publish<extract,thumbnail"; "pages*<extract" is fanned out. The service has the step's
    /// name; "deliver" has none.
    void addPipeline(const QString &name, const QStringList &steps, const QString &match = QStringLiteral("*"));
    /// What a runner does once a second.
    void countFigures();
    const PipelineVersion &pipeline(const QString &name) const;
    /// Records a service as it is by default, so that its policy rules what is told from now on.
    void addService(const QString &name);
    /// Its row; 0 if none is recorded.
    qint64 serviceRevision(const QString &name) const { return m_services.value(name); }
    void commit(Transaction transaction);
    /// As something else that writes into the store's file.
    void meddle(const QString &statement) const;
    /// A run without history, the newest so far.
    RunId addRun(const QString &pipeline, const QString &input, RunState state);
    void setState(RunId run, RunState state);

private:
    QTemporaryDir m_folder;
    TemporaryCopies m_copies;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<StoreReader> m_reader;
    SystemClock m_clock;
    std::unique_ptr<Desk> m_desk;
    QMap<QString, PipelineVersion> m_pipelines;
    QMap<QString, qint64> m_services;
};

} // namespace cairn::testing
