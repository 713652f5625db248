#include "ui/payload/editdialog.h"

#include "base/inbackground.h"
#include "control/actor.h"
#include "control/linediff.h"
#include "ui/editor/codeview.h"
#include "ui/editor/linedtext.h"
#include "ui/editor/pipelinetext.h"
#include "ui/look/wording.h"
#include "ui/parts/dialogparts.h"
#include "ui/parts/whendone.h"
#include "ui/payload/maskbanner.h"
#include "ui/payload/payloadcompare.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QPushButton>
#include <QTabWidget>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds TypingPause{150};
constexpr int Context = 3;

/// As it is edited: a line a value if it is JSON.
QString textOf(const EditableRequest &editable)
{
    const auto index =
        editable.isJson ? JsonIndex::parse(editable.bytes) : tl::expected<JsonIndex, JsonFault>(tl::unexpected(JsonFault()));
    return QString::fromUtf8(index ? prettyJson(*index) : editable.bytes);
}

/// Edited, it goes out as UTF-8 again: of any other encoding no more than a guess is known, and all of it would be written anew.
bool isText(const QByteArray &bytes)
{
    const PayloadNature nature = natureOf(bytes, true, {}, {});
    const bool isShown = nature.kind != PayloadKind::Binary && nature.kind != PayloadKind::Image;
    return isShown && nature.encoding == TextEncoding::Utf8;
}

/// The byte order mark, which is no part of the text and goes out before it as it came. JSON has none (RFC 8259, section 8.1).
QByteArray markOf(const EditableRequest &editable)
{
    const bool isJson = editable.isJson || editable.schema;
    return editable.bytes.first(isJson ? 0 : natureOf(editable.bytes, true, {}, {}).markLength);
}

QString followersText(const QList<Follower> &followers)
{
    if (followers.isEmpty())
        return EditDialog::tr("No later step depends on it.");
    QStringList names;
    for (const Follower &follower : followers)
        names.append(follower.usesOutput ? EditDialog::tr("%1 (uses its answer)").arg(follower.step.name())
                                         : follower.step.name());
    return EditDialog::tr("Steps that come after it and will see what comes of the change: %1.").arg(names.join(u", "_s));
}

} // namespace

EditDialog::EditDialog(Desk &desk, const QString &root, const RunRecord &run, const StepKey &key, QWidget *parent)
    : QDialog(parent), m_desk(desk), m_mask(desk, root), m_run(run.id), m_key(key), m_actor(currentActor()),
      m_banner(new MaskBanner(m_mask, u"mask"_s)), m_tabs(new QTabWidget), m_code(new CodeView), m_difference(new LinedText),
      m_fileName(new TonedLabel(TonedLabel::Quiet)), m_choose(new QPushButton(tr("Replace by a &file…"))),
      m_drop(new QPushButton(tr("Back to the &text"))), m_verdict(new TonedLabel(TonedLabel::Quiet)), m_followers(new QLabel),
      m_reload(new QPushButton(tr("Load what it sends now"))), m_reason(nullptr), m_go(nullptr)
{
    resize(withinScreen(*this, {820, 640}));
    auto *column = dialogColumn(*this, u"editDialog"_s, tr("Edit and resume"));
    column->addWidget(dialogTitle(tr("Change what step %1 sends").arg(stepText(key.step, key.item))));
    column->addWidget(quietLine(u"editSubject"_s, u"%1 · %2"_s.arg(run.inputName, run.id.toString())));
    column->addWidget(buildFileBar());
    column->addWidget(m_banner);
    column->addWidget(buildTabs(), 1);
    column->addWidget(buildVerdict());
    column->addWidget(m_followers);
    m_reason = addReason(column, u"editReason"_s);
    const GoOrLeave buttons = addGoOrLeave(*this, u"editGo"_s, tr("Resume with the edit"));
    buttons.leave->setObjectName(u"editLeave"_s);
    m_go = buttons.go;
    connect(buttons.box, &QDialogButtonBox::accepted, this, &EditDialog::send);
    connectParts();
    read();
}

QWidget *EditDialog::buildTabs()
{
    m_tabs->setObjectName(u"editTabs"_s);
    m_code->setObjectName(u"editText"_s);
    m_code->setEditable(true);
    m_difference->setObjectName(u"editDifference"_s);
    m_difference->setAccessibleName(tr("What is changed"));
    m_tabs->addTab(m_code, tr("Text"));
    m_tabs->addTab(m_difference, tr("Difference"));
    for (QLabel *label : {static_cast<QLabel *>(m_verdict), m_followers}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_verdict->setObjectName(u"editVerdict"_s);
    m_followers->setObjectName(u"editFollowers"_s);
    return m_tabs;
}

/// What it says may call for the button beside it. Not among the dialog's buttons: a hidden one that comes first there catches
/// Tab.
QWidget *EditDialog::buildVerdict()
{
    m_reload->setObjectName(u"editReload"_s);
    m_reload->setAutoDefault(false);
    m_reload->hide();
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_verdict, 1);
    row->addWidget(m_reload);
    return bar;
}

QWidget *EditDialog::buildFileBar()
{
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    m_fileName->setObjectName(u"editFile"_s);
    m_fileName->setTextFormat(Qt::PlainText);
    m_choose->setObjectName(u"editChooseFile"_s);
    m_drop->setObjectName(u"editDropFile"_s);
    m_drop->hide();
    row->addWidget(m_fileName, 1);
    row->addWidget(m_drop);
    row->addWidget(m_choose);
    for (QPushButton *button : {m_choose, m_drop})
        button->setAutoDefault(false);
    return bar;
}

void EditDialog::connectParts()
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(TypingPause);
    m_go->setEnabled(false);
    connect(&m_pause, &QTimer::timeout, this, &EditDialog::check);
    connect(&m_mask, &PayloadMask::changed, this, &EditDialog::presentText);
    connect(&m_mask, &PayloadMask::failed, this, [this](const Error &error) { say(TonedLabel::Bad, errorText(error)); });
    connect(m_code, &CodeView::textChanged, this, [this] {
        m_good = false;
        m_leaving = false;
        m_reloading = false;
        updateGo();
        m_pause.start();
    });
    connect(m_tabs, &QTabWidget::currentChanged, this, &EditDialog::presentDifference);
    connect(m_reason, &QLineEdit::textChanged, this, &EditDialog::updateGo);
    connect(m_choose, &QPushButton::clicked, this, &EditDialog::chooseFile);
    connect(m_drop, &QPushButton::clicked, this, &EditDialog::dropFile);
    connect(m_reload, &QPushButton::clicked, this, &EditDialog::reload);
}

/// In place of what is written here, or of the file.
void EditDialog::reload()
{
    if (isChanged() && !std::exchange(m_reloading, true))
        return say(TonedLabel::Bad, tr("What you have changed is lost if you load it anew: once more to load."));
    m_reloading = false;
    m_file.clear();
    m_tabs->show();
    m_drop->hide();
    read();
}

void EditDialog::read()
{
    say(TonedLabel::Quiet, tr("Reading what the step sends…"));
    whenDone(this, EditDesk(m_desk).editable(m_run, m_key), [this](const Result<EditableRequest> &editable) {
        if (editable)
            present(*editable);
        else
            say(TonedLabel::Bad, errorText(editable.error()));
    });
}

bool EditDialog::isEditedAsText() const
{
    return m_editable->refusal.isEmpty() && m_editable->bytes.size() == m_editable->body.size && isText(m_editable->bytes);
}

/// Nothing in it is covered.
bool EditDialog::mayEdit() const
{
    return isEditedAsText() && (m_mask.isOpen() || !m_editable->body.isValid());
}

void EditDialog::present(const EditableRequest &editable)
{
    m_editable = editable;
    m_reload->hide();
    m_choose->setEnabled(editable.refusal.isEmpty());
    m_followers->setText(followersText(editable.followers));
    if (m_file.isEmpty())
        presentSize();
    const DataSource source{isEditedAsText() ? editable.body : PayloadRef(), editable.bytes};
    const PayloadOther sent{tr("What step %1 sends").arg(stepText(m_key.step, m_key.item)), source.ref, {}, {}, m_run};
    m_mask.start(source, sent.what());
}

void EditDialog::presentSize()
{
    const QString size = sizeText(m_editable->body.size);
    m_fileName->setText(isEditedAsText() ? tr("It sends %1.").arg(size)
                                         : tr("It sends %1, which can only be replaced as a whole.").arg(size));
}

/// As far as it may be seen; what is covered cannot be edited.
void EditDialog::presentText()
{
    if (!m_editable || !m_file.isEmpty())
        return;
    m_before =
        isEditedAsText() && m_mask.state() != PayloadMask::State::Looking ? m_mask.cover().text(textOf(*m_editable)) : QString();
    m_code->setText(m_before, m_editable->isJson ? CodeView::Language::Json : CodeView::Language::Plain);
    m_code->setEnabled(mayEdit());
    if (!mayEdit())
        return presentUnedited();
    m_code->editor()->setFocus();
    if (m_editable->fault.isEmpty())
        check();
    else
        say(TonedLabel::Bad, tr("What it would send cannot be told: %1.").arg(m_editable->fault));
}

/// Why it is not edited as a text.
void EditDialog::presentUnedited()
{
    ++m_checked; // what is still being checked is not what is shown
    m_good = false;
    if (!m_editable->refusal.isEmpty())
        say(TonedLabel::Bad, tr("It cannot be edited: %1.").arg(m_editable->refusal));
    else if (m_mask.state() == PayloadMask::State::Looking)
        say(TonedLabel::Quiet, tr("Looking for sensitive data in it…"));
    else if (isEditedAsText())
        say(TonedLabel::Quiet, tr("What is masked has to be revealed before it is edited; it can also be replaced by a file."));
    else
        say(TonedLabel::Quiet, tr("It can be replaced by a file."));
    updateGo();
}

void EditDialog::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Replace what the step sends by a file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &EditDialog::takeFile);
    dialog->open();
}

void EditDialog::takeFile(const QString &path)
{
    m_file = path;
    m_fileName->setText(tr("%1 goes out in its place.").arg(QFileInfo(path).fileName()));
    m_tabs->hide();
    m_drop->show();
    m_good = true; // judged when it is taken in
    say(TonedLabel::Quiet, tr("The file is checked when it is taken in."));
    updateGo();
}

void EditDialog::dropFile()
{
    m_file.clear();
    m_tabs->show();
    m_drop->hide();
    if (m_editable)
        presentSize();
    if (isChanged())
        check(); // what was written before the file was chosen stands there still
    else
        presentText();
}

/// What is written, off the UI thread: a schema may take a while.
void EditDialog::check()
{
    if (!m_editable || !m_file.isEmpty() || !mayEdit())
        return;
    const QByteArray bytes = m_code->text().toUtf8();
    presentDifference();
    if (!m_editable->isJson && !m_editable->schema) {
        m_good = true;
        say(TonedLabel::Quiet, isChanged() ? tr("%1 of text.").arg(sizeText(bytes.size())) : tr("Nothing is changed yet."));
        return updateGo();
    }
    const auto work = [bytes, schema = m_editable->schema]() -> Result<JsonReading> {
        return readJson(bytes, {PayloadKind::Json, TextEncoding::Utf8, 0}, schema);
    };
    whenDone(this, inBackground(work), [this, checked = ++m_checked](const Result<JsonReading> &reading) {
        if (checked == m_checked && m_file.isEmpty())
            presentReading(*reading);
    });
}

void EditDialog::presentReading(const JsonReading &reading)
{
    m_good = !reading.fault && reading.remarks.isEmpty();
    if (reading.fault) {
        m_code->setRemarks(QMap<int, QString>{{int(reading.fault->line) - 1, reading.fault->what}});
        say(TonedLabel::Bad, tr("This is no JSON: line %1: %2.").arg(QString::number(reading.fault->line), reading.fault->what));
    } else {
        m_code->setRemarks(JsonReading::byLine(reading.remarks, *reading.index));
        const QString schema = m_editable->schema ? m_editable->schema->ref().toString() : QString();
        if (!m_good)
            say(TonedLabel::Bad, tr("%Ln place(s) break %1.", nullptr, int(reading.remarks.size())).arg(schema));
        else if (!isChanged())
            say(TonedLabel::Quiet, tr("Nothing is changed yet."));
        else
            say(TonedLabel::Quiet, schema.isEmpty() ? tr("This is JSON.") : tr("This is JSON, and as %1 asks for.").arg(schema));
    }
    updateGo();
}

void EditDialog::presentDifference()
{
    if (m_tabs->currentWidget() != m_difference)
        return;
    const QList<DiffLine> diff = diffLines(m_before.split(u'\n'), m_code->text().split(u'\n'));
    m_difference->setLines(changeLines(diff, Context), 2);
}

void EditDialog::say(TonedLabel::Tone tone, const QString &text)
{
    m_verdict->setTone(tone);
    m_verdict->setText(text);
}

bool EditDialog::isChanged() const
{
    return !m_file.isEmpty() || m_code->text() != m_before;
}

void EditDialog::updateGo()
{
    const bool mayGo = m_editable && m_editable->refusal.isEmpty() && m_good && isChanged();
    m_go->setEnabled(mayGo && !m_sending && !m_reason->text().trimmed().isEmpty());
}

void EditDialog::send()
{
    const QByteArray bytes = markOf(*m_editable) + m_code->text().toUtf8();
    const EditOrder order{m_run, m_key, m_editable->basis, bytes, m_file, m_actor, m_reason->text().trimmed()};
    m_sending = true;
    updateGo();
    whenDone(this, EditDesk(m_desk).resume(order), [this](const Result<qint64> &command) {
        m_sending = false;
        if (command) {
            Q_EMIT requested(*command);
            return accept();
        }
        say(TonedLabel::Bad, errorText(command.error()));
        m_reload->setVisible(command.error().kind == ErrorKind::Conflict);
        updateGo();
    });
}

/// What was written is not lost by one key.
void EditDialog::reject()
{
    if (m_editable && isChanged() && !m_leaving) {
        m_leaving = true;
        say(TonedLabel::Bad, tr("What you have changed is lost if you leave now: once more to leave."));
        return;
    }
    QDialog::reject();
}

} // namespace cairn
