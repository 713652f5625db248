#pragma once

#include "measured.h"

#include "store/store.h"

#include <QDir>
#include <QTemporaryDir>

#include <memory>

namespace cairn::bench {

/// A workspace made for one measurement: definitions, generated files, the program run upon it. Removed at its end.
class Workshop
{
public:
    explicit Workshop(bool encrypted = true);

    QString folder() const { return m_folder.path(); }
    /// More lines of cairn.yaml.
    void settings(const QString &yaml);
    void service(const QString &name, const QString &yaml);
    void pipeline(const QString &name, const QString &yaml);
    /// Files of `bytes` random bytes each; returns their paths.
    QStringList files(int count, qint64 bytes);
    QString sparseFile(const QString &name, qint64 bytes);

    /// Runs `cairn -C folder words…`.
    Usage cairn(const QStringList &words, const std::function<bool(int)> &watch = {}) const;
    QStringList cairnCommand(const QStringList &words) const;
    QString log() const { return m_folder.filePath(QStringLiteral("log")); }
    /// Submits in portions that fit a command line.
    void submit(const QString &pipeline, const QStringList &paths) const;
    /// Opens the store of the workspace in this process.
    std::unique_ptr<Store> store() const;

private:
    void write(const QString &path, const QByteArray &content) const;
    QTemporaryDir m_folder;
    QByteArray m_settings; ///< cairn.yaml
};

/// Submits runs of a pipeline version, `bytes` each, straight into the store. Returns when they are durable.
void insertQueued(Store &store, qint64 pipelineId, int count, qint64 bytes);

/// Path of a program beside this one.
QString programPath(const QString &name);

} // namespace cairn::bench
