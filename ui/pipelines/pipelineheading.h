#pragma once

#include "control/pipelineuse.h"

#include <QWidget>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QPushButton;

namespace cairn {

class Desk;
class ElidedLabel;
class StateChip;

/// The head of a pipeline's page: its name, the version that is shown, the facts of that, and its runs by state.
class PipelineHeading : public QWidget
{
    Q_OBJECT
public:
    /// Files are taken if whoever sits at the desk may submit.
    explicit PipelineHeading(const Desk &desk, QWidget *parent = nullptr);

    /// All versions to choose from, and the runs of all of them.
    void setUse(const PipelineUse &use, qint64 shownVersion);
    void setVersion(const PipelineVersion &version);
    /// What is shown could not be read.
    void setUnread();

Q_SIGNALS:
    void versionWanted(qint64 id);
    void stateWanted(cairn::RunState state);
    void submitWanted();
    void editWanted();

private:
    enum Fact { DigestFact, RecordedFact, InputFact, DeadlineFact, FactCount };
    QWidget *buildTitle(const Desk &desk);
    QWidget *buildFacts();
    QWidget *buildChips();
    void setFact(Fact fact, const QString &value, const QString &tip);
    void setVersions(const PipelineUse &use, qint64 shownVersion);

    ElidedLabel *m_name;
    QComboBox *m_versions;
    QPushButton *m_edit;
    QPushButton *m_submit;
    ElidedLabel *m_facts[FactCount];
    QList<StateChip *> m_chips;
    QLabel *m_noRuns;
    TonedLabel *m_differs; ///< the files say something else
};

} // namespace cairn
