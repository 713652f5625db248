#include "ui/payload/jsonview.h"

#include "base/inbackground.h"
#include "ui/look/tintedicon.h"
#include "ui/parts/findbar.h"
#include "ui/parts/handfocus.h"
#include "ui/parts/tabledelegate.h"
#include "ui/parts/whendone.h"
#include "ui/payload/jsontreemodel.h"

#include <QAction>
#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QStyledItemDelegate>
#include <QTreeView>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr int OpenedRows = 40; ///< what is opened by itself shows no more rows than that
constexpr int OpenedAtOnce = 1000;

/// Rows with some air.
class RoomyDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(0, 6);
    }
};

/// A choice in it is shown without the focus, too, but does not shout.
class CalmTree : public QTreeView
{
public:
    using QTreeView::QTreeView;

protected:
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem row(option);
        if (!hasFocus()) {
            row.palette.setColor(QPalette::Highlight, TableDelegate::calmGround(row.palette));
            row.palette.setColor(QPalette::HighlightedText, row.palette.color(QPalette::Active, QPalette::Text));
        }
        QTreeView::drawRow(painter, row, index);
    }
};

} // namespace

JsonView::JsonView(QWidget *parent)
    : QWidget(parent), m_model(new JsonTreeModel(this)), m_tree(new CalmTree(this)), m_find(new FindBar(this, m_tree))
{
    setObjectName(u"jsonView"_s);
    m_tree->setObjectName(u"jsonTree"_s);
    m_tree->setAccessibleName(tr("JSON tree"));
    m_tree->setModel(m_model);
    m_tree->setItemDelegate(new RoomyDelegate(m_tree));
    m_tree->setUniformRowHeights(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setExpandsOnDoubleClick(true);
    m_tree->setTextElideMode(Qt::ElideRight);
    m_tree->header()->setStretchLastSection(true);
    m_tree->header()->setHighlightSections(false);
    m_tree->header()->resizeSection(JsonTreeModel::NameColumn, 300);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_tree, 1);
    column->addWidget(m_find);
    handFocus(this, m_tree);
    addActions();
    connect(m_find, &FindBar::wanted, this, &JsonView::find);
}

void JsonView::addActions()
{
    const auto add = [this](const QString &name, const QString &icon, const QString &text, const QKeySequence &key, auto then) {
        QAction *action = m_tree->addAction(icon.isEmpty() ? QIcon() : tintedIcon(icon), text, key, this, then);
        action->setObjectName(name);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    };
    const auto ofCurrent = [this](QString (JsonIndex::*what)(int) const) {
        return [this, what] {
            if (const int value = currentValue(); value >= 0) {
                const JsonIndex &document = *m_model->document();
                copy(m_model->covered(int(document.at(value).parent), (document.*what)(value)));
            }
        };
    };
    add(u"jsonCopyValue"_s, u"copy"_s, tr("Copy &value"), QKeySequence::Copy, [this] {
        if (const int value = currentValue(); value >= 0) {
            const bool isText = m_model->document()->at(value).type == JsonIndex::Type::String;
            const QString text = isText ? m_model->document()->scalar(value, JsonIndex::MaxBytes)
                                        : QString::fromUtf8(m_model->document()->raw(value));
            copy(m_model->covered(value, text));
        }
    });
    add(u"jsonCopyName"_s, {}, tr("Copy &name"), {}, ofCurrent(&JsonIndex::key));
    add(u"jsonCopyPath"_s, {}, tr("Copy &path (jq)"), Qt::CTRL | Qt::SHIFT | Qt::Key_C, ofCurrent(&JsonIndex::path));
    add(u"jsonCopyPointer"_s, {}, tr("Copy p&ointer (RFC 6901)"), {}, ofCurrent(&JsonIndex::pointer));
    add(u"jsonOpenInner"_s, {}, tr("&Expand all inside"), QKeySequence(u"*"_s), [this] { setInnerOpen(true); });
    add(u"jsonCloseInner"_s, {}, tr("&Collapse all inside"), QKeySequence(u"/"_s), [this] { setInnerOpen(false); });
}

void JsonView::setReading(const JsonReading &reading)
{
    m_model->setDocument(reading.index);
    if (!reading.index)
        return;
    m_model->setRemarks(JsonReading::byValue(reading.remarks));
    openBeginning();
    for (const JsonRemark &remark : reading.remarks) {
        for (QModelIndex around = m_model->indexOf(remark.value).parent(); around.isValid(); around = around.parent())
            m_tree->expand(around);
    }
    m_tree->setCurrentIndex(m_model->index(0, 0));
}

void JsonView::setCover(const Cover &cover)
{
    m_model->setCover(cover);
    m_tree->viewport()->update();
}

/// As many levels as fit without scrolling.
void JsonView::openBeginning()
{
    QList<QModelIndex> level{m_model->index(0, 0)};
    int rows = 1;
    while (!level.isEmpty()) {
        QList<QModelIndex> next;
        for (const QModelIndex &place : std::as_const(level)) {
            const int count = int(m_model->document()->at(JsonTreeModel::valueOf(place)).count);
            if (count == 0 || (rows + count > OpenedRows && JsonTreeModel::valueOf(place) != 0))
                continue;
            m_model->fetchMore(place);
            m_tree->expand(place);
            rows += count;
            for (int row = 0; row < m_model->rowCount(place); ++row)
                next.append(m_model->index(row, 0, place));
        }
        level = rows < OpenedRows ? next : QList<QModelIndex>();
    }
}

void JsonView::setInnerOpen(bool open)
{
    const QModelIndex current = m_tree->currentIndex().siblingAtColumn(0);
    QList<QModelIndex> waiting{current};
    for (int opened = 0; !waiting.isEmpty() && opened < OpenedAtOnce; ++opened) {
        const QModelIndex place = waiting.takeFirst();
        if (open)
            m_model->fetchMore(place);
        m_tree->setExpanded(place, open);
        for (int row = 0; row < m_model->rowCount(place); ++row) {
            const QModelIndex child = m_model->index(row, 0, place);
            if (m_model->hasChildren(child))
                waiting.append(child);
        }
    }
}

int JsonView::currentValue() const
{
    return JsonTreeModel::valueOf(m_tree->currentIndex());
}

void JsonView::showValue(int value)
{
    const QModelIndex place = m_model->indexOf(value);
    if (!place.isValid()) {
        Q_EMIT said(tr("That value is not among those shown: look at the text"));
        return;
    }
    m_tree->setCurrentIndex(place);
    m_tree->scrollTo(place, QAbstractItemView::PositionAtCenter);
}

void JsonView::copy(const QString &text)
{
    QGuiApplication::clipboard()->setText(text);
    Q_EMIT said(tr("Copied"));
}

void JsonView::find(const QString &text, bool backwards)
{
    const auto document = m_model->document();
    if (!document)
        return;
    m_find->tell(tr("Searching…"));
    whenDone(this, inBackground(m_model->search(text, currentValue(), backwards)), [this, document](int found) {
        if (document != m_model->document())
            return;
        m_find->tell(found < 0 ? tr("Not found") : m_model->path(found));
        if (found >= 0)
            showValue(found);
    });
}

void JsonView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_tree->viewport()->update();
}

} // namespace cairn
