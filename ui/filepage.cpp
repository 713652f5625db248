#include "ui/filepage.h"

#include "control/exporting.h"
#include "definition/definitionfile.h"
#include "definition/workspace.h"
#include "ui/codeview.h"
#include "ui/elidedlabel.h"
#include "ui/handfocus.h"
#include "ui/problemremarks.h"
#include "ui/stepgraph.h"
#include "ui/tintedicon.h"
#include "ui/tonedlabel.h"
#include "ui/whendone.h"

#include <QAction>
#include <QBoxLayout>
#include <QDir>
#include <QKeyEvent>
#include <QSplitter>
#include <QToolButton>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds JudgingPause{300};

QToolButton *makeButton(const QString &name, const QString &icon, const QString &text)
{
    auto *button = new QToolButton;
    button->setObjectName(name);
    button->setIcon(tintedIcon(icon));
    button->setText(text);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    return button;
}

} // namespace

/// What a text would be among the workspace's other files.
struct FilePage::Judgement
{
    QList<Problem> problems;
    std::optional<Pipeline> pipeline;
};

FilePage::FilePage(Desk &desk, const QString &root, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_root(root), m_name(new ElidedLabel), m_state(new TonedLabel(TonedLabel::Quiet)),
      m_discard(makeButton(u"fileDiscard"_s, u"cancel"_s, tr("Discard"))),
      m_save(makeButton(u"fileSave"_s, u"save"_s, tr("Save"))), m_text(new CodeView), m_graph(new StepGraph)
{
    setObjectName(u"filePage"_s);
    m_text->setObjectName(u"fileText"_s);
    m_text->editor()->setAccessibleName(tr("Text of the file"));
    m_graph->setObjectName(u"fileGraph"_s);
    m_graph->setAccessibleName(tr("Steps as the text has them"));
    m_graph->hide();
    auto *both = new QSplitter(Qt::Vertical);
    both->addWidget(m_text);
    both->addWidget(m_graph);
    both->setStretchFactor(0, 1);
    both->setSizes({500, 180});
    both->setChildrenCollapsible(false);
    both->setHandleWidth(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHead());
    column->addWidget(both, 1);
    handFocus(this, [this] { return m_text->editor(); });
    connectParts();
}

QWidget *FilePage::buildHead()
{
    auto *head = new QWidget;
    m_name->setObjectName(u"fileName"_s);
    QFont bold = font();
    bold.setBold(true);
    m_name->setFont(bold);
    m_state->setObjectName(u"fileState"_s);
    m_state->setTextFormat(Qt::PlainText);
    m_save->setShortcut(QKeySequence::Save);
    auto *close = makeButton(u"fileClose"_s, u"close"_s, {});
    close->setToolButtonStyle(Qt::ToolButtonIconOnly);
    close->setToolTip(tr("Back (Esc)"));
    close->setAccessibleName(tr("Back"));
    connect(close, &QToolButton::clicked, this, &FilePage::closeWanted);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(14, 8, 8, 8);
    row->addWidget(m_name, 1);
    row->addWidget(m_state);
    for (QToolButton *button : {m_discard, m_save, close})
        row->addWidget(button);
    return head;
}

void FilePage::connectParts()
{
    m_typing.setSingleShot(true);
    m_typing.setInterval(JudgingPause);
    connect(&m_typing, &QTimer::timeout, this, &FilePage::judge);
    connect(m_text, &CodeView::textChanged, this, [this] {
        m_typing.start();
        presentState();
    });
    connect(m_save, &QToolButton::clicked, this, &FilePage::save);
    connect(m_discard, &QToolButton::clicked, this, &FilePage::discard);
    m_text->editor()->installEventFilter(this);
    addStep(Qt::Key_F8, 1);
    addStep(Qt::SHIFT | Qt::Key_F8, -1);
}

void FilePage::addStep(const QKeySequence &key, int direction)
{
    auto *action = new QAction(direction > 0 ? tr("Next problem") : tr("Previous problem"), this);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, [this, direction] { goToProblem(direction); });
    addAction(action);
}

/// Escape belongs to this page while it has the focus, whatever the window does with it.
bool FilePage::eventFilter(QObject *watched, QEvent *event)
{
    const bool isKey = event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress;
    if (watched != m_text->editor() || !isKey || static_cast<QKeyEvent *>(event)->key() != Qt::Key_Escape)
        return false;
    event->accept();
    if (event->type() == QEvent::KeyPress)
        Q_EMIT closeWanted();
    return true;
}

QByteArray FilePage::text() const
{
    return m_text->text().toUtf8();
}

QStringList FilePage::unsaved() const
{
    QStringList files = m_drafts.keys();
    if (!m_file.isEmpty() && isChanged())
        files.append(m_file);
    files.sort();
    return files;
}

/// Before another file is shown.
void FilePage::putAway()
{
    if (!m_file.isEmpty() && isChanged())
        m_drafts.insert(m_file, {m_begun, m_text->text()});
}

void FilePage::showFile(const QString &name, int line)
{
    if (name != m_file) {
        putAway();
        m_file = name;
        const Draft draft = m_drafts.take(name);
        m_begun = draft.begun;
        m_onDisk = draft.begun;
        m_isRead = false;
        m_problems = 0;
        m_name->setText(name);
        m_text->setEditable(false); // until it is read
        present(draft.text);
        m_graph->hide();
    }
    read(line);
}

/// Nothing of another file can be brought back by undoing.
void FilePage::present(const QString &text)
{
    const bool isYaml = m_file.endsWith(".yaml"_L1) || m_file.endsWith(".yml"_L1);
    m_text->setText(text, isYaml ? CodeView::Language::Yaml : CodeView::Language::Plain);
    m_text->setRemarks({});
}

void FilePage::refresh()
{
    if (!m_file.isEmpty())
        read(0);
}

void FilePage::read(int line)
{
    const auto work = [path = QDir(m_root).filePath(m_file)]() -> Result<QByteArray> {
        if (const auto found = readDefinition(path))
            return *found;
        return failure(ErrorKind::NotFound, u"the file cannot be read"_s, path, u"Is it still there?"_s);
    };
    whenDone(this, m_desk.work<QByteArray>(work), [this, line, file = m_file](const Result<QByteArray> &now) {
        if (file != m_file)
            return;
        if (now)
            take(*now, line);
        else
            Q_EMIT failed(now.error());
    });
}

void FilePage::take(const QByteArray &now, int line)
{
    const bool changed = isChanged();
    m_onDisk = now;
    const QString shown = QString::fromUtf8(now);
    m_isWritable = shown.toUtf8() == now && m_desk.may(Role::Editor);
    const bool first = !std::exchange(m_isRead, true);
    m_text->setEditable(true); // also for the text that comes now
    if (!changed && m_begun != now) {
        m_begun = now;
        first ? present(shown) : m_text->changeText(shown);
    }
    m_text->setEditable(m_isWritable);
    if (line > 0)
        m_text->goToLine(line - 1);
    judge();
}

void FilePage::judge()
{
    m_typing.stop();
    const auto work = [root = m_root, file = m_file, text = text()]() -> Result<Judgement> {
        const Workspace workspace = loadWorkspace(root, {{file, text}});
        Judgement judged;
        std::copy_if(workspace.problems.begin(), workspace.problems.end(), std::back_inserter(judged.problems),
                     [&](const Problem &problem) { return problem.file == file; });
        const auto own = std::find_if(workspace.pipelines.begin(), workspace.pipelines.end(),
                                      [&](const PipelineVersion &version) { return version.source == text; });
        if (own != workspace.pipelines.end() && file.startsWith("pipelines/"_L1))
            judged.pipeline = own->pipeline;
        return judged;
    };
    whenDone(this, m_desk.work<Judgement>(work), [this, number = ++m_judgements](const Result<Judgement> &judged) {
        if (number == m_judgements && judged) // nothing newer has been asked for
            presentJudgement(*judged);
    });
}

void FilePage::presentJudgement(const Judgement &judged)
{
    const ProblemRemarks remarks = ProblemRemarks::of(judged.problems);
    if (remarks.said != m_text->remarks())
        m_text->setRemarks(remarks.said, remarks.doubtful);
    m_problems = judged.problems.size();
    if (judged.pipeline) // else the last picture that could be made of it
        m_graph->setPipeline(*judged.pipeline);
    m_graph->setVisible(judged.pipeline || (m_graph->isVisible() && m_file.startsWith("pipelines/"_L1)));
    presentState();
}

void FilePage::presentState()
{
    const bool changed = isChanged();
    const bool overtaken = changed && m_onDisk != m_begun;
    QStringList facts;
    if (m_problems > 0)
        facts.append(tr("%Ln problem(s)", nullptr, int(m_problems)));
    else
        facts.append(tr("in order"));
    if (overtaken)
        facts.append(tr("somebody else has changed the file meanwhile"));
    else if (changed)
        facts.append(tr("not saved"));
    else if (!m_isWritable)
        facts.append(tr("cannot be changed here"));
    m_state->setTone(m_problems > 0 || overtaken ? TonedLabel::Bad : TonedLabel::Quiet);
    m_state->setText(facts.join(u" · "_s));
    m_save->setEnabled(changed && m_isWritable && !overtaken);
    m_discard->setEnabled(changed);
}

/// From the line of the cursor, round the end.
void FilePage::goToProblem(int direction)
{
    const QList<int> lines = m_text->remarks().keys();
    if (lines.isEmpty())
        return;
    const int here = m_text->currentLine();
    if (direction > 0) {
        const auto next = std::upper_bound(lines.begin(), lines.end(), here);
        m_text->goToLine(next == lines.end() ? lines.first() : *next);
    } else {
        const auto from = std::lower_bound(lines.begin(), lines.end(), here);
        m_text->goToLine(from == lines.begin() ? lines.last() : *std::prev(from));
    }
}

void FilePage::save()
{
    const LiveFile file{m_file, m_file, m_begun, text()};
    const auto work = [root = m_root, file]() -> Result<QByteArray> {
        return writeLiveFile(root, file).map([&] { return file.text; });
    };
    whenDone(this, m_desk.work<QByteArray>(work), [this, name = m_file](const Result<QByteArray> &written) {
        if (!written) {
            Q_EMIT failed(written.error());
            refresh(); // what is there now is said
            return;
        }
        Q_EMIT told(tr("%1 is saved. It is live once it is applied.").arg(name));
        if (name != m_file)
            return;
        m_begun = *written;
        m_onDisk = *written;
        presentState();
    });
}

/// Back to what is on the disk now.
void FilePage::discard()
{
    m_begun = m_onDisk;
    m_text->changeText(QString::fromUtf8(m_onDisk));
    judge();
}

} // namespace cairn
