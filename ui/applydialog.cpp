#include "ui/applydialog.h"

#include "ui/reviewtext.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int TextWidth = 460;
constexpr int MostLines = 10; ///< without scrolling

QWidget *changeList(const QList<Drift> &drift)
{
    QStringList lines;
    for (const Drift &one : drift)
        lines += driftDetails(one).split(u'\n');
    auto *list = new QLabel(lines.join(u'\n'));
    list->setObjectName(u"applyChanges"_s);
    list->setTextFormat(Qt::PlainText);
    list->setTextInteractionFlags(Qt::TextSelectableByMouse);
    if (lines.size() <= MostLines)
        return list;
    auto *area = new QScrollArea;
    area->setWidget(list);
    area->setFrameShape(QFrame::NoFrame);
    area->setFixedHeight(MostLines * list->fontMetrics().lineSpacing());
    return area;
}

} // namespace

ApplyDialog::ApplyDialog(const QList<Drift> &drift, QWidget *parent) : QDialog(parent), m_reason(new QLineEdit)
{
    setObjectName(u"applyDialog"_s);
    setWindowTitle(tr("Apply the workspace"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *title = new QLabel(tr("Make %Ln change(s) live?", nullptr, int(drift.size())));
    QFont large = title->font();
    large.setPointSizeF(large.pointSizeF() * 1.25);
    large.setBold(true);
    title->setFont(large);
    auto *effect = new QLabel(
        tr("Services follow their new policy with their next request. Runs that are under way keep the pipeline version "
           "that they began with; new runs take the new one."));
    effect->setWordWrap(true);
    effect->setMinimumWidth(TextWidth);
    auto *label = new QLabel(tr("&Reason (required, kept in the record)"));
    label->setBuddy(m_reason);
    m_reason->setObjectName(u"applyReason"_s);
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setMaxLength(1000);

    auto *buttons = new QDialogButtonBox;
    auto *go = buttons->addButton(tr("Apply"), QDialogButtonBox::AcceptRole);
    go->setObjectName(u"applyGo"_s);
    go->setEnabled(false);
    auto *leave = buttons->addButton(tr("Leave as it is"), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_reason, &QLineEdit::textChanged, go, [go](const QString &text) { go->setEnabled(!text.trimmed().isEmpty()); });

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(10);
    column->setSizeConstraint(QLayout::SetFixedSize);
    column->addWidget(title);
    column->addWidget(changeList(drift));
    column->addWidget(effect);
    column->addSpacing(4);
    column->addWidget(label);
    column->addWidget(m_reason);
    column->addSpacing(6);
    column->addWidget(buttons);
    for (QPushButton *button : {go, leave})
        button->setMinimumWidth(button->sizeHint().width() + 24);
    go->setDefault(true);
    m_reason->setFocus();
}

QString ApplyDialog::reason() const
{
    return m_reason->text().trimmed();
}

} // namespace cairn
