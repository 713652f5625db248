#include "ui/help/helppanel.h"

#include "ui/help/guide.h"
#include "ui/help/guidebrowser.h"
#include "ui/look/tintedicon.h"
#include "ui/parts/framedline.h"
#include "ui/parts/handfocus.h"
#include "ui/parts/tonedlabel.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QSettings>
#include <QSplitter>
#include <QToolButton>
#include <QTreeWidget>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr int PageRole = Qt::UserRole; ///< "file.md#anchor"
constexpr int DeepestLevel = 3;        ///< of headings in the contents
} // namespace

HelpPanel::HelpPanel(QWidget *parent)
    : QWidget(parent), m_text(new GuideBrowser), m_contents(new QTreeWidget),
      m_search(new FramedLine(u"helpSearch"_s, tr("Find on this page"))), m_found(new TonedLabel(TonedLabel::Quiet)),
      m_back(addButton(u"helpBack"_s, u"back"_s, tr("Back (Alt+Left)"))),
      m_forward(addButton(u"helpForward"_s, u"forward"_s, tr("Forward (Alt+Right)"))), m_splitter(new QSplitter)
{
    setObjectName(u"helpPanel"_s);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *right = new QWidget;
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildBar());
    column->addWidget(m_text, 1);
    m_splitter->addWidget(buildContents());
    m_splitter->addWidget(right);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({280, 900});
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_splitter);

    for (QWidget *widget : std::initializer_list<QWidget *>{m_text, m_search, m_contents})
        widget->installEventFilter(this);
    connect(m_back, &QToolButton::clicked, m_text, &QTextBrowser::backward);
    connect(m_forward, &QToolButton::clicked, m_text, &QTextBrowser::forward);
    connect(m_text, &QTextBrowser::backwardAvailable, m_back, &QWidget::setEnabled);
    connect(m_text, &QTextBrowser::forwardAvailable, m_forward, &QWidget::setEnabled);
    connect(m_text, &QTextBrowser::sourceChanged, this, &HelpPanel::chooseInContents);
    connect(m_text, &GuideBrowser::outsideWanted, this, &HelpPanel::outsideWanted);
    m_back->setEnabled(false);
    m_forward->setEnabled(false);
    fillContents();
    handFocus(this, m_text);
}

QToolButton *HelpPanel::addButton(const QString &name, const QString &icon, const QString &text)
{
    auto *button = new QToolButton(this);
    button->setObjectName(name);
    button->setIcon(tintedIcon(icon));
    button->setAutoRaise(true);
    button->setToolTip(text);
    button->setAccessibleName(text);
    return button;
}

QWidget *HelpPanel::buildContents()
{
    m_contents->setObjectName(u"helpContents"_s);
    m_contents->setAccessibleName(tr("Contents of the guide"));
    m_contents->setHeaderHidden(true);
    m_contents->setFrameShape(QFrame::NoFrame);
    m_contents->setIndentation(14);
    m_contents->setUniformRowHeights(true);
    const auto open = [this](QTreeWidgetItem *item) {
        if (item)
            m_text->open(item->data(0, PageRole).toString());
    };
    connect(m_contents, &QTreeWidget::itemClicked, this, open);
    connect(m_contents, &QTreeWidget::itemActivated, this, open);
    auto *margin = new QWidget;
    margin->setMinimumWidth(200);
    auto *column = new QVBoxLayout(margin);
    column->setContentsMargins(6, 8, 0, 0);
    column->addWidget(m_contents);
    return margin;
}

QWidget *HelpPanel::buildBar()
{
    m_search->setMaximumWidth(320);
    m_found->setObjectName(u"helpFound"_s);
    connect(m_search, &QLineEdit::textChanged, this, &HelpPanel::search);
    auto *up = addButton(u"helpPrevious"_s, u"up"_s, tr("Previous place (Shift+F3)"));
    auto *down = addButton(u"helpNext"_s, u"down"_s, tr("Next place (F3)"));
    connect(up, &QToolButton::clicked, this, [this] { goOn(true); });
    connect(down, &QToolButton::clicked, this, [this] { goOn(false); });
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(10, 8, 10, 8);
    row->setSpacing(4);
    row->addWidget(m_back);
    row->addWidget(m_forward);
    row->addStretch();
    row->addWidget(m_found);
    row->addSpacing(6);
    row->addWidget(m_search, 2);
    row->addWidget(up);
    row->addWidget(down);
    return bar;
}

void HelpPanel::fillContents()
{
    const QList<GuidePage> pages = guidePages();
    for (const GuidePage &page : pages) {
        auto *top = new QTreeWidgetItem(m_contents, {page.title});
        top->setData(0, PageRole, page.file);
        QFont bold = font();
        bold.setBold(true);
        top->setFont(0, bold);
        top->setSizeHint(0, QSize(0, fontMetrics().height() + 10));
        for (const GuideHeading &heading : page.headings) {
            if (heading.level > DeepestLevel)
                continue;
            auto *item = new QTreeWidgetItem(top, {heading.text});
            item->setData(0, PageRole, u"%1#%2"_s.arg(page.file, heading.anchor));
            item->setToolTip(0, heading.text);
            item->setSizeHint(0, top->sizeHint(0));
        }
    }
    if (!pages.isEmpty())
        m_text->open(pages.first().file);
}

/// The heading that is shown, or else its page.
void HelpPanel::chooseInContents(const QUrl &at)
{
    const QString page = at.hasFragment() ? u"%1#%2"_s.arg(at.fileName(), at.fragment()) : at.fileName();
    for (int i = 0; i < m_contents->topLevelItemCount(); ++i) {
        QTreeWidgetItem *top = m_contents->topLevelItem(i);
        const bool isHere = top->data(0, PageRole).toString() == at.fileName();
        top->setExpanded(isHere);
        if (!isHere)
            continue;
        m_contents->setCurrentItem(top);
        for (int child = 0; child < top->childCount(); ++child) {
            if (top->child(child)->data(0, PageRole).toString() == page)
                m_contents->setCurrentItem(top->child(child));
        }
    }
    m_count = m_text->mark(m_search->text(), false);
    tellMark(m_text->currentMark());
}

void HelpPanel::search()
{
    m_count = m_text->mark(m_search->text(), true);
    tellMark(m_text->currentMark());
}

void HelpPanel::goOn(bool backwards)
{
    tellMark(m_text->goOn(backwards));
}

void HelpPanel::tellMark(int number)
{
    if (m_search->text().isEmpty())
        m_found->clear();
    else if (m_count == 0)
        m_found->setText(tr("Not on this page"));
    else
        m_found->setText(tr("%L1 of %L2").arg(number).arg(m_count));
}

/// Keys of this room that windows like to take for themselves.
bool HelpPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress)
        return false;
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool isFind = key->matches(QKeySequence::Find);
    const bool isNext =
        key->key() == Qt::Key_F3 || (watched == m_search && (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter));
    const bool isLeave = watched == m_search && key->key() == Qt::Key_Escape;
    if (!isFind && !isNext && !isLeave)
        return false;
    event->accept();
    if (event->type() == QEvent::ShortcutOverride)
        return true;
    if (isFind)
        focusSearch();
    else if (isNext)
        goOn(key->modifiers().testFlag(Qt::ShiftModifier));
    else
        focusText();
    return true;
}

void HelpPanel::showPage(const QString &page)
{
    m_text->open(page);
}

QList<std::pair<QString, QString>> HelpPanel::pages() const
{
    QList<std::pair<QString, QString>> all;
    for (int page = 0; page < m_contents->topLevelItemCount(); ++page) {
        const QTreeWidgetItem *item = m_contents->topLevelItem(page);
        all.append({item->data(0, PageRole).toString(), item->text(0)});
    }
    return all;
}

void HelpPanel::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void HelpPanel::focusText()
{
    m_text->setFocus(Qt::OtherFocusReason);
}

void HelpPanel::restore(const QSettings &settings)
{
    m_splitter->restoreState(settings.value(u"help/splitter"_s).toByteArray());
}

void HelpPanel::save(QSettings &settings) const
{
    settings.setValue(u"help/splitter"_s, m_splitter->saveState());
}

} // namespace cairn
