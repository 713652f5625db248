#pragma once

#include "control/review.h"

#include <QDialog>

class QBoxLayout;
class QCheckBox;
class QLineEdit;
class QPushButton;

namespace cairn {

/// Says what applying the workspace's files will change, which pipelines that no file says any more are to be retired with it,
/// and asks for the reason that is kept with it.
class ApplyDialog : public QDialog
{
    Q_OBJECT
public:
    explicit ApplyDialog(const QList<Drift> &drift, QWidget *parent = nullptr);

    QString reason() const;
    /// Those that were ticked, by name.
    QStringList retired() const;

private:
    void addLeft(const QList<Drift> &left, QBoxLayout *column);
    void updateGo();

    QMap<QString, QCheckBox *> m_left; ///< by pipeline
    QStringList m_obstacles;           ///< of them, those that nothing is applied before
    bool m_hasChanges;                 ///< there is something to apply beside them
    QLineEdit *m_reason;
    QPushButton *m_go = nullptr;
};

} // namespace cairn
