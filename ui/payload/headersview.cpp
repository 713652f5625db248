#include "ui/payload/headersview.h"

#include "ui/look/tintedicon.h"
#include "ui/look/wording.h"
#include "ui/parts/handfocus.h"
#include "ui/parts/sectiontitle.h"
#include "ui/parts/tonedlabel.h"
#include "ui/parts/valuetable.h"
#include "ui/payload/headersmodel.h"

#include <QAction>
#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>

namespace cairn {

using namespace Qt::StringLiterals;

HeadersView::HeadersView(QWidget *parent) : QWidget(parent), m_which(new TonedLabel(TonedLabel::Quiet))
{
    setObjectName(u"headersView"_s);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 10, 0, 0);
    column->setSpacing(4);
    m_which->setObjectName(u"headersAttempt"_s);
    m_which->setTextFormat(Qt::PlainText);
    m_which->setContentsMargins(8, 0, 8, 2);
    column->addWidget(m_which);
    m_request = buildPart(u"requestHeaders"_s, tr("Headers of the request"));
    m_response = buildPart(u"responseHeaders"_s, tr("Headers of the response"));
    handFocus(this, m_request.table);
}

HeadersView::Part HeadersView::buildPart(const QString &name, const QString &accessible)
{
    Part part{new QLabel, new TonedLabel(TonedLabel::Quiet), new HeadersModel(this), new ValueTable};
    part.title->setFont(sectionFont(font()));
    part.title->setObjectName(name + u"Title"_s);
    part.title->setTextFormat(Qt::PlainText);
    part.title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    part.table->setObjectName(name);
    part.table->setAccessibleName(accessible);
    part.table->setModel(part.model);
    part.table->setColumnCharacters(HeadersModel::NameColumn, 28);
    part.table->setStretchColumn(HeadersModel::ValueColumn);
    part.table->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto *action = new QAction(tintedIcon(u"copy"_s), tr("&Copy"), part.table);
    action->setShortcut(QKeySequence::Copy);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, [part] { copy(part); });
    part.table->addAction(action);
    for (QLabel *label : {part.title, part.none})
        label->setContentsMargins(8, 2, 8, 2);
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->addWidget(part.title);
    column->addWidget(part.none);
    column->addWidget(part.table, 1);
    return part;
}

void HeadersView::copy(const Part &part)
{
    QModelIndexList rows = part.table->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QGuiApplication::clipboard()->setText(part.model->textOf(rows));
}

void HeadersView::fill(const Part &part, const QString &title, const QByteArray &headers, const Cover &cover)
{
    part.title->setText(title);
    part.model->setHeaders(headers, cover);
    part.none->setText(tr("None recorded"));
    part.none->setVisible(part.model->rowCount() == 0);
    part.table->setVisible(part.model->rowCount() > 0);
    part.table->growColumn(HeadersModel::NameColumn);
}

void HeadersView::setAttempt(const Attempt &attempt, const Cover &cover)
{
    m_which->setText(tr("%1, attempt %2").arg(stepText(attempt.step, attempt.item), QString::number(attempt.number)));
    const QString address = cover.address(attempt.url);
    fill(m_request, tr("Request: %1 %2").arg(QString::fromLatin1(attempt.method), address), attempt.requestHeaders, cover);
    fill(m_response, tr("Response: %1").arg(answerText(attempt)), attempt.responseHeaders, cover);
}

} // namespace cairn
