#include "ui/editor/filepage.h"

#include "control/exporting.h"
#include "definition/definitionfile.h"
#include "ui/editor/codeview.h"
#include "ui/editor/filetext.h"
#include "ui/editor/filewording.h"
#include "ui/editor/problemremarks.h"
#include "ui/editor/textjudge.h"
#include "ui/graph/stepgraph.h"
#include "ui/look/tintedicon.h"
#include "ui/parts/elidedlabel.h"
#include "ui/parts/findbar.h"
#include "ui/parts/handfocus.h"
#include "ui/parts/offering.h"
#include "ui/parts/paletteentry.h"
#include "ui/parts/tonedlabel.h"
#include "ui/parts/whendone.h"

#include <QAction>
#include <QBoxLayout>
#include <QDir>
#include <QFileInfo>
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

FilePage::FilePage(Desk &desk, const QString &root, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_root(root), m_judge(new TextJudge(desk, root, this)), m_name(new ElidedLabel),
      m_state(new TonedLabel(TonedLabel::Quiet)), m_discard(makeButton(u"fileDiscard"_s, u"cancel"_s, tr("Discard"))),
      m_save(makeButton(u"fileSave"_s, u"save"_s, tr("Save"))), m_text(new CodeView),
      m_find(new FindBar(this, m_text->editor(), FindBar::Opens::WhenCalled)), m_graph(new StepGraph)
{
    setObjectName(u"filePage"_s);
    m_text->setObjectName(u"fileText"_s);
    m_text->editor()->setAccessibleName(tr("Text of the file"));
    m_graph->setObjectName(u"fileGraph"_s);
    m_graph->setAccessibleName(tr("Steps as the text has them"));
    m_graph->hide();
    auto *searched = new QWidget;
    auto *parts = new QVBoxLayout(searched);
    parts->setContentsMargins(0, 0, 0, 0);
    parts->setSpacing(0);
    parts->addWidget(m_text, 1);
    parts->addWidget(m_find);
    auto *both = new QSplitter(Qt::Vertical);
    both->addWidget(searched);
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
    for (QToolButton *button : {m_discard, m_save})
        listInPalette(*button, tr("File of the workspace"));
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
    connect(m_judge, &TextJudge::judged, this, &FilePage::presentJudgement);
    connect(m_text, &CodeView::textChanged, this, [this] {
        m_isJudged = false;
        m_typing.start();
        presentState();
    });
    connect(m_find, &FindBar::wanted, this, &FilePage::find);
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
    if (event->type() == QEvent::KeyPress && !stepBack())
        Q_EMIT closeWanted();
    return true;
}

void FilePage::openFind()
{
    m_find->open();
}

bool FilePage::stepBack()
{
    const bool isOpen = m_find->isVisible();
    if (isOpen)
        m_find->dismiss();
    return isOpen;
}

void FilePage::find(const QString &text, bool backwards)
{
    m_find->tell(m_text->find(text, backwards) ? QString() : tr("not in this file"));
}

QByteArray FilePage::text() const
{
    return bytesOfFile(m_text->text(), m_begun);
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
        m_isRead = false;
        m_isJudged = false;
        m_errors = 0;
        m_name->setText(name);
        m_text->setEditable(false); // until it is read
        begin(draft.begun);
        present(draft.text);
        m_graph->hide();
        stepBack();
    }
    read(line);
}

/// Nothing of another file can be brought back by undoing.
void FilePage::present(const QString &text)
{
    const bool isYaml = m_file.endsWith(".yaml"_L1) || m_file.endsWith(".yml"_L1);
    m_text->setText(text, isYaml ? CodeView::Language::Yaml : CodeView::Language::Plain);
    m_text->setWrapped(!isYaml); // paragraphs of a runbook are lines
}

/// What is written is a change of that from now on.
void FilePage::begin(const QByteArray &text)
{
    m_begun = text;
    m_isText = isUtf8Text(text);
}

void FilePage::refresh()
{
    if (!m_file.isEmpty())
        read(0);
}

void FilePage::read(int line)
{
    using Found = std::optional<QByteArray>;
    const auto work = [path = QDir(m_root).filePath(m_file)]() -> Result<Found> {
        const Found found = readDefinition(path);
        if (found || !QFileInfo::exists(path))
            return found;
        return failure(ErrorKind::Io, u"the file cannot be read"_s, path, u"Give the user that runs Cairn access to it"_s);
    };
    whenDone(this, m_desk.work<Found>(work), [this, line, file = m_file](const Result<Found> &now) {
        if (file != m_file)
            return;
        if (!now)
            Q_EMIT failed(now.error());
        else if (!*now && !m_isRead && !isChanged())
            Q_EMIT failed({ErrorKind::NotFound, tr("the file is not there any more"), m_file, {}});
        else
            take(*now, line);
    });
}

/// What follows the disk cannot be undone: the text before it belongs to another one there, and would be saved over this.
void FilePage::take(const std::optional<QByteArray> &now, int line)
{
    const bool first = !std::exchange(m_isRead, true);
    m_onDisk = now;
    if (now && m_isText && text() == *now)
        begin(*now);           // somebody else came to the same
    m_text->setEditable(true); // also for the text that comes now
    if (now && !isChanged() && m_begun != *now) {
        begin(*now);
        const QString shown = QString::fromUtf8(*now);
        first ? present(shown) : m_text->changeText(shown);
        m_text->forgetUndo();
    }
    m_text->setEditable(m_isText && m_desk.may(Role::Editor));
    if (line > 0)
        m_text->goToLine(line - 1);
    judge();
    presentState();
}

void FilePage::judge()
{
    m_typing.stop();
    if (!m_file.isEmpty())
        m_judge->judge(m_file, text());
}

void FilePage::presentJudgement(const Judgement &judged)
{
    if (judged.file != m_file || judged.text != text())
        return; // of what was written since a judgement is to come
    const ProblemRemarks remarks = ProblemRemarks::of(judged.problems);
    if (remarks.said != m_text->remarks() || !remarks.said.isEmpty()) // lines that went took theirs with them
        m_text->setRemarks(remarks.said, remarks.doubtful);
    m_isJudged = true;
    m_warnings =
        std::count_if(judged.problems.begin(), judged.problems.end(), [](const Problem &problem) { return problem.warning; });
    m_errors = judged.problems.size() - m_warnings;
    if (judged.pipeline) // else the last picture that could be made of it
        m_graph->setPipeline(judged.pipeline->pipeline);
    m_graph->setVisible(judged.pipeline || (m_graph->isVisible() && m_file.startsWith("pipelines/"_L1)));
    presentState();
}

QString FilePage::judgementText() const
{
    if (!m_isJudged)
        return tr("looking…");
    return FileWording::judged(m_errors, m_warnings);
}

void FilePage::presentState()
{
    const bool changed = isChanged();
    const bool isGone = m_isRead && !m_onDisk;
    const bool isOverwriting = changed && isOvertaken() && !isGone;
    QStringList facts;
    if (!isGone)
        facts.append(judgementText());
    if (isGone)
        facts.append(tr("it is not there any more; saving makes it anew"));
    else if (isOverwriting)
        facts.append(tr("somebody else has changed the file meanwhile"));
    else if (changed)
        facts.append(tr("not saved"));
    else if (!m_isText)
        facts.append(tr("no UTF-8 text: it cannot be changed here"));
    else if (!m_desk.may(Role::Editor))
        facts.append(tr("your role may only read it"));
    m_state->setTone((m_isJudged && m_errors > 0) || isOverwriting || isGone ? TonedLabel::Bad : TonedLabel::Quiet);
    m_state->setText(facts.join(u" · "_s));
    m_save->setText(isOverwriting ? tr("Save over it…") : tr("Save"));
    m_save->setShortcut(QKeySequence::Save); // a text takes it away
    offer(*m_save, m_isRead && m_isText && (changed || isGone), m_desk, Role::Editor);
    m_discard->setText(isOverwriting ? tr("Discard…") : tr("Discard"));
    m_discard->setEnabled(changed);
    Q_EMIT unsavedChanged();
}

void FilePage::goToProblem(int direction)
{
    if (const auto line = nextLine(m_text->remarks().keys(), m_text->currentLine(), direction))
        m_text->goToLine(*line);
}

void FilePage::save()
{
    if (!m_onDisk || !isOvertaken())
        return write(m_onDisk);
    // what comes while the question is open was not in it
    ask(OverwriteDialog::Way::SaveOver, [this, seen = m_onDisk] { write(seen); });
}

/// Shows theirs beside one's own; what is agreed to is done to the file that was asked about.
void FilePage::ask(OverwriteDialog::Way way, const std::function<void()> &then)
{
    auto *question = new OverwriteDialog(way, m_file, QString::fromUtf8(*m_onDisk), m_text->text(), window());
    connect(question, &QDialog::accepted, this, [this, then, file = m_file] {
        if (file == m_file)
            then();
    });
    question->open();
}

/// Refused where something else than `over` is there by then.
void FilePage::write(const std::optional<QByteArray> &over)
{
    if (std::exchange(m_isWriting, true))
        return;
    const LiveFile file{m_file, m_file, over, text()};
    const auto work = [root = m_root, file]() -> Result<QByteArray> {
        return writeLiveFile(root, file).map([&] { return file.text; });
    };
    whenDone(this, m_desk.work<QByteArray>(work), [this, name = m_file](const Result<QByteArray> &written) {
        m_isWriting = false;
        if (written)
            return takeWritten(name, *written);
        Q_EMIT failed(written.error());
        refresh(); // what is there now is said
    });
}

void FilePage::takeWritten(const QString &name, const QByteArray &written)
{
    const bool isJudged = name == m_file && m_isJudged;
    Q_EMIT told(FileWording::saved(name, isJudged ? std::optional(m_errors) : std::nullopt));
    if (name == m_file) {
        begin(written);
        m_onDisk = written;
        presentState();
    } else if (const Draft draft = m_drafts.value(name); bytesOfFile(draft.text, draft.begun) == written) {
        m_drafts.remove(name);
        Q_EMIT unsavedChanged();
    }
}

/// Back to what is on the disk now. Where that is somebody else's, it cannot be undone.
void FilePage::discard()
{
    if (m_onDisk && isOvertaken())
        return ask(OverwriteDialog::Way::Discard, [this, seen = *m_onDisk] { takeTheirs(seen); });
    m_text->changeText(QString::fromUtf8(m_begun));
    judge();
    presentState();
}

/// What has come since it was shown is read anew, and taken over without a question: nothing of one's own is left.
void FilePage::takeTheirs(const QByteArray &theirs)
{
    begin(theirs);
    m_text->setEditable(true); // for the text that comes now
    m_text->changeText(QString::fromUtf8(theirs));
    m_text->forgetUndo(); // see take()
    m_text->setEditable(m_isText && m_desk.may(Role::Editor));
    refresh();
}

} // namespace cairn
