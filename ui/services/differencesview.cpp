#include "ui/services/differencesview.h"

#include "ui/editor/linedtext.h"
#include "ui/editor/pipelinetext.h"
#include "ui/editor/yamlhighlighter.h"
#include "ui/look/servicewording.h"
#include "ui/parts/tonedlabel.h"

#include <QBoxLayout>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int Context = 3;

QStringList linesOf(const QByteArray &text)
{
    return QString::fromUtf8(text).split(u'\n');
}

} // namespace

DifferencesView::DifferencesView(QWidget *parent)
    : QWidget(parent), m_summary(new TonedLabel(TonedLabel::Quiet)), m_words(new QLabel), m_text(new LinedText)
{
    setObjectName(u"differencesView"_s);
    m_summary->setObjectName(u"differencesSummary"_s);
    m_words->setObjectName(u"differencesWords"_s);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setObjectName(u"differencesText"_s);
    m_text->setAccessibleName(tr("Differences line by line"));
    new YamlHighlighter(m_text, m_text->document());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 6, 0, 0);
    column->setSpacing(4);
    for (QWidget *head : {static_cast<QWidget *>(m_words), static_cast<QWidget *>(m_summary)}) {
        head->setContentsMargins(12, 0, 12, 0);
        column->addWidget(head);
    }
    column->addWidget(m_text, 1);
}

void DifferencesView::compare(const ServiceRevision &before, const ServiceRevision &after)
{
    const QList<ServiceChange> changes = serviceChanges(before.service, after.service);
    m_words->setText(changesText(changes));
    m_words->setVisible(!changes.isEmpty());
    const QList<DiffLine> diff = diffLines(linesOf(before.source), linesOf(after.source));
    const bool inherits = before.inherited != after.inherited;
    m_summary->setText(
        inherits ? tr("%1; cairn.yaml gives it something else. Text: %2").arg(changesTitle(changes), changeSummary(diff))
                 : tr("%1. Text: %2").arg(changesTitle(changes), changeSummary(diff)));
    m_text->setLines(changeLines(diff, Context), 2);
}

} // namespace cairn
