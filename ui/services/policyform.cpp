#include "ui/services/policyform.h"

#include "definition/servicechanges.h"
#include "ui/look/servicewording.h"
#include "ui/look/wording.h"
#include "ui/parts/sectiontitle.h"
#include "ui/parts/tonedlabel.h"
#include "ui/services/fieldeditor.h"

#include <QBoxLayout>
#include <QEvent>
#include <QGridLayout>
#include <QStyle>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int TitleWidth = 146;

QString ruleText(const CategoryRule &rule)
{
    return PolicyForm::tr("%1: %2").arg(conditionsOf(rule).join(u", "_s), categoryText(rule.as));
}

} // namespace

PolicyForm::PolicyForm(QWidget *parent)
    : QScrollArea(parent), m_fields(new QWidget), m_unreadable(new TonedLabel(TonedLabel::Bad)), m_rules(new QLabel)
{
    setObjectName(u"policyForm"_s);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    auto *content = new QWidget;
    content->setAutoFillBackground(true);
    content->setBackgroundRole(QPalette::Base);
    auto *whole = new QVBoxLayout(content);
    whole->setContentsMargins(14, 10, 10, 14);
    m_unreadable->setObjectName(u"policyUnreadable"_s);
    m_unreadable->setText(tr("The text is not YAML. Mend it first: what is wrong stands at its line."));
    m_unreadable->setWordWrap(true);
    m_unreadable->hide();
    whole->addWidget(m_unreadable);
    auto *column = new QVBoxLayout(m_fields);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(5);
    addSection(*column, tr("Time limits"), u"policy.timeout."_s);
    addSection(*column, tr("Retry"), u"policy.retry."_s);
    addSection(*column, tr("Retry budget"), u"policy.budget."_s);
    addSection(*column, tr("Circuit breaker"), u"policy.breaker."_s);
    addSection(*column, tr("Load"), u"policy.concurrency."_s);
    addSection(*column, tr("Rate"), u"policy.rate."_s);
    addSection(*column, tr("Attempts by kind of failure"), u"policy.retry.per_category."_s);
    column->addWidget(buildRules());
    addSection(*column, tr("Repeats"), u"idempot"_s);
    addSection(*column, tr("Contract"), u"contract."_s);
    whole->addWidget(m_fields);
    whole->addStretch();
    setWidget(content);
}

void PolicyForm::addSection(QVBoxLayout &column, const QString &title, const QString &beginning)
{
    if (column.count() > 0)
        column.addSpacing(10);
    column.addWidget(sectionTitle(title));
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(4);
    grid->setColumnMinimumWidth(0, TitleWidth);
    grid->setColumnStretch(1, 1);
    const bool kinds = beginning.endsWith("per_category."_L1);
    for (const ServiceField &field : serviceFields()) {
        const bool ofKind = field.path.contains("per_category."_L1);
        if (field.path.startsWith(beginning) && ofKind == kinds)
            addField(*grid, field);
    }
    column.addLayout(grid);
}

void PolicyForm::addField(QGridLayout &grid, const ServiceField &field)
{
    auto *editor = new FieldEditor(field);
    auto *title = new QLabel(fieldTitle(field.path));
    title->setBuddy(editor->input());
    title->setToolTip(fieldTip(field.path));
    const int row = grid.rowCount();
    grid.addWidget(title, row, 0);
    grid.addWidget(editor, row, 1);
    m_editors.insert(field.path, editor);
    connect(editor, &FieldEditor::edited, this, [this, path = field.path](const QString &value) { take(path, value); });
}

QWidget *PolicyForm::buildRules()
{
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 10, 0, 0);
    column->setSpacing(4);
    column->addWidget(sectionTitle(tr("Rules about answers")));
    m_rules->setObjectName(u"policyRules"_s);
    m_rules->setTextFormat(Qt::PlainText);
    m_rules->setWordWrap(true);
    column->addWidget(m_rules);
    return box;
}

void PolicyForm::take(const QString &path, const QString &value)
{
    if (path == "policy.rate.limit"_L1 && value.isEmpty()) // the rest of a rate means nothing without it
        Q_EMIT valueWanted(u"policy.rate"_s, m_inheritsRate ? u"none"_s : QString());
    else
        Q_EMIT valueWanted(path, value);
}

void PolicyForm::present(const Service &service, const FieldOrigins &origins, bool readable)
{
    m_unreadable->setVisible(!readable);
    m_fields->setEnabled(readable);
    if (std::exchange(m_service, service.name) != service.name) {
        for (FieldEditor *shown : std::as_const(m_editors))
            shown->forgetRefused();
    }
    for (const ServiceField &field : serviceFields()) {
        if (FieldEditor *shown = editor(field.path))
            shown->present(field.text(service), origins.of(field.path));
    }
    m_inheritsRate = origins.of(u"policy.rate.limit"_s) == FieldOrigin::Inherited;
    for (const auto *path : {"policy.rate.per", "policy.rate.burst"})
        editor(QString::fromLatin1(path))->setEnabled(service.policy.rate.has_value());
    editor(u"policy.breaker.slow_ratio"_s)->setEnabled(service.policy.breaker.slowOver.count() > 0);
    QStringList rules;
    for (const CategoryRule &rule : service.policy.categories)
        rules.append(ruleText(rule));
    m_rules->setText(rules.isEmpty()
                         ? tr("None: answers mean what they usually mean. Rules are written in the YAML, under categories.")
                         : rules.join(u'\n'));
}

bool PolicyForm::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest)
        Q_EMIT contentChanged();
    return QScrollArea::eventFilter(watched, event);
}

int PolicyForm::fullWidth() const
{
    return widget()->minimumSizeHint().width() + style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, this) +
           2 * frameWidth();
}

/// Also while another window has the focus.
void PolicyForm::finish()
{
    const QWidget *focused = window()->focusWidget();
    for (FieldEditor *one : std::as_const(m_editors)) {
        if (one->input() == focused)
            return one->finish();
    }
}

} // namespace cairn
