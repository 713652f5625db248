#pragma once

#include "control/json.h"
#include "ui/payload/payloadorigin.h"

#include <QWidget>

class QAbstractButton;
class QAction;
class QButtonGroup;
class QSettings;
class QStackedWidget;
class QToolButton;

namespace cairn {

class StepGraph;
class StepsModel;
class ValueTable;

/// The steps of a run as they stand, as a graph or as a table, with what went into the first and came out of the last.
class StepsPane : public QWidget
{
    Q_OBJECT
public:
    explicit StepsPane(QWidget *parent = nullptr);

    /// Of another run: the step that explains its state becomes the current one.
    void setDetail(const RunDetail &detail, bool another, Timestamp now);
    void setNow(Timestamp now);
    void focusSteps();
    /// The step, or the item in the table, that is looked at.
    StepKey chosenStep() const;
    /// Looks at that one; at an item in the table. Nothing, if the run has no such step.
    void choose(const StepKey &key);
    /// What can be done with it: in a menu of the pane, in those of graph and table, and wherever the window lists actions.
    void setStepActions(const QList<QAction *> &actions);
    /// What it would like to have, for the steps that are shown.
    int wantedHeight() const;

    void restore(const QSettings &settings);
    void save(QSettings &settings) const;

Q_SIGNALS:
    /// Enter or double click on a step.
    void stepOpened(const cairn::StepKey &step);
    void chosenStepChanged();
    void viewChanged();
    /// Somebody wants to see what went in or came out.
    void payloadWanted(const cairn::PayloadRef &payload, const QString &title, const cairn::PayloadOrigin &origin);

private:
    enum View { GraphView, TableView };
    QWidget *buildHead();
    void connectParts();
    void setSteps(const QList<StepProgress> &steps);
    void updatePayloads(const RunDetail &detail);
    void buildTable();
    void show(View view);

    StepGraph *m_graph;
    StepsModel *m_model;
    ValueTable *m_table;
    QStackedWidget *m_stack;
    QButtonGroup *m_switch;
    QAbstractButton *m_inputButton;
    QAbstractButton *m_outputButton;
    QToolButton *m_stepButton;
    PayloadRef m_input;
    PayloadRef m_output;
    QString m_outputTitle;
    PayloadOrigin m_outputOrigin;
    bool m_syncing = false;
};

} // namespace cairn
