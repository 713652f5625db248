#include "ui/parts/unsavedline.h"

#include "ui/look/tintedicon.h"
#include "ui/parts/flowlayout.h"
#include "ui/parts/tonedlabel.h"

#include <QBoxLayout>
#include <QToolButton>

namespace cairn {

using namespace Qt::StringLiterals;

UnsavedLine::UnsavedLine(QWidget *parent) : QWidget(parent), m_row(new FlowLayout(6))
{
    setObjectName(u"unsavedLine"_s);
    auto *label = new TonedLabel(TonedLabel::Bad);
    label->setText(tr("Not saved:"));
    auto *whole = new QHBoxLayout(this);
    whole->setContentsMargins(14, 4, 14, 4);
    whole->addWidget(label);
    whole->addLayout(m_row, 1);
    hide();
}

void UnsavedLine::setFiles(const QStringList &files)
{
    if (files == m_files)
        return;
    m_files = files;
    qDeleteAll(findChildren<QToolButton *>()); // never during a click, which is queued
    for (const QString &file : files) {
        auto *button = new QToolButton;
        button->setObjectName(u"unsavedFile"_s);
        button->setText(file);
        button->setIcon(tintedIcon(u"edit"_s));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setToolTip(tr("Go on with what you have written in %1").arg(file));
        connect(
            button, &QToolButton::clicked, this, [this, file] { Q_EMIT fileWanted(file); }, Qt::QueuedConnection);
        m_row->addWidget(button);
    }
    setVisible(!files.isEmpty());
}

} // namespace cairn
