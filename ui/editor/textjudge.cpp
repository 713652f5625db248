#include "ui/editor/textjudge.h"

#include "base/inbackground.h"
#include "control/review.h"
#include "ui/parts/whendone.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

Judgement judgementOf(const QString &root, Judgement judged)
{
    const Workspace workspace = loadWorkspace(root, {{judged.file, judged.text}});
    std::copy_if(workspace.problems.begin(), workspace.problems.end(), std::back_inserter(judged.problems),
                 [&](const Problem &problem) { return problem.file == judged.file; });
    const auto own = std::find_if(workspace.pipelines.begin(), workspace.pipelines.end(),
                                  [&](const PipelineVersion &version) { return version.source == judged.text; });
    if (own != workspace.pipelines.end() && judged.file.startsWith("pipelines/"_L1))
        judged.pipeline = *own;
    return judged;
}

/// From 1; the first one, if it cannot be told.
int lineOfVersion(const QByteArray &text)
{
    const QList<QByteArray> lines = text.split('\n');
    const auto found =
        std::find_if(lines.begin(), lines.end(), [](const QByteArray &line) { return line.startsWith("version:"); });
    return found == lines.end() ? 1 : int(found - lines.begin()) + 1;
}

} // namespace

TextJudge::TextJudge(Desk &desk, const QString &root, QObject *parent) : QObject(parent), m_desk(desk), m_root(root) {}

void TextJudge::judge(const QString &file, const QByteArray &text)
{
    m_next = Judgement{file, text, {}, {}};
    if (!m_isUnderWay)
        begin();
}

void TextJudge::begin()
{
    m_isUnderWay = true;
    const auto work = [root = m_root, asked = *std::exchange(m_next, std::nullopt)] { return judgementOf(root, asked); };
    whenDone(this, inBackground(work), [this](const Judgement &judged) { compareWithLive(judged); });
}

/// Recorded versions do not change: a pipeline that says something else needs the next one.
void TextJudge::compareWithLive(const Judgement &judgement)
{
    if (m_next || !judgement.pipeline)
        return finish(judgement);
    auto alone = std::make_shared<Workspace>();
    alone->root = m_root;
    alone->pipelines = {*judgement.pipeline};
    whenDone(this, m_desk.drift(alone), [this, judgement](const Result<QList<Drift>> &drift) {
        Judgement compared = judgement;
        for (const Drift &one : drift.value_or(QList<Drift>())) {
            if (one.kind == Drift::Kind::Pipeline && !one.canApply())
                compared.problems.append(
                    {judgement.file, lineOfVersion(judgement.text), 1, one.obstacle.detail, one.obstacle.remedy});
        }
        finish(compared);
    });
}

/// What is there to be judged by then is newer.
void TextJudge::finish(const Judgement &judgement)
{
    m_isUnderWay = false;
    if (m_next)
        begin();
    else
        Q_EMIT judged(judgement);
}

} // namespace cairn
