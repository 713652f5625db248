#pragma once

#include "ui/training/trainingsession.h"

#include <QWidget>

class QListWidget;
class QStackedWidget;

namespace cairn {

class TrainingProgressModel;

/// The room of the training mode: the exercises, how far each has come, and the switches of the services' faults. Only in a demo
/// workspace.
class TrainingPanel : public QWidget
{
    Q_OBJECT
public:
    /// `folder`: the workspace's .cairn, where progress is kept.
    TrainingPanel(Desk &desk, FaultBoard &board, const QString &folder, QWidget *parent = nullptr);

    void focusList();

Q_SIGNALS:
    void runsWanted(const QString &filter);
    void runbookWanted(const QString &name);
    void failed(const cairn::Error &error);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void addPlace(const QString &name, const QString &text, QWidget *page);
    QWidget *buildProgress();
    void present();

    TrainingSession m_session;
    QListWidget *m_list;
    QStackedWidget *m_pages;
    TrainingProgressModel *m_progress;
};

} // namespace cairn
