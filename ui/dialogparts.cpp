#include "ui/dialogparts.h"

#include <QBoxLayout>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>

namespace cairn {

namespace {

constexpr int LongestReason = 1000;

class Words
{
    Q_DECLARE_TR_FUNCTIONS(DialogParts)
};

} // namespace

QLabel *dialogTitle(const QString &text)
{
    auto *title = new QLabel(text);
    QFont large = title->font();
    large.setPointSizeF(large.pointSizeF() * 1.25);
    large.setBold(true);
    title->setFont(large);
    title->setTextFormat(Qt::PlainText);
    return title;
}

QLineEdit *addReason(QBoxLayout *column, const QString &name)
{
    auto *reason = new QLineEdit;
    reason->setObjectName(name);
    reason->setAccessibleName(Words::tr("Reason"));
    reason->setMaxLength(LongestReason);
    auto *label = new QLabel(Words::tr("&Reason (required, kept in the record)"));
    label->setBuddy(reason);
    column->addWidget(label);
    column->addWidget(reason);
    return reason;
}

void widen(const QDialogButtonBox &buttons)
{
    constexpr int Room = 24;
    for (QAbstractButton *button : buttons.buttons())
        button->setMinimumWidth(button->sizeHint().width() + Room);
}

} // namespace cairn
