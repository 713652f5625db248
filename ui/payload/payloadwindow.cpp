#include "ui/payload/payloadwindow.h"

#include "ui/look/consolesettings.h"
#include "ui/look/tintedicon.h"
#include "ui/parts/dialogparts.h"
#include "ui/parts/elidedlabel.h"
#include "ui/parts/offering.h"
#include "ui/parts/sectiontitle.h"
#include "ui/parts/tonedlabel.h"
#include "ui/payload/payloadview.h"

#include <QAction>
#include <QBoxLayout>
#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QToolButton>

namespace cairn {

using namespace Qt::StringLiterals;

PayloadWindow::PayloadWindow(Desk &desk, TemporaryCopies &copies, const QString &root, QWidget *console)
    : QWidget(console, Qt::Window), m_title(new ElidedLabel), m_whose(new ElidedLabel),
      m_digest(new TonedLabel(TonedLabel::Quiet)), m_buttons(new QHBoxLayout), m_view(new PayloadView(desk, copies, root))
{
    setObjectName(u"payloadWindow"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 10, 0, 0);
    column->setSpacing(6);
    column->addWidget(buildHeading());
    column->addWidget(m_view, 1);
    auto *close = new QAction(this);
    close->setShortcut(QKeySequence::Close);
    connect(close, &QAction::triggered, this, &QWidget::close);
    addAction(close);
    connect(m_view, &PayloadView::read, m_view, &PayloadView::focusContents);
    restoreWindow(*this, u"payload/geometry"_s, {980, 720});
}

QWidget *PayloadWindow::buildHeading()
{
    auto *heading = new QWidget;
    m_title->setObjectName(u"payloadTitle"_s);
    m_title->setFont(sectionFont(font(), 1.25));
    m_digest->setTextFormat(Qt::PlainText);
    m_digest->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_whose->setObjectName(u"payloadWhose"_s);
    m_digest->setObjectName(u"payloadDigest"_s);
    auto *copy = new QToolButton;
    copy->setObjectName(u"payloadCopyDigest"_s);
    copy->setIcon(tintedIcon(u"copy"_s));
    copy->setAutoRaise(true);
    copy->setToolTip(tr("Copy the digest (SHA-256)"));
    copy->setAccessibleName(copy->toolTip());
    connect(copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_shown.toHex()); });
    auto *row = new QHBoxLayout;
    row->setSpacing(6);
    row->addWidget(m_title, 1);
    row->addWidget(m_digest);
    row->addWidget(copy);
    row->addLayout(m_buttons);
    auto *column = new QVBoxLayout(heading);
    column->setContentsMargins(12, 0, 12, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(m_whose);
    return heading;
}

void PayloadWindow::offerEdit(const Desk &desk, bool isSent)
{
    auto *edit = new QAction(tintedIcon(u"edit"_s), tr("Edit and resume…"), this);
    edit->setObjectName(u"payloadEdit"_s);
    edit->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_E));
    offer(*edit, isSent, desk, Role::Operator);
    if (!isSent)
        edit->setToolTip(tr("What the step sends can be edited; this is what it got"));
    connect(edit, &QAction::triggered, this, &PayloadWindow::editWanted);
    addAction(edit);
    auto *button = new QToolButton;
    button->setObjectName(u"payloadEditButton"_s);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setDefaultAction(edit);
    m_buttons->addWidget(button);
}

/// Not a shortcut: that would take Esc away from what is open inside, such as the line for finding text.
void PayloadWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

void PayloadWindow::showPayload(const PayloadOther &payload)
{
    m_shown = payload.ref.digest;
    const QString whose = payload.run.isValid() ? u"%1 · %2"_s.arg(payload.ofInput, payload.run.toString()) : QString();
    setWindowTitle(tr("%1 – payload").arg(whose.isEmpty() ? payload.title : u"%1 · %2"_s.arg(payload.title, whose)));
    m_whose->setText(whose);
    m_whose->setVisible(!whose.isEmpty());
    m_title->setText(payload.title);
    m_digest->setText(payload.ref.isValid() ? tr("SHA-256 %1…").arg(payload.ref.digest.brief()) : QString());
    m_digest->setToolTip(payload.ref.digest.toHex());
    m_view->setPayload(payload);
    show();
}

void PayloadWindow::closeEvent(QCloseEvent *event)
{
    remember(u"payload/geometry"_s, saveGeometry());
    QWidget::closeEvent(event);
}

} // namespace cairn
