#pragma once

#include "control/desk.h"

#include <QWidget>

class QTabWidget;

namespace cairn {

class ChangesView;
class LinedText;
class PipelineHeading;
class StepGraph;
class TonedLabel;
class VersionsModel;
class VersionsView;

/// One pipeline: its steps as a picture, its source, its versions with what runs go through them, and what has changed between
/// two of them. Shows the newest version until another is chosen.
class PipelinePage : public QWidget
{
    Q_OBJECT
public:
    explicit PipelinePage(Desk &desk, QWidget *parent = nullptr);

    /// The same pipeline with other runs or versions, or another pipeline.
    void setUse(const PipelineUse &use);
    QString pipeline() const;
    void showVersion(qint64 id);

Q_SIGNALS:
    void runsWanted(const QString &filter);
    void submitRequested(const QString &pipeline);
    void editWanted();
    void filesDropped(const QString &pipeline, const QStringList &paths);
    void failed(const cairn::Error &error);

private:
    void buildTabs();
    void connectParts();
    void readVersion(qint64 id);
    void present(const PipelineVersion &version);

    Desk &m_desk;
    PipelineUse m_use;
    qint64 m_wanted = 0;   ///< the version that is to be shown
    qint64 m_shown = 0;    ///< and the one that is
    bool m_follows = true; ///< the newest, whichever that is
    PipelineHeading *m_heading;
    QTabWidget *m_tabs;
    StepGraph *m_graph;
    LinedText *m_source;
    VersionsModel *m_versionsModel;
    VersionsView *m_versions;
    ChangesView *m_changes;
};

} // namespace cairn
