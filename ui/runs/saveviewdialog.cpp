#include "ui/runs/saveviewdialog.h"

#include "ui/parts/dialogparts.h"
#include "ui/parts/tonedlabel.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr int LongestName = 60;
constexpr int FieldWidth = 360;

/// Hidden, yet with its place kept: the dialog does not jump when it is shown.
QWidget *takenWarning()
{
    auto *warning = new TonedLabel(TonedLabel::Quiet);
    warning->setObjectName(u"viewNameTaken"_s);
    QSizePolicy keepsItsPlace = warning->sizePolicy();
    keepsItsPlace.setRetainSizeWhenHidden(true);
    warning->setSizePolicy(keepsItsPlace);
    warning->setText(SaveViewDialog::tr("There is a view of that name: it is replaced."));
    warning->hide();
    return warning;
}

} // namespace

SaveViewDialog::SaveViewDialog(const QString &filter, const QStringList &taken, QWidget *parent)
    : QDialog(parent), m_name(new QLineEdit), m_columns(new QCheckBox(tr("With the &columns as they are")))
{
    auto *what = new TonedLabel(TonedLabel::Quiet);
    what->setTextFormat(Qt::PlainText);
    what->setWordWrap(true);
    what->setText(tr("Filter: %1").arg(filter));
    auto *label = new QLabel(tr("&Name"));
    label->setBuddy(m_name);
    m_name->setObjectName(u"viewName"_s);
    m_name->setMaxLength(LongestName);
    m_name->setMinimumWidth(FieldWidth);
    m_columns->setObjectName(u"viewColumns"_s);
    QWidget *warning = takenWarning();

    auto *column = dialogColumn(*this, u"saveViewDialog"_s, tr("Save as a view"));
    column->setSizeConstraint(QLayout::SetFixedSize);
    column->addWidget(label);
    column->addWidget(m_name);
    column->addWidget(warning);
    column->addWidget(what);
    column->addWidget(m_columns);
    column->addSpacing(6);
    const GoOrLeave buttons = addGoOrLeave(*this, u"viewSave"_s, tr("Save"), tr("Do not save"));
    buttons.go->setEnabled(false);
    connect(buttons.box, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_name, &QLineEdit::textChanged, this, [this, save = buttons.go, warning, taken] {
        save->setEnabled(!name().isEmpty());
        warning->setVisible(taken.contains(name()));
    });
    m_name->setFocus();
}

QString SaveViewDialog::name() const
{
    return m_name->text().simplified();
}

bool SaveViewDialog::withColumns() const
{
    return m_columns->isChecked();
}

} // namespace cairn
