#pragma once

#include "control/json.h"

#include <QWidget>

class QGridLayout;
class QLabel;

namespace cairn {

class ElidedLabel;
class StatePill;

/// The head of a run's detail: its state, its input, and the facts that a person looks for first.
class RunHeading : public QWidget
{
    Q_OBJECT
public:
    explicit RunHeading(QWidget *parent = nullptr);
    void setRun(const RunRecord &run);

Q_SIGNALS:
    void closeWanted();

protected:
    void changeEvent(QEvent *event) override;

private:
    enum Fact { RunFact, PipelineFact, SizeFact, SubmittedFact, StartedFact, FinishedFact, FactCount };
    QWidget *buildTitle();
    void showTimes();
    void setFact(Fact fact, const QString &value, const QString &tip);

    StatePill *m_state;
    ElidedLabel *m_name;
    QLabel *m_facts[FactCount];
    std::optional<RunRecord> m_run;
};

} // namespace cairn
