#include "ui/audit/auditentryview.h"

#include "ui/editor/linedtext.h"
#include "ui/editor/pipelinetext.h"
#include "ui/look/tintedicon.h"
#include "ui/look/wording.h"
#include "ui/parts/sectiontitle.h"
#include "ui/parts/tonedlabel.h"

#include <QBoxLayout>
#include <QEvent>
#include <QGridLayout>
#include <QJsonDocument>
#include <QPushButton>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QStringList linesOf(const QByteArray &json)
{
    if (json.isEmpty())
        return {};
    const QJsonDocument document = QJsonDocument::fromJson(json);
    const QByteArray text = document.isNull() ? json : document.toJson(QJsonDocument::Indented);
    return QString::fromUtf8(text).trimmed().split(u'\n');
}

QString goText(const AuditSubject &subject)
{
    switch (subject.kind) {
    case AuditSubject::Kind::Run: return AuditEntryView::tr("&Go to the run");
    case AuditSubject::Kind::Incident: return AuditEntryView::tr("&Go to the incident");
    case AuditSubject::Kind::Service: return AuditEntryView::tr("&Go to the service");
    case AuditSubject::Kind::Pipeline: return AuditEntryView::tr("&Go to the pipeline");
    case AuditSubject::Kind::Order: return AuditEntryView::tr("What came of the &order");
    case AuditSubject::Kind::Other: return {};
    }
    Q_UNREACHABLE();
    return {};
}

} // namespace

AuditEntryView::AuditEntryView(QWidget *parent)
    : QWidget(parent), m_action(new QLabel), m_names{}, m_facts{}, m_go(new QPushButton(tintedIcon(u"forward"_s), {})),
      m_summary(new TonedLabel(TonedLabel::Quiet)), m_change(new LinedText)
{
    setObjectName(u"auditEntry"_s);
    setAccessibleName(tr("Entry of the audit"));
    m_summary->setObjectName(u"auditChangeSummary"_s);
    m_summary->setContentsMargins(14, 0, 14, 0);
    m_summary->setWordWrap(true);
    m_change->setObjectName(u"auditChange"_s);
    m_change->setAccessibleName(tr("What it changed"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(buildHead());
    column->addWidget(m_summary);
    column->addWidget(m_change, 1);
    setEntry(std::nullopt);
}

QWidget *AuditEntryView::buildHead()
{
    m_action->setFont(sectionFont(font(), 1.25));
    m_action->setObjectName(u"auditAction"_s);
    m_action->setTextFormat(Qt::PlainText);
    const QString names[] = {tr("When"), tr("Who"), tr("About"), tr("Why"), tr("Hash")};
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(3);
    grid->setColumnStretch(1, 1);
    for (int fact = 0; fact < FactCount; ++fact) {
        m_names[fact] = new TonedLabel(TonedLabel::Quiet);
        m_names[fact]->setText(names[fact]);
        m_facts[fact] = new QLabel;
        m_facts[fact]->setTextFormat(Qt::PlainText);
        m_facts[fact]->setWordWrap(true);
        m_facts[fact]->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        m_facts[fact]->setFocusPolicy(Qt::ClickFocus);
        m_facts[fact]->setAccessibleName(names[fact]);
        grid->addWidget(m_names[fact], fact, 0, Qt::AlignTop);
        grid->addWidget(m_facts[fact], fact, 1);
    }
    m_go->setObjectName(u"auditGo"_s);
    connect(m_go, &QPushButton::clicked, this, [this] {
        if (m_entry)
            Q_EMIT subjectWanted(subjectOf(*m_entry));
    });
    auto *head = new QWidget;
    auto *column = new QVBoxLayout(head);
    column->setContentsMargins(14, 10, 14, 0);
    column->setSpacing(8);
    column->addWidget(m_action);
    column->addLayout(grid);
    column->addWidget(m_go, 0, Qt::AlignLeft);
    return head;
}

void AuditEntryView::setEntry(const std::optional<AuditEntry> &entry)
{
    m_entry = entry;
    present();
}

void AuditEntryView::present()
{
    for (int fact = 0; fact < FactCount; ++fact) {
        m_names[fact]->setVisible(m_entry.has_value());
        m_facts[fact]->setVisible(m_entry.has_value());
    }
    m_change->setVisible(m_entry.has_value());
    m_go->setVisible(m_entry && !goText(subjectOf(*m_entry)).isEmpty());
    if (!m_entry) {
        m_action->clear();
        m_summary->setText(tr("Choose an entry to see what it changed."));
        return;
    }
    m_action->setText(m_entry->action);
    m_facts[AtFact]->setText(localTimeExact(m_entry->at));
    m_facts[AtFact]->setToolTip(utcTime(m_entry->at));
    m_facts[ActorFact]->setText(m_entry->actor);
    m_facts[SubjectFact]->setText(m_entry->subject);
    m_facts[ReasonFact]->setText(m_entry->reason.isEmpty() ? tr("no reason was given") : m_entry->reason);
    m_facts[HashFact]->setText(tr("%1… (entry %L2)").arg(m_entry->hash.brief()).arg(m_entry->seq));
    m_facts[HashFact]->setToolTip(m_entry->hash.toHex());
    m_go->setText(goText(subjectOf(*m_entry)));
    presentChange();
}

void AuditEntryView::presentChange()
{
    const QStringList before = linesOf(m_entry->before);
    const QStringList after = linesOf(m_entry->after);
    m_change->setVisible(!before.isEmpty() || !after.isEmpty());
    if (before.isEmpty() && after.isEmpty()) {
        m_summary->setText(tr("Nothing more is recorded of it."));
    } else if (before.isEmpty()) { // nothing to compare with: plain lines read better than all-green ones
        m_summary->setText(tr("Recorded with it"));
        m_change->setSource(after.join(u'\n'));
    } else {
        const QList<DiffLine> diff = diffLines(before, after);
        m_summary->setText(tr("Before and after: %1").arg(changeSummary(diff)));
        m_change->setLines(changeLines(diff, std::nullopt), 2);
    }
}

/// Times are written into its texts.
void AuditEntryView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LocaleChange && m_entry)
        present();
}

} // namespace cairn
