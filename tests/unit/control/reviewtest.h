#pragma once

#include "control/apply.h"
#include "store/sqlitestore.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace cairn::testing {

inline constexpr auto ServiceText = "service: ocr\nbase_url: https://ocr.example.net\n";
inline constexpr auto PipelineText =
    "pipeline: intake\nversion: 1\ninput: { match: \"*.pdf\" }\nsteps:\n  scan:\n    service: ocr\n"
    "    request: { method: POST, path: /v1/scan }\n";

/// A test of what a workspace's files are worth beside what is live: one service and one pipeline, nothing applied.
class ReviewTest : public QObject
{
protected:
    void lay()
    {
        m_reader.reset();
        m_store.reset();
        m_folder = std::make_unique<QTemporaryDir>();
        for (const char *folder : {"services", "pipelines"})
            QDir(m_folder->path()).mkpath(QLatin1StringView(folder));
        write(QStringLiteral("cairn.yaml"), "workspace: harbour\n");
        write(QStringLiteral("services/ocr.yaml"), ServiceText);
        write(QStringLiteral("pipelines/intake.yaml"), PipelineText);
        m_store = std::move(*openSqliteStore({m_folder->filePath(QStringLiteral(".cairn")), false}));
        m_reader = std::move(*m_store->reader());
    }

    void write(const QString &name, const QByteArray &text) const
    {
        QFile file(m_folder->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }

    void apply()
    {
        const auto applied = applyWorkspace(*m_store, loadWorkspace(m_folder->path()), SystemClock(), QStringLiteral("ann"),
                                            QStringLiteral("test"));
        QVERIFY2(applied, applied ? "" : qPrintable(describe(applied.error())));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<StoreReader> m_reader;
};

} // namespace cairn::testing
