#pragma once

#include "control/desk.h"
#include "definition/problem.h"

namespace cairn {

/// What the text of a file would be among the workspace's other files.
struct Judgement
{
    QString file;
    QByteArray text;
    QList<Problem> problems; ///< of that file, and why applying it would be refused
    std::optional<PipelineVersion> pipeline;
};

/// Judges a text while it is written: in the background, one at a time and the newest next, for a workspace of hundreds of files
/// takes seconds to read.
class TextJudge : public QObject
{
    Q_OBJECT
public:
    /// `root` is the workspace's folder.
    TextJudge(Desk &desk, const QString &root, QObject *parent = nullptr);

    /// In place of what was asked for and has not begun.
    void judge(const QString &file, const QByteArray &text);

Q_SIGNALS:
    void judged(const cairn::Judgement &judgement);

private:
    void begin();
    void compareWithLive(const Judgement &judgement);
    void finish(const Judgement &judgement);

    Desk &m_desk;
    const QString m_root;
    std::optional<Judgement> m_next; ///< nothing but file and text yet
    bool m_isUnderWay = false;
};

} // namespace cairn
