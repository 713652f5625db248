#pragma once

#include "control/review.h"
#include "ui/parts/reasondialog.h"

class QCheckBox;

namespace cairn {

/// Says what applying the workspace's files will change, which pipelines that no file says any more are to be retired with it,
/// and asks for the reason that is kept with it.
class ApplyDialog : public ReasonDialog
{
    Q_OBJECT
public:
    explicit ApplyDialog(const QList<Drift> &drift, QWidget *parent = nullptr);

    /// Those that were ticked, by name.
    QStringList retired() const;

protected:
    bool isComplete() const override;

private:
    void addLeft(const Drift &one);

    QMap<QString, QCheckBox *> m_left; ///< by pipeline
    QStringList m_obstacles;           ///< of them, those that nothing is applied before
    const bool m_hasChanges;           ///< there is something to apply beside them
};

} // namespace cairn
