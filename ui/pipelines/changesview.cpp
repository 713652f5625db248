#include "ui/pipelines/changesview.h"

#include "ui/editor/linedtext.h"
#include "ui/editor/pipelinetext.h"
#include "ui/editor/yamlhighlighter.h"
#include "ui/look/wording.h"
#include "ui/parts/tonedlabel.h"
#include "ui/parts/whendone.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QSignalBlocker>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr int Context = 3;
}

ChangesView::ChangesView(Desk &desk, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_before(new QComboBox), m_after(new QComboBox), m_extent(new QComboBox),
      m_summary(new TonedLabel(TonedLabel::Quiet)), m_view(new LinedText)
{
    setObjectName(u"changesView"_s);
    m_view->setObjectName(u"changesText"_s);
    m_view->setAccessibleName(tr("Changes between two versions"));
    new YamlHighlighter(m_view, m_view->document());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildBar());
    column->addWidget(m_view, 1);
    for (QComboBox *box : {m_before, m_after})
        connect(box, &QComboBox::currentIndexChanged, this, &ChangesView::read);
    connect(m_extent, &QComboBox::currentIndexChanged, this, &ChangesView::present);
}

QWidget *ChangesView::buildBar()
{
    m_before->setObjectName(u"changesBefore"_s);
    m_before->setAccessibleName(tr("Compare from version"));
    m_after->setObjectName(u"changesAfter"_s);
    m_after->setAccessibleName(tr("Compare to version"));
    m_extent->setObjectName(u"changesExtent"_s);
    m_extent->setAccessibleName(tr("How much is shown"));
    m_extent->addItems({tr("Changes and what is around them"), tr("The whole text")});
    m_summary->setObjectName(u"changesSummary"_s);
    for (QComboBox *box : {m_before, m_after})
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    auto *from = new QLabel(tr("Fro&m"));
    from->setBuddy(m_before);
    auto *to = new QLabel(tr("&to"));
    to->setBuddy(m_after);
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(14, 8, 14, 8);
    row->setSpacing(8);
    row->addWidget(from);
    row->addWidget(m_before);
    row->addWidget(to);
    row->addWidget(m_after);
    row->addSpacing(12);
    row->addWidget(m_summary, 1);
    row->addWidget(m_extent);
    return bar;
}

void ChangesView::setVersions(const QList<PipelineHead> &versions)
{
    const bool same = std::equal(versions.begin(), versions.end(), m_versions.begin(), m_versions.end(),
                                 [](const PipelineHead &a, const PipelineHead &b) { return a.id == b.id; });
    if (same)
        return;
    m_versions = versions;
    const qint64 before = m_before->currentData().toLongLong();
    const qint64 after = m_after->currentData().toLongLong();
    const bool wasNewest = m_after->currentIndex() <= 0;
    {
        const QSignalBlocker first(m_before), second(m_after);
        for (QComboBox *box : {m_before, m_after}) {
            box->clear();
            for (const PipelineHead &head : versions)
                box->addItem(tr("version %1, %2").arg(head.version).arg(localTime(head.recordedAt)), head.id);
        }
    }
    const bool known = m_before->findData(before) >= 0 && m_after->findData(after) >= 0;
    if (known && !wasNewest)
        choose(before, after);
    else if (!versions.isEmpty())
        showVersion(versions.first().id);
}

void ChangesView::showVersion(qint64 id)
{
    const int row = m_after->findData(id);
    if (row < 0)
        return;
    choose(m_before->itemData(std::min(row + 1, m_before->count() - 1)).toLongLong(), id);
}

void ChangesView::choose(qint64 before, qint64 after)
{
    {
        const QSignalBlocker first(m_before), second(m_after);
        m_before->setCurrentIndex(m_before->findData(before));
        m_after->setCurrentIndex(m_after->findData(after));
    }
    read();
}

void ChangesView::read()
{
    for (const QComboBox *box : {m_before, m_after}) {
        const qint64 id = box->currentData().toLongLong();
        if (id != 0 && !m_texts.contains(id))
            whenDone(this, m_desk.pipelineVersion(id), [this, id](const Result<PipelineVersion> &version) { take(id, version); });
    }
    compare();
}

void ChangesView::take(qint64 id, const Result<PipelineVersion> &version)
{
    if (!version) {
        Q_EMIT failed(version.error());
        return;
    }
    m_texts.insert(id, QString::fromUtf8(version->source).split(u'\n'));
    compare();
}

void ChangesView::compare()
{
    const qint64 before = m_before->currentData().toLongLong();
    const qint64 after = m_after->currentData().toLongLong();
    const bool isWhole = m_texts.contains(before) && m_texts.contains(after);
    m_diff = isWhole ? diffLines(m_texts.value(before), m_texts.value(after)) : QList<DiffLine>(); // more is to come
    m_summary->setText(!isWhole ? QString() : before == after ? tr("The same version") : changeSummary(m_diff));
    present();
}

void ChangesView::present()
{
    const bool whole = m_extent->currentIndex() == 1;
    m_view->setLines(changeLines(m_diff, whole ? std::nullopt : std::optional(Context)), 2);
}

} // namespace cairn
