#include "ui/insight/trendspage.h"

#include "base/inbackground.h"
#include "base/outputfile.h"
#include "ui/insight/trendchart.h"
#include "ui/insight/trendwording.h"
#include "ui/look/tintedicon.h"
#include "ui/look/wording.h"
#include "ui/parts/dialogparts.h"
#include "ui/parts/emptystate.h"
#include "ui/parts/flowlayout.h"
#include "ui/parts/paletteentry.h"
#include "ui/parts/sectiontitle.h"
#include "ui/parts/tonedlabel.h"
#include "ui/parts/whendone.h"

#include <QBoxLayout>
#include <QBuffer>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QImage>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QStackedWidget>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds RefreshRest{5'000}; ///< days and weeks do not change from one second to the next
constexpr int BarRole = Qt::UserRole + 1;
constexpr int UnusualRows = 5;

struct Span
{
    bool byWeek;
    int bars;
};
constexpr Span Spans[] = {{false, 14}, {false, 60}, {true, 12}, {true, 26}, {true, 52}};
constexpr int UsualSpan = 2;

QString spanText(const Span &span)
{
    return span.byWeek ? TrendsPage::tr("%n weeks", nullptr, span.bars) : TrendsPage::tr("%n days", nullptr, span.bars);
}

/// A word and its box stay together when rows break.
QComboBox *addChoice(QLayout *row, const QString &label, const QString &name)
{
    auto *words = new QLabel(label);
    auto *box = new QComboBox;
    box->setObjectName(name);
    box->setAccessibleName(QString(label).remove(u'&'));
    words->setBuddy(box);
    auto *both = new QWidget;
    auto *pair = new QHBoxLayout(both);
    pair->setContentsMargins(0, 0, 6, 0);
    pair->setSpacing(8);
    pair->addWidget(words);
    pair->addWidget(box);
    row->addWidget(both);
    return box;
}

} // namespace

TrendsPage::TrendsPage(Desk &desk, QWidget *parent)
    : ServicePage(parent), m_trendDesk(desk), m_refresher(RefreshRest), m_chart(new TrendChart), m_current(new QLabel),
      m_note(new TonedLabel(TonedLabel::Quiet)), m_unusualTitle(new QLabel), m_unusual(new QListWidget), m_empty(new EmptyState),
      m_whole(new QStackedWidget)
{
    setObjectName(u"trendsPage"_s);
    setAccessibleName(tr("Trends"));
    QWidget *choices = buildChoices();
    m_body = buildBody();
    m_whole->addWidget(m_body);
    m_whole->addWidget(m_empty);
    m_empty->say(tr("Looking back…"), {}, {});
    m_whole->setCurrentWidget(m_empty);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(10);
    column->addWidget(choices);
    column->addWidget(m_whole, 1);
    connectParts();
}

QWidget *TrendsPage::buildChoices()
{
    auto *choices = new QWidget;
    auto *row = new FlowLayout(8);
    choices->setLayout(row);
    m_figure = addChoice(row, tr("Fi&gure"), u"trendFigure"_s);
    for (const TrendFigure figure : allTrendFigures())
        m_figure->addItem(figureText(figure), int(figure));
    m_group = addChoice(row, tr("Told apart &by"), u"trendGroup"_s);
    m_period = addChoice(row, tr("&Over"), u"trendPeriod"_s);
    for (const Span &span : Spans)
        m_period->addItem(spanText(span));
    m_period->setCurrentIndex(UsualSpan);
    m_all = new QCheckBox(tr("A&ll services"));
    m_all->setObjectName(u"trendAll"_s);
    row->addWidget(m_all);
    m_csv = new QPushButton(tintedIcon(u"export"_s), tr("&CSV…"));
    m_csv->setObjectName(u"trendCsv"_s);
    m_all->setMinimumHeight(m_csv->sizeHint().height()); // on one line with them
    m_csv->setAccessibleName(tr("Export the trend as CSV"));
    m_png = new QPushButton(tintedIcon(u"save"_s), tr("&PNG…"));
    m_png->setObjectName(u"trendPng"_s);
    m_png->setAccessibleName(tr("Save the picture of the trend as PNG"));
    for (QPushButton *button : {m_csv, m_png}) {
        listInPalette(*button, tr("Trends"));
        button->setEnabled(false); // until there is something
        row->addWidget(button);
    }
    offerGroups();
    return choices;
}

QWidget *TrendsPage::buildBody()
{
    auto *body = new QWidget;
    m_current->setObjectName(u"trendCurrent"_s);
    m_current->setTextFormat(Qt::PlainText);
    m_current->setWordWrap(true);
    m_note->setObjectName(u"trendNote"_s);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_unusualTitle->setObjectName(u"trendUnusualTitle"_s);
    m_unusualTitle->setFont(sectionFont(m_unusualTitle->font()));
    m_unusual->setObjectName(u"trendUnusual"_s);
    m_unusual->setAccessibleName(tr("What was unusual"));
    m_unusual->setFrameShape(QFrame::NoFrame);
    m_unusual->setWordWrap(true);
    m_unusualTitle->setBuddy(m_unusual);
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_chart, 1);
    column->addWidget(m_current);
    column->addWidget(m_note);
    column->addSpacing(4);
    column->addWidget(m_unusualTitle);
    column->addWidget(m_unusual);
    return body;
}

void TrendsPage::connectParts()
{
    connect(&m_refresher, &Refresher::due, this, &TrendsPage::ask);
    connect(m_figure, &QComboBox::currentIndexChanged, this, [this] {
        offerGroups();
        changeQuestion();
    });
    connect(m_group, &QComboBox::currentIndexChanged, this, &TrendsPage::changeQuestion);
    connect(m_period, &QComboBox::currentIndexChanged, this, &TrendsPage::changeQuestion);
    connect(m_all, &QCheckBox::toggled, this, [this] {
        offerGroups();
        changeQuestion();
    });
    connect(m_chart, &TrendChart::currentChanged, this, &TrendsPage::tellCurrent);
    connect(m_chart, &TrendChart::activated, this, &TrendsPage::openRuns);
    connect(m_unusual, &QListWidget::itemActivated, this,
            [this](const QListWidgetItem *item) { openRuns(item->data(Qt::UserRole).toInt(), item->data(BarRole).toInt()); });
    connect(m_csv, &QPushButton::clicked, this, [this] { chooseFile(u"csv"_s, tr("CSV files (*.csv)")); });
    connect(m_png, &QPushButton::clicked, this, [this] { chooseFile(u"png"_s, tr("PNG pictures (*.png)")); });
}

/// Those that the figure can be told apart by; what was chosen stays if it can.
void TrendsPage::offerGroups()
{
    const auto figure = TrendFigure(m_figure->currentData().toInt());
    const int chosen = m_group->count() > 0 ? m_group->currentData().toInt() : int(TrendGroup::Step);
    const QSignalBlocker quiet(m_group);
    m_group->clear();
    for (const TrendGroup group :
         {TrendGroup::Whole, TrendGroup::Service, TrendGroup::Step, TrendGroup::Pipeline, TrendGroup::Cause}) {
        const bool oneService = group == TrendGroup::Service && !m_all->isChecked();
        if (canGroup(figure, group) && !oneService)
            m_group->addItem(groupText(group), int(group));
    }
    const int found = m_group->findData(chosen);
    m_group->setCurrentIndex(found >= 0 ? found : std::max(0, m_group->findData(int(TrendGroup::Step))));
}

TrendQuestion TrendsPage::question() const
{
    const Span &span = Spans[m_period->currentIndex()];
    return {TrendFigure(m_figure->currentData().toInt()), TrendGroup(m_group->currentData().toInt()), span.byWeek, span.bars,
            m_all->isChecked() ? QString() : m_service};
}

void TrendsPage::setService(const QString &name)
{
    if (name == m_service)
        return;
    m_service = name;
    forget();
    m_whole->setCurrentWidget(m_empty);
    m_empty->say(tr("Looking back…"), {}, {});
    if (isVisible())
        m_refresher.restart();
}

/// What is not shown any more is not exported either.
void TrendsPage::forget()
{
    m_trends = {};
    for (QPushButton *button : {m_csv, m_png})
        button->setEnabled(false);
}

void TrendsPage::refresh()
{
    m_refresher.wake();
}

void TrendsPage::showRecovery()
{
    m_figure->setCurrentIndex(m_figure->findData(int(TrendFigure::RecoveryMedian)));
    m_all->setChecked(true);
}

void TrendsPage::changeQuestion()
{
    m_refresher.restart();
}

void TrendsPage::ask()
{
    const quint64 asked = ++m_asked;
    const TrendQuestion wanted = question();
    whenDone(this, m_trendDesk.trends(wanted), [this, asked, wanted](const Result<Trends> &trends) {
        if (asked != m_asked)
            return;
        m_refresher.done();
        if (wanted == question()) // else another service was chosen while the page was not seen
            take(trends);
    });
}

void TrendsPage::take(const Result<Trends> &trends)
{
    if (!trends) {
        forget();
        m_empty->say(tr("The past cannot be read"), errorText(trends.error()).toHtmlEscaped(), {});
        m_whole->setCurrentWidget(m_empty);
        return;
    }
    if (*trends == m_trends && m_whole->currentWidget() == m_body)
        return; // nothing that is being read is made anew
    m_trends = *trends;
    present();
}

void TrendsPage::present()
{
    const bool known =
        std::any_of(m_trends.lines.begin(), m_trends.lines.end(), [](const TrendLine &line) { return line.of > 0; });
    for (QPushButton *button : {m_csv, m_png})
        button->setEnabled(known);
    if (!known) {
        const bool ofPromises = m_trends.question.figure == TrendFigure::OverBudget;
        m_empty->say(
            tr("Nothing of it is known"),
            ofPromises
                ? tr("This is counted where the service's contract promises a latency (“contract: latency_budget”).")
                : tr("Figures are counted while a runner carries runs. Choose another figure, a longer time, or all services."),
            {});
        m_whole->setCurrentWidget(m_empty);
        return;
    }
    m_chart->setTrends(m_trends);
    QStringList notes;
    if (m_trends.lines.size() > m_chart->shownLines())
        notes.append(tr("The %n with the most cases are shown; the CSV has all.", nullptr, m_chart->shownLines()));
    if (m_trends.retriesSince)
        notes.append(
            tr("Retries are counted since %1: an older version counted attempts alone.").arg(localTime(*m_trends.retriesSince)));
    if (m_trends.question.figure == TrendFigure::OverBudget)
        notes.append(tr("Of attempts that succeeded, where the service's contract promised a latency at that time."));
    m_note->setText(notes.join(u' '));
    m_note->setVisible(!notes.isEmpty());
    m_whole->setCurrentWidget(m_body);
    listUnusual();
}

/// Newest first; each opens its runs.
void TrendsPage::listUnusual()
{
    const QListWidgetItem *before = m_unusual->currentItem();
    const QString kept = before ? before->text() : QString();
    m_unusual->clear();
    for (int bar = m_trends.question.bars - 1; bar >= 0; --bar) {
        for (int line = 0; line < m_chart->shownLines(); ++line) {
            const TrendPoint &point = m_trends.lines.at(line).points.at(bar);
            if (!point.anomaly)
                continue;
            auto *item = new QListWidgetItem(tintedIcon(u"warning"_s),
                                             tr("%1, %2: %3")
                                                 .arg(lineText(m_trends.question, m_trends.lines.at(line)),
                                                      timeText(m_trends.question, point), unusualText(m_trends.question, point)));
            item->setData(Qt::UserRole, line);
            item->setData(BarRole, bar);
            m_unusual->addItem(item);
            if (item->text() == kept)
                m_unusual->setCurrentItem(item);
        }
    }
    const int count = m_unusual->count();
    m_unusualTitle->setText(count > 0 ? tr("&Unusual: %n", nullptr, count)
                                      : tr("Nothing was unusual, as far as there was enough to tell."));
    m_unusual->setVisible(count > 0);
    if (count > 0)
        m_unusual->setFixedHeight(std::min(count, UnusualRows) * m_unusual->sizeHintForRow(0) + 4);
}

void TrendsPage::tellCurrent(int line, int bar)
{
    const bool known = line < m_trends.lines.size() && bar < m_trends.question.bars;
    m_current->setText(known ? pointText(m_trends.question, m_trends.lines.at(line), m_trends.lines.at(line).points.at(bar))
                             : QString());
}

void TrendsPage::openRuns(int line, int bar)
{
    if (line >= m_trends.lines.size() || bar >= m_trends.question.bars)
        return;
    const TrendLine &of = m_trends.lines.at(line);
    Q_EMIT runsWanted(runsFilter(m_trends.question, of, of.points.at(bar)));
}

void TrendsPage::chooseFile(const QString &suffix, const QString &filter)
{
    auto *dialog = saveDialog(window(), u"trendFile"_s, tr("Export the trend"), filter,
                              u"trend-%1.%2"_s.arg(word(m_trends.question.figure), suffix));
    dialog->setLabelText(QFileDialog::Accept, tr("Export"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, suffix](const QString &path) { save(path, suffix); });
    dialog->open();
}

void TrendsPage::save(const QString &path, const QString &suffix)
{
    const QImage picture = suffix == "png"_L1 ? m_chart->picture() : QImage();
    const auto work = [path, picture, trends = m_trends]() -> Result<void> {
        if (picture.isNull())
            return writeOutput(path, trendsCsv(trends), OutputFile::Readers::AsUsual);
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        if (!picture.save(&buffer, "PNG"))
            return failure(ErrorKind::Internal, u"The picture cannot be made"_s, path);
        return writeOutput(path, bytes, OutputFile::Readers::AsUsual);
    };
    whenDone(this, inBackground(work), [this, path](const Result<void> &written) {
        if (written)
            Q_EMIT told(tr("%1 is written").arg(QDir::toNativeSeparators(path)));
        else
            Q_EMIT failed(written.error());
    });
}

} // namespace cairn
