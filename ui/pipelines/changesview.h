#pragma once

#include "control/desk.h"
#include "control/linediff.h"

#include <QHash>
#include <QWidget>

class QComboBox;

namespace cairn {

class LinedText;
class TonedLabel;

/// Two versions of a pipeline, compared line by line.
class ChangesView : public QWidget
{
    Q_OBJECT
public:
    explicit ChangesView(Desk &desk, QWidget *parent = nullptr);

    /// Of one pipeline, newest first. The choice stays while its versions do; at first it is the newest and the one before.
    void setVersions(const QList<PipelineHead> &versions);
    /// Chooses a version to be compared with the one before it.
    void showVersion(qint64 id);

Q_SIGNALS:
    void failed(const cairn::Error &error);

private:
    QWidget *buildBar();
    void choose(qint64 before, qint64 after);
    void read();
    void take(qint64 id, const Result<PipelineVersion> &version);
    void compare();
    void present();

    Desk &m_desk;
    QList<PipelineHead> m_versions;
    QHash<qint64, QStringList> m_texts; ///< versions never change
    QList<DiffLine> m_diff;
    QComboBox *m_before;
    QComboBox *m_after;
    QComboBox *m_extent;
    TonedLabel *m_summary;
    LinedText *m_view;
};

} // namespace cairn
