#pragma once

#include "control/exercise.h"
#include "ui/look/statelook.h"

#include <QScrollArea>

class QBoxLayout;
class QLabel;
class QPushButton;

namespace cairn {

class FindingRow;
class TonedLabel;
class TrainingSession;
struct ExerciseTry;

/// One exercise: its story, what is to be reached and what is reached already, hints one by one, and what can be done.
class ExercisePage : public QScrollArea
{
    Q_OBJECT
public:
    ExercisePage(TrainingSession &session, const Exercise &exercise, QWidget *parent = nullptr);

Q_SIGNALS:
    /// To see the runs of its latest try.
    void runsWanted(const QString &filter);
    void runbookWanted(const QString &name);

private:
    void buildText(QBoxLayout *column);
    void buildButtons(QBoxLayout *column);
    void buildFindings(QBoxLayout *column);
    QPushButton *addButton(QBoxLayout *row, const QString &name, const QString &text, void (ExercisePage::*then)());
    void present();
    void presentButtons(const ExerciseTry *latest, bool isCurrent);
    void presentFindings(const ExerciseTry *latest, bool isCurrent);
    void presentHints(const ExerciseTry *latest, bool isCurrent);
    void presentLedger(const ExerciseTry *latest);
    void start();
    void repair();
    void giveUp();
    QPushButton *askToEnd(const QString &title, const QString &question, const QString &effect, const QString &go);
    void showHint();
    void showRuns();
    void showRunbook();

    TrainingSession &m_session;
    const Exercise m_exercise;
    TonedLabel *m_outcome;
    QPushButton *m_start;
    QPushButton *m_repair;
    QPushButton *m_runs;
    QPushButton *m_giveUp;
    QPushButton *m_hint;
    QList<FindingRow *> m_checks;
    QList<FindingRow *> m_mistakes;
    QLabel *m_hints;
    QWidget *m_ledgerBox;
    QLabel *m_ledger;
};

} // namespace cairn
