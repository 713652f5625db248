#include "ui/applydialog.h"

#include "ui/dialogparts.h"
#include "ui/reviewtext.h"
#include "ui/tonedlabel.h"
#include "ui/wording.h"

#include <QBoxLayout>
#include <QCheckBox>
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

bool isLeft(const Drift &drift)
{
    return drift.kind == Drift::Kind::Left;
}

QLabel *wrappedLine(QLabel *label, const QString &text)
{
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    label->setWordWrap(true);
    label->setMinimumWidth(TextWidth);
    return label;
}

} // namespace

ApplyDialog::ApplyDialog(const QList<Drift> &drift, QWidget *parent) : QDialog(parent), m_reason(new QLineEdit)
{
    QList<Drift> changes = drift;
    changes.removeIf(isLeft);
    m_hasChanges = !changes.isEmpty();
    QList<Drift> left = drift;
    left.removeIf([](const Drift &one) { return !isLeft(one); });
    setObjectName(u"applyDialog"_s);
    setWindowTitle(tr("Apply the workspace"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *title = dialogTitle(m_hasChanges ? tr("Make %Ln change(s) live?", nullptr, int(changes.size()))
                                           : tr("Retire what no file says any more?"));
    auto *label = new QLabel(tr("&Reason (required, kept in the record)"));
    label->setBuddy(m_reason);
    m_reason->setObjectName(u"applyReason"_s);
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setMaxLength(1000);

    auto *buttons = new QDialogButtonBox;
    m_go = buttons->addButton(tr("Apply"), QDialogButtonBox::AcceptRole);
    m_go->setObjectName(u"applyGo"_s);
    auto *leave = buttons->addButton(tr("Leave as it is"), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_reason, &QLineEdit::textChanged, this, &ApplyDialog::updateGo);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(10);
    column->setSizeConstraint(QLayout::SetFixedSize);
    column->addWidget(title);
    if (m_hasChanges) {
        column->addWidget(changeList(changes));
        column->addWidget(wrappedLine(
            new QLabel,
            tr("Services follow their new policy with their next request. Runs that are under way keep the pipeline version "
               "that they began with; new runs take the new one.")));
    }
    addLeft(left, column);
    column->addSpacing(4);
    column->addWidget(label);
    column->addWidget(m_reason);
    column->addSpacing(6);
    column->addWidget(buttons);
    for (QPushButton *button : {m_go, leave})
        button->setMinimumWidth(button->sizeHint().width() + 24);
    m_go->setDefault(true);
    m_reason->setFocus();
    updateGo();
}

/// None is ticked: a file can be missing by mistake.
void ApplyDialog::addLeft(const QList<Drift> &left, QBoxLayout *column)
{
    for (const Drift &one : left) {
        const QString &name = one.name;
        auto *box =
            new QCheckBox(one.watch.isEmpty() ? tr("Retire %1, which goes on taking webhooks").arg(name)
                                              : tr("Retire %1, which goes on taking the files of %2").arg(name, one.watch));
        box->setObjectName(u"retire_%1"_s.arg(name));
        connect(box, &QCheckBox::toggled, this, &ApplyDialog::updateGo);
        column->addWidget(box);
        m_left.insert(name, box);
        if (!one.canApply()) {
            m_obstacles.append(name);
            column->addWidget(wrappedLine(new TonedLabel(TonedLabel::Bad), capitalized(one.obstacle.detail)));
        }
        if (const QString follows = successionText(one.successors); !follows.isEmpty())
            column->addWidget(wrappedLine(new TonedLabel(TonedLabel::Quiet), follows));
    }
    if (!left.isEmpty())
        column->addWidget(wrappedLine(new TonedLabel(TonedLabel::Quiet),
                                      tr("No file says it any more. Retired, nothing starts it but who submits to it; what "
                                         "runs goes on, and its record stays.")));
}

void ApplyDialog::updateGo()
{
    const QStringList ticked = retired();
    const bool isClear =
        std::all_of(m_obstacles.begin(), m_obstacles.end(), [&](const QString &name) { return ticked.contains(name); });
    m_go->setEnabled(isClear && (m_hasChanges || !ticked.isEmpty()) && !reason().isEmpty());
}

QStringList ApplyDialog::retired() const
{
    QStringList names;
    for (const auto &[name, box] : m_left.asKeyValueRange()) {
        if (box->isChecked())
            names.append(name);
    }
    return names;
}

QString ApplyDialog::reason() const
{
    return m_reason->text().trimmed();
}

} // namespace cairn
