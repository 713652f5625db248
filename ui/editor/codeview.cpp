#include "ui/editor/codeview.h"

#include "ui/editor/codecolours.h"
#include "ui/editor/qscintilla.h"
#include "ui/look/statelook.h"
#include "ui/parts/handfocus.h"

#include <QBoxLayout>
#include <QEvent>
#include <QFontDatabase>
#include <QKeyEvent>
#include <QScrollBar>
#include <Qsci/qscicommandset.h>
#include <Qsci/qscistyle.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int NumberMargin = 0;
constexpr int FoldMargin = 2;
constexpr int RemarkStyle = 60; ///< beyond those of the lexer
constexpr int NumberStyle = 61;
constexpr int DoubtStyle = 62;

int markerOf(CodeView::Mark mark)
{
    return 10 + int(mark);
}

/// Scintilla's own keys that would take Esc, Tab and what is a command of the window away from it, and whose deeds nobody
/// expects.
void dropOwnKeys(QsciScintilla &editor)
{
    for (QsciCommand *command : editor.standardCommands()->commands()) {
        switch (command->command()) {
        case QsciCommand::Cancel:
        case QsciCommand::Tab:
        case QsciCommand::Backtab:
        case QsciCommand::LineCut:
        case QsciCommand::LineCopy:
        case QsciCommand::LineDelete:
        case QsciCommand::LineDuplicate:
        case QsciCommand::LineTranspose:
        case QsciCommand::SelectionDuplicate:
        case QsciCommand::SelectionLowerCase:
        case QsciCommand::SelectionUpperCase:
        case QsciCommand::Formfeed:
            command->setKey(0);
            command->setAlternateKey(0);
            break;
        default: break;
        }
    }
}

/// What new lines end with.
QsciScintilla::EolMode eolOf(const QString &text)
{
    const qsizetype first = text.indexOf(u'\n');
    return first > 0 && text.at(first - 1) == u'\r' ? QsciScintilla::EolWindows : QsciScintilla::EolUnix;
}

} // namespace

CodeView::CodeView(QWidget *parent)
    : QWidget(parent), m_editor(new QsciScintilla(this)), m_json(new QsciLexerJSON(this)), m_yaml(new QsciLexerYAML(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_editor);
    handFocus(this, m_editor);
    m_editor->installEventFilter(this);
    configure();
    takeColours();
    // The scroll bar tells of the mouse on it alone, Scintilla of everything else.
    connect(m_editor->verticalScrollBar(), &QScrollBar::valueChanged, this, [this] { Q_EMIT scrolled(firstVisibleLine()); });
    connect(m_editor, &QsciScintilla::SCN_UPDATEUI, this, [this](int what) {
        if (what & int(QsciScintilla::SC_UPDATE_V_SCROLL))
            Q_EMIT scrolled(firstVisibleLine());
    });
    connect(m_editor, &QsciScintilla::linesChanged, this, &CodeView::takeMargins);
    connect(m_editor, &QsciScintilla::textChanged, this, &CodeView::textChanged);
}

CodeView::~CodeView() = default;

void CodeView::configure()
{
    m_editor->setObjectName(u"codeText"_s);
    m_editor->setAccessibleName(tr("Text"));
    m_editor->setUtf8(true);
    m_editor->setReadOnly(true);
    m_editor->setFrameShape(QFrame::NoFrame);
    m_editor->setWrapVisualFlags(QsciScintilla::WrapFlagByBorder);
    m_editor->setWrapIndentMode(QsciScintilla::WrapIndentIndented);
    m_editor->setCaretLineVisible(true);
    m_editor->setTabWidth(4);
    m_editor->setMarginType(NumberMargin, QsciScintilla::NumberMargin);
    m_editor->setMarginWidth(1, 0);
    m_editor->setAnnotationDisplay(QsciScintilla::AnnotationIndented);
    m_editor->SendScintilla(QsciScintilla::SCI_SETSCROLLWIDTH, 1UL);
    m_editor->SendScintilla(QsciScintilla::SCI_SETSCROLLWIDTHTRACKING, 1UL);
    m_editor->SendScintilla(QsciScintilla::SCI_SETUNDOCOLLECTION, 0UL);
    m_editor->setContentsMargins(0, 0, 0, 0);
    for (int mark = 0; mark <= int(Mark::Doubtful); ++mark)
        m_editor->markerDefine(QsciScintilla::Background, markerOf(Mark(mark)));
    dropOwnKeys(*m_editor);
}

void CodeView::takeColours()
{
    const QPalette colours = palette();
    const QColor base = colours.color(QPalette::Base);
    const QColor text = colours.color(QPalette::Text);
    const QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    dress(*m_json, colours);
    dress(*m_yaml, colours);
    m_editor->setFont(fixed);
    m_editor->setColor(text);
    m_editor->setPaper(base);
    m_editor->setCaretForegroundColor(text);
    m_editor->setMatchedBraceForegroundColor(text);
    m_editor->setMatchedBraceBackgroundColor(blend(text, base, 0.15));
    m_editor->setUnmatchedBraceForegroundColor(StateLook::ink(Look::Blocked, colours));
    m_editor->setUnmatchedBraceBackgroundColor(base);
    m_editor->setCaretLineBackgroundColor(blend(text, base, 0.05));
    m_editor->setSelectionBackgroundColor(blend(colours.color(QPalette::Active, QPalette::Highlight), base, 0.35));
    m_editor->resetSelectionForegroundColor();
    m_editor->setMarginsFont(fixed);
    m_editor->setMarginsForegroundColor(quietInk(colours));
    m_editor->setMarginsBackgroundColor(blend(text, base, 0.03));
    m_editor->setFoldMarginColors(base, base);
    for (int marker = int(QsciScintilla::SC_MARKNUM_FOLDEREND); marker <= int(QsciScintilla::SC_MARKNUM_FOLDEROPEN); ++marker) {
        m_editor->setMarkerForegroundColor(base, marker);
        m_editor->setMarkerBackgroundColor(quietInk(colours), marker);
    }
    for (int mark = 0; mark <= int(Mark::Doubtful); ++mark)
        m_editor->setMarkerBackgroundColor(lineGround(Mark(mark), colours), markerOf(Mark(mark)));
    setRemarks(QMap<int, QString>(m_remarks), QSet<int>(m_doubtful));
}

void CodeView::takeMargins()
{
    if (!m_ownNumbers)
        m_editor->setMarginWidth(NumberMargin, u" %1"_s.arg(std::max(m_editor->lines(), 99)));
}

void CodeView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    const bool isOther = event->type() == QEvent::PaletteChange || event->type() == QEvent::EnabledChange;
    if (isOther || event->type() == QEvent::FontChange)
        takeColours();
}

/// Scintilla keeps Esc to itself, which is to close something around here, and where it is edited Tab, which is to lead on; it
/// writes the letters of mnemonics.
bool CodeView::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *press = static_cast<QKeyEvent *>(event);
    const int key = press->key();
    const bool isMnemonic = press->modifiers() == Qt::AltModifier && !press->text().isEmpty(); // of nothing that is there now
    if (key != Qt::Key_Escape && key != Qt::Key_Tab && key != Qt::Key_Backtab && !isMnemonic)
        return QWidget::eventFilter(watched, event);
    event->ignore();
    return true;
}

QsciLexer *CodeView::lexerOf(Language language) const
{
    switch (language) {
    case Language::Json: return m_json;
    case Language::Yaml: return m_yaml;
    case Language::Plain: break;
    }
    return nullptr;
}

void CodeView::setText(const QString &text, Language language)
{
    m_remarks.clear();
    m_doubtful.clear();
    m_marks.clear();
    m_ownNumbers = false;
    m_editor->setMarginType(NumberMargin, QsciScintilla::NumberMargin);
    m_editor->clearAnnotations();
    m_editor->markerDeleteAll();
    m_editor->setLexer(lexerOf(language));
    m_editor->setFolding(language == Language::Json && m_foldable ? QsciScintilla::PlainFoldStyle : QsciScintilla::NoFoldStyle,
                         FoldMargin);
    m_editor->setEolMode(eolOf(text));
    m_editor->setText(text);
    forgetUndo();
    m_editor->setCursorPosition(0, 0);
    takeColours();
    takeMargins();
}

void CodeView::setEditable(bool editable)
{
    m_editor->setReadOnly(!editable);
    m_editor->setAutoIndent(editable);
    m_editor->setIndentationsUseTabs(false);
    m_editor->setBraceMatching(editable ? QsciScintilla::SloppyBraceMatch : QsciScintilla::NoBraceMatch);
    m_editor->SendScintilla(QsciScintilla::SCI_SETUNDOCOLLECTION, editable ? 1UL : 0UL);
}

QString CodeView::text() const
{
    return m_editor->text();
}

int CodeView::lineCount() const
{
    return m_editor->lines();
}

void CodeView::setMarks(const QMultiMap<int, Mark> &marks)
{
    m_marks = marks;
    m_editor->markerDeleteAll();
    for (auto it = marks.begin(); it != marks.end(); ++it)
        m_editor->markerAdd(it.key(), markerOf(it.value()));
}

void CodeView::setRemarks(const QMap<int, QString> &remarks, const QSet<int> &doubtful)
{
    m_remarks = remarks;
    m_doubtful = doubtful;
    const bool isFollowed = !m_editor->isReadOnly() && isCursorSeen(); // remarks are lines, too, and push others down
    m_editor->clearAnnotations();
    const auto styleOf = [this](int number, Mark mark, Look look) {
        m_editor->markerDeleteAll(markerOf(mark));
        return QsciStyle(number, u"Remark"_s, StateLook::ink(look, palette()), lineGround(mark, palette()), font(), true);
    };
    const QsciStyle wrong = styleOf(RemarkStyle, Mark::Wrong, Look::Blocked);
    const QsciStyle doubt = styleOf(DoubtStyle, Mark::Doubtful, Look::WaitingRetry);
    for (auto it = remarks.begin(); it != remarks.end(); ++it) {
        const bool isDoubt = doubtful.contains(it.key());
        m_editor->annotate(it.key(), it.value(), isDoubt ? doubt : wrong);
        m_editor->markerAdd(it.key(), markerOf(isDoubt ? Mark::Doubtful : Mark::Wrong));
    }
    if (isFollowed)
        m_editor->ensureCursorVisible();
}

bool CodeView::isCursorSeen() const
{
    const int line = int(m_editor->SendScintilla(QsciScintilla::SCI_VISIBLEFROMDOCLINE, currentLine()));
    const int below = line - firstVisibleLine();
    return below >= 0 && below < int(m_editor->SendScintilla(QsciScintilla::SCI_LINESONSCREEN));
}

void CodeView::changeText(const QString &text)
{
    if (text == m_editor->text())
        return;
    int line = 0, column = 0;
    m_editor->getCursorPosition(&line, &column);
    const int first = firstVisibleLine();
    m_editor->setEolMode(eolOf(text));
    m_editor->beginUndoAction();
    m_editor->SendScintilla(QsciScintilla::SCI_TARGETWHOLEDOCUMENT);
    const QByteArray bytes = text.toUtf8();
    m_editor->SendScintilla(QsciScintilla::SCI_REPLACETARGET, static_cast<unsigned long>(bytes.size()), bytes.constData());
    m_editor->endUndoAction();
    m_editor->setCursorPosition(line, column);
    setFirstVisibleLine(first);
}

void CodeView::forgetUndo()
{
    m_editor->SendScintilla(QsciScintilla::SCI_EMPTYUNDOBUFFER);
}

void CodeView::setLineNumbers(const QStringList &numbers)
{
    m_ownNumbers = true;
    const QColor base = palette().color(QPalette::Base);
    const QsciStyle style(NumberStyle, u"Number"_s, quietInk(palette()), blend(palette().color(QPalette::Text), base, 0.03),
                          QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_editor->setMarginType(NumberMargin, QsciScintilla::TextMarginRightJustified);
    qsizetype widest = 2;
    for (int line = 0; line < numbers.size(); ++line) {
        m_editor->setMarginText(line, numbers.at(line), style);
        widest = std::max(widest, numbers.at(line).size());
    }
    m_editor->setMarginWidth(NumberMargin, QString(widest + 1, u'8'));
}

bool CodeView::find(const QString &text, bool backwards)
{
    int line = 0, column = 0, endLine = 0, endColumn = 0;
    m_editor->getCursorPosition(&line, &column);
    if (m_editor->hasSelectedText()) {
        m_editor->getSelection(&line, &column, &endLine, &endColumn);
        if (!backwards) { // beyond what is found already
            line = endLine;
            column = endColumn;
        }
    }
    return m_editor->findFirst(text, false, false, false, true, !backwards, line, column);
}

void CodeView::goToLine(int line)
{
    m_editor->setCursorPosition(line, 0);
    m_editor->ensureLineVisible(line);
    const auto shown = int(m_editor->SendScintilla(QsciScintilla::SCI_LINESONSCREEN));
    setFirstVisibleLine(std::max(0, line - shown / 3));
}

int CodeView::currentLine() const
{
    int line = 0, column = 0;
    m_editor->getCursorPosition(&line, &column);
    return line;
}

QString CodeView::selectedText() const
{
    return m_editor->selectedText();
}

int CodeView::firstVisibleLine() const
{
    return m_editor->firstVisibleLine();
}

void CodeView::setFirstVisibleLine(int line)
{
    m_editor->setFirstVisibleLine(line);
}

void CodeView::setWrapped(bool wrapped)
{
    m_editor->setWrapMode(wrapped ? QsciScintilla::WrapWord : QsciScintilla::WrapNone);
}

QWidget *CodeView::editor() const
{
    return m_editor;
}

} // namespace cairn
