#include "ui/payload/payloadcompare.h"

#include "base/inbackground.h"
#include "ui/editor/codeview.h"
#include "ui/look/tintedicon.h"
#include "ui/look/wording.h"
#include "ui/parts/tonedlabel.h"
#include "ui/parts/whendone.h"
#include "ui/payload/maskbanner.h"
#include "ui/payload/payloadparts.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QGridLayout>
#include <QToolButton>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

CodeView::Mark markOf(DiffRow::Kind kind, bool isLeft)
{
    const bool here = kind == DiffRow::Kind::Changed || (kind == DiffRow::Kind::Removed) == isLeft;
    if (!here)
        return CodeView::Mark::Filler;
    return kind == DiffRow::Kind::Changed ? CodeView::Mark::Changed : isLeft ? CodeView::Mark::Removed : CodeView::Mark::Added;
}

} // namespace

QString PayloadOther::what() const
{
    return run.isValid() ? PayloadCompare::tr("Run %1: %2").arg(run.toString(), title) : title;
}

PayloadCompare::PayloadCompare(Desk &desk, const QString &root, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_rightMask(desk, root), m_choice(new QComboBox), m_verdict(new QLabel),
      m_previous(new QToolButton), m_next(new QToolButton), m_leftTitle(new TonedLabel(TonedLabel::Quiet)),
      m_rightTitle(new TonedLabel(TonedLabel::Quiet)), m_leftView(new CodeView), m_rightView(new CodeView)
{
    setObjectName(u"payloadCompare"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildBar());
    auto *banner = new QHBoxLayout;
    banner->setContentsMargins(8, 0, 8, 5);
    banner->addWidget(new MaskBanner(m_rightMask, u"compareMask"_s));
    column->addLayout(banner);
    m_sides = buildSides();
    column->addWidget(m_sides, 1);
    column->addStretch();
    connect(m_choice, &QComboBox::activated, this, &PayloadCompare::choose);
    connect(&m_rightMask, &PayloadMask::changed, this, [this] {
        const Cover cover = m_rightMask.cover();
        if (std::exchange(m_rightCover, cover) != cover)
            fillSides();
    });
    connect(&m_rightMask, &PayloadMask::failed, this, &PayloadCompare::failed);
    connect(m_previous, &QToolButton::clicked, this, [this] { step(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { step(1); });
    connect(m_leftView, &CodeView::scrolled, this, [this](int line) { follow(m_rightView, line); });
    connect(m_rightView, &CodeView::scrolled, this, [this](int line) { follow(m_leftView, line); });
}

QWidget *PayloadCompare::buildBar()
{
    m_choice->setObjectName(u"compareWith"_s);
    m_choice->setAccessibleName(tr("Compare with"));
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_verdict->setObjectName(u"compareVerdict"_s);
    m_verdict->setTextFormat(Qt::PlainText);
    m_verdict->setWordWrap(true);
    m_verdict->setTextInteractionFlags(Qt::TextSelectableByMouse);
    const auto prepare = [this](QToolButton *button, const QString &name, const QString &icon, const QString &tip,
                                const QKeySequence &key) {
        button->setObjectName(name);
        button->setIcon(tintedIcon(icon));
        button->setAutoRaise(true);
        button->setToolTip(u"%1 (%2)"_s.arg(tip, key.toString(QKeySequence::NativeText)));
        button->setAccessibleName(tip);
        button->setShortcut(key);
    };
    prepare(m_previous, u"comparePrevious"_s, u"up"_s, tr("Previous difference"), Qt::SHIFT | Qt::Key_F7);
    prepare(m_next, u"compareNext"_s, u"down"_s, tr("Next difference"), Qt::Key_F7);
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 5, 8, 5);
    row->setSpacing(8);
    row->addWidget(new QLabel(tr("Compare with")));
    row->addWidget(m_choice);
    row->addWidget(m_previous);
    row->addWidget(m_next);
    row->addWidget(m_verdict, 1);
    return bar;
}

QWidget *PayloadCompare::buildSides()
{
    auto *sides = new QWidget;
    auto *grid = new QGridLayout(sides);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(1);
    grid->setVerticalSpacing(0);
    const std::pair<QLabel *, CodeView *> parts[] = {{m_leftTitle, m_leftView}, {m_rightTitle, m_rightView}};
    for (int side = 0; side < 2; ++side) {
        const auto &[title, view] = parts[side];
        title->setTextFormat(Qt::PlainText);
        title->setContentsMargins(8, 2, 8, 4);
        view->setObjectName(side == 0 ? u"compareLeft"_s : u"compareRight"_s);
        view->setFoldable(false);
        grid->addWidget(title, 0, side);
        grid->addWidget(view, 1, side);
        grid->setColumnStretch(side, 1);
    }
    grid->setRowStretch(1, 1);
    return sides;
}

void PayloadCompare::setPayload(const PayloadOther &left)
{
    m_left = left;
    m_leftTitle->setText(left.title);
    setOthers({});
}

void PayloadCompare::setOthers(const QList<PayloadOther> &others)
{
    m_others = others;
    m_choice->clear();
    for (const PayloadOther &other : others)
        m_choice->addItem(other.title);
    choose(0);
}

void PayloadCompare::choose(int other)
{
    m_choice->setCurrentIndex(other);
    m_stale = true;
    if (isVisible())
        compareNow();
}

void PayloadCompare::setLeftCover(const Cover &cover)
{
    if (std::exchange(m_leftCover, cover) != cover)
        fillSides();
}

void PayloadCompare::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_stale)
        compareNow();
}

QString PayloadCompare::verdict() const
{
    return m_verdict->text();
}

void PayloadCompare::fetch(const PayloadOther &side, const std::function<void(const ComparedSide &)> &then)
{
    const quint64 asked = m_asked;
    fetchPart(this, m_desk, side.ref.digest, 0, Comparison::MostBytes + 1,
              [this, asked, side, then](const Result<PayloadPart> &part) {
                  if (asked != m_asked)
                      return;
                  if (part)
                      return then({part->bytes, part->available, side.name, side.mediaType});
                  m_verdict->setText(tr("Nothing is compared. %1").arg(errorText(part.error())));
                  Q_EMIT failed(part.error());
              });
}

void PayloadCompare::compareNow()
{
    m_stale = false;
    m_comparison = {};
    m_rightMask.start({}, {});
    const quint64 asked = ++m_asked;
    m_sides->hide();
    m_previous->setEnabled(false);
    m_next->setEnabled(false);
    const int choice = m_choice->currentIndex();
    if (choice < 0 || choice >= m_others.size())
        return m_verdict->setText(tr("There is nothing to compare it with."));
    const PayloadOther other = m_others.at(choice);
    m_rightTitle->setText(other.title);
    if (other.ref == m_left.ref) // large ones too: the digest says it
        return m_verdict->setText(tr("Identical: both are the same %L1 bytes.").arg(other.ref.size));
    m_verdict->setText(tr("Comparing…"));
    m_rightMask.start({other.ref}, other.what());
    fetch(m_left, [this, other, asked](const ComparedSide &left) {
        fetch(other, [this, left, asked](const ComparedSide &right) {
            const auto work = [left, right] { return compare(left, right); };
            whenDone(this, inBackground(work), [this, asked](const Comparison &comparison) {
                if (asked == m_asked)
                    present(comparison);
            });
        });
    });
}

void PayloadCompare::present(const Comparison &comparison)
{
    m_verdict->setText(comparison.verdict);
    m_differences.clear();
    const QList<DiffRow> &rows = comparison.diff.rows;
    for (int row = 0; row < rows.size(); ++row) {
        if (rows.at(row).kind != DiffRow::Kind::Equal && (row == 0 || rows.at(row - 1).kind == DiffRow::Kind::Equal))
            m_differences.append(row);
    }
    m_previous->setEnabled(!m_differences.isEmpty());
    m_next->setEnabled(!m_differences.isEmpty());
    m_comparison = comparison;
    m_sides->setVisible(comparison.isText);
    if (!comparison.isText)
        return;
    fillSides();
    layout()->activate(); // how far a view can scroll depends on its size
    for (CodeView *view : {m_leftView, m_rightView}) {
        if (!m_differences.isEmpty())
            view->goToLine(m_differences.first());
    }
}

void PayloadCompare::fillSides()
{
    if (!m_comparison.isText)
        return;
    fillSide(m_leftView, m_comparison.left.lines(m_leftCover), true);
    fillSide(m_rightView, m_comparison.right.lines(m_rightCover), false);
}

void PayloadCompare::fillSide(CodeView *view, const QStringList &lines, bool isLeft)
{
    const QString text = placed(lines, m_comparison.diff, isLeft).join(u'\n');
    view->setText(text, m_comparison.isJson ? CodeView::Language::Json : CodeView::Language::Plain);
    QStringList numbers;
    QMultiMap<int, CodeView::Mark> marks;
    for (int row = 0; row < m_comparison.diff.rows.size(); ++row) {
        const DiffRow &one = m_comparison.diff.rows.at(row);
        const int line = isLeft ? one.left : one.right;
        numbers.append(line < 0 ? QString() : QString::number(line + 1));
        if (one.kind != DiffRow::Kind::Equal)
            marks.insert(row, markOf(one.kind, isLeft));
    }
    view->setLineNumbers(numbers);
    view->setMarks(marks);
}

/// To the next one from where the reader is.
void PayloadCompare::step(int direction)
{
    const int here = m_leftView->currentLine();
    const auto after = std::upper_bound(m_differences.begin(), m_differences.end(), here);
    auto target = after;
    if (direction < 0) {
        const auto at = std::lower_bound(m_differences.begin(), m_differences.end(), here);
        target = at == m_differences.begin() ? m_differences.end() - 1 : at - 1;
    } else if (after == m_differences.end()) {
        target = m_differences.begin();
    }
    m_leftView->goToLine(*target);
    m_rightView->goToLine(*target);
}

void PayloadCompare::follow(CodeView *follower, int line)
{
    if (m_following || follower->firstVisibleLine() == line)
        return;
    m_following = true;
    follower->setFirstVisibleLine(line);
    m_following = false;
}

} // namespace cairn
