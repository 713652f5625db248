#include "ui/runbooks/runbookrows.h"

#include "ui/look/tintedicon.h"
#include "ui/look/wording.h"
#include "ui/parts/tonedlabel.h"
#include "ui/runbooks/runbooktext.h"
#include "ui/runbooks/runbookwording.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QPushButton>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int ResultsShown = 3;
constexpr int Indent = 26; ///< as far as a step's text is from its box

TonedLabel *quietLine(const QString &name)
{
    auto *label = new TonedLabel(TonedLabel::Quiet);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

StepRow::StepRow(const RunbookPart &part, QWidget *parent)
    : QWidget(parent), m_box(new QCheckBox), m_text(new RunbookText), m_who(quietLine(u"stepWho%1"_s.arg(part.number)))
{
    setObjectName(u"step%1"_s.arg(part.number));
    m_box->setObjectName(u"stepBox%1"_s.arg(part.number));
    m_text->setText(part.text);
    m_box->setAccessibleName(m_text->document()->toPlainText());
    m_who->hide();
    auto *texts = new QVBoxLayout;
    texts->setSpacing(0);
    texts->addWidget(m_text);
    texts->addWidget(m_who);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 2, 0, 2);
    row->setSpacing(8);
    row->addWidget(m_box, 0, Qt::AlignTop);
    row->addLayout(texts, 1);
    connect(m_box, &QCheckBox::clicked, this, &StepRow::ticked);
    connect(m_text, &RunbookText::clicked, m_box, &QCheckBox::click);
    connect(m_text, &RunbookText::linkWanted, this, &StepRow::linkWanted);
}

void StepRow::setTick(const std::optional<RunbookTick> &tick)
{
    m_box->setChecked(tick.has_value());
    m_who->setVisible(tick.has_value());
    if (!tick)
        return;
    m_who->setText(tr("%1, %2").arg(tick->actor, localTime(tick->at)));
    m_who->setToolTip(utcTime(tick->at));
}

void StepRow::setReadOnly(const QString &why)
{
    m_box->setEnabled(why.isEmpty());
    m_box->setToolTip(why);
}

ActionRow::ActionRow(const RunbookPart &part, QWidget *parent)
    : QWidget(parent), m_button(new QPushButton(tintedIcon(iconOf(part.action)), buttonText(part.action.label))),
      m_helped(quietLine(u"actionHelped%1"_s.arg(part.number))), m_results(new QVBoxLayout)
{
    setObjectName(u"action%1"_s.arg(part.number));
    m_button->setObjectName(u"actionButton%1"_s.arg(part.number));
    m_button->setMinimumWidth(m_button->sizeHint().width() + 16);
    m_button->setAutoDefault(false);
    connect(m_button, &QPushButton::clicked, this, &ActionRow::wanted);
    m_helped->hide();
    auto *head = new QHBoxLayout;
    head->setSpacing(10);
    head->addWidget(m_button);
    head->addWidget(m_helped, 1);
    head->addStretch();
    m_results->setSpacing(2);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(Indent, 2, 0, 4);
    column->setSpacing(3);
    column->addLayout(head);
    column->addLayout(m_results);
}

void ActionRow::setHelped(const std::optional<Helped> &helped)
{
    m_helped->setText(helpedText(helped));
    m_helped->setVisible(helped.has_value());
}

void ActionRow::setDeeds(const QList<DeedOutcome> &deeds)
{
    const QList<DeedOutcome> shown = deeds.mid(std::max<qsizetype>(0, deeds.size() - ResultsShown));
    while (m_lines.size() < shown.size()) {
        auto *line = quietLine(u"actionResult"_s);
        m_results->addWidget(line);
        m_lines.append(line);
    }
    for (qsizetype i = 0; i < m_lines.size(); ++i) {
        const bool used = i < shown.size();
        m_lines.at(i)->setVisible(used);
        if (!used)
            continue;
        m_lines.at(i)->setTone(shown.at(i).state == DeedOutcome::Refused ? TonedLabel::Bad : TonedLabel::Quiet);
        m_lines.at(i)->setText(deedText(shown.at(i)));
        m_lines.at(i)->setToolTip(utcTime(shown.at(i).deed.at));
    }
}

void ActionRow::setReadOnly(const QString &why)
{
    m_button->setEnabled(why.isEmpty());
    m_button->setToolTip(why);
}

} // namespace cairn
