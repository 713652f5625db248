#include "ui/incidents/patchdialog.h"

#include "control/actor.h"
#include "control/bulkdesk.h"
#include "control/linediff.h"
#include "ui/editor/linedtext.h"
#include "ui/editor/pipelinetext.h"
#include "ui/look/incidentwording.h"
#include "ui/look/statelook.h"
#include "ui/look/tintedicon.h"
#include "ui/look/wording.h"
#include "ui/parts/dialogparts.h"
#include "ui/parts/plaintip.h"
#include "ui/parts/whendone.h"
#include "ui/payload/jsonindex.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds PatchPause{300};
constexpr int Samples = 5;
constexpr int PatchContext = 3;

QStringList linesOf(const QByteArray &bytes)
{
    const auto index = JsonIndex::parse(bytes);
    return QString::fromUtf8(index ? prettyJson(*index) : bytes).split(u'\n');
}

QString aboutCovered(const PatchSample &sample)
{
    return sample.after.isEmpty() && sample.refusal.isEmpty()
               ? PatchDialog::tr("What it makes of this is not shown: it does not work on what is covered.")
               : PatchDialog::tr(
                     "Some of this is covered, and asterisks for the program: of the data it may make something else.");
}

} // namespace

PatchDialog::PatchDialog(Desk &desk, const QString &root, const Incident &incident, QWidget *parent)
    : QDialog(parent), m_desk(desk), m_root(root), m_incident(incident), m_actor(currentActor()), m_patch(new QPlainTextEdit),
      m_samples(new QListWidget), m_difference(new LinedText), m_verdict(new TonedLabel(TonedLabel::Quiet)),
      m_canary(new QCheckBox(tr("Carefully: &one first, then five, then the rest in waves, as long as they pass"))),
      m_reason(nullptr), m_go(nullptr)
{
    resize(withinScreen(*this, {880, 640}));
    auto *label = new QLabel(tr("&jq program, applied to the JSON that each step sends"));
    label->setBuddy(m_patch);
    auto *column = dialogColumn(*this, u"patchDialog"_s, tr("Patch and resume"));
    column->addWidget(dialogTitle(tr("Change what step %1 sends, in %Ln failing run(s)", nullptr, int(incident.counts.failing))
                                      .arg(incident.fingerprint.step.name())));
    column->addWidget(quietLine(u"patchSubject"_s, subjectText(incident)));
    column->addWidget(label);
    column->addWidget(m_patch);
    column->addWidget(buildMiddle(), 1);
    column->addWidget(m_verdict);
    column->addWidget(m_canary);
    m_reason = addReason(column, u"patchReason"_s);
    const GoOrLeave buttons = addGoOrLeave(*this, u"patchGo"_s, tr("Resume %Ln step(s)", nullptr, int(incident.counts.failing)));
    m_go = buttons.go;
    connect(buttons.box, &QDialogButtonBox::accepted, this, &PatchDialog::send);
    m_canary->setObjectName(u"patchCanary"_s);
    m_canary->setChecked(true);
    m_pause.setSingleShot(true);
    m_pause.setInterval(PatchPause);
    connect(&m_pause, &QTimer::timeout, this, &PatchDialog::preview);
    connect(m_patch, &QPlainTextEdit::textChanged, this, [this] {
        m_leaving = false;
        forget();
        m_pause.start();
    });
    connect(m_reason, &QLineEdit::textChanged, this, &PatchDialog::updateGo);
    updateGo();
    say(TonedLabel::Quiet, tr("For example: .date = \"2026-01-31\". It is tried on up to five of them; nothing is sent."));
    m_patch->setFocus();
}

QWidget *PatchDialog::buildMiddle()
{
    m_patch->setObjectName(u"patchText"_s);
    m_patch->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_patch->setTabChangesFocus(true);
    m_patch->setFixedHeight(m_patch->fontMetrics().lineSpacing() * 3 + 14);
    m_samples->setObjectName(u"patchSamples"_s);
    m_samples->setAccessibleName(tr("Some of the failing steps"));
    m_difference->setObjectName(u"patchDifference"_s);
    m_difference->setAccessibleName(tr("What the program changes"));
    m_verdict->setObjectName(u"patchVerdict"_s);
    m_verdict->setTextFormat(Qt::PlainText);
    m_verdict->setWordWrap(true);
    auto *middle = new QSplitter;
    middle->setChildrenCollapsible(false);
    middle->addWidget(m_samples);
    middle->addWidget(m_difference);
    middle->setStretchFactor(1, 1);
    middle->setSizes({300, 560});
    connect(m_samples, &QListWidget::currentRowChanged, this, &PatchDialog::presentSample);
    return middle;
}

/// What is tried at this moment does not count any more.
void PatchDialog::forget()
{
    ++m_asked;
    m_good = false;
    updateGo();
}

void PatchDialog::preview()
{
    const QString patch = m_patch->toPlainText().trimmed();
    if (patch.isEmpty())
        return;
    forget();
    m_tried = patch;
    m_triedAt = m_desk.clock().now();
    whenDone(this, EditDesk(m_desk, m_root).preview(m_incident.id, patch, Samples),
             [this, asked = ++m_asked](const Result<PatchPreview> &preview) {
                 if (asked == m_asked)
                     present(preview);
             });
}

void PatchDialog::present(const Result<PatchPreview> &preview)
{
    m_samples->clear();
    m_difference->setLines({}, 2);
    m_preview = preview.value_or(PatchPreview());
    if (!preview)
        return say(TonedLabel::Bad, errorText(preview.error()));
    const QList<PatchSample> &samples = m_preview.samples;
    const auto good =
        int(std::count_if(samples.begin(), samples.end(), [](const PatchSample &sample) { return sample.refusal.isEmpty(); }));
    for (const PatchSample &sample : samples) {
        const Look look = sample.refusal.isEmpty() ? Look::Ready : Look::Blocked;
        auto *item =
            new QListWidgetItem(tintedIcon(StateLook::iconName(look)),
                                u"%1 — %2"_s.arg(sample.run.toString(), stepText(sample.key.step, sample.key.item)), m_samples);
        item->setToolTip(plainTip(sample.refusal));
    }
    m_good = good > 0;
    const QString tried = tr("Tried on %1 of %2: %3 would go on.")
                              .arg(QString::number(samples.size()), QString::number(m_preview.failing), QString::number(good));
    say(m_good ? TonedLabel::Quiet : TonedLabel::Bad,
        good == samples.size() ? tried : u"%1 %2"_s.arg(tried, tr("The others are left alone; choose one to see why.")));
    m_samples->setCurrentRow(0);
    updateGo();
}

void PatchDialog::presentSample(int row)
{
    if (row < 0 || row >= m_preview.samples.size())
        return;
    const PatchSample &sample = m_preview.samples.at(row);
    QList<TextLine> lines;
    if (!sample.refusal.isEmpty())
        lines.append(TextLine{tr("Left alone: %1").arg(sample.refusal), 0, 0, u"!"_s, Look::Blocked, {}});
    if (sample.isCovered)
        lines.append(TextLine{aboutCovered(sample), 0, 0, u"*"_s, {}, {}});
    const QByteArray &after = sample.after.isEmpty() ? sample.before : sample.after;
    m_difference->setLines(lines + changeLines(diffLines(linesOf(sample.before), linesOf(after)), PatchContext), 2);
}

void PatchDialog::say(TonedLabel::Tone tone, const QString &text)
{
    m_verdict->setTone(tone);
    m_verdict->setText(text);
}

void PatchDialog::updateGo()
{
    m_go->setEnabled(m_good && !m_sending && !m_reason->text().trimmed().isEmpty());
}

/// What was written is not lost by one key.
void PatchDialog::reject()
{
    if (!m_patch->toPlainText().trimmed().isEmpty() && !std::exchange(m_leaving, true))
        return say(TonedLabel::Bad, tr("What you have written is lost if you leave now: once more to leave."));
    QDialog::reject();
}

void PatchDialog::send()
{
    BulkOrder order;
    order.kind = CommandKind::Resume;
    order.incident = m_incident.id;
    order.arguments = {{u"patch"_s, m_tried}};
    order.counted = m_triedAt;
    order.actor = m_actor;
    order.reason = m_reason->text().trimmed();
    order.canary = m_canary->isChecked();
    m_sending = true;
    updateGo();
    whenDone(this, BulkDesk(m_desk).order(order), [this](const Result<qint64> &id) {
        m_sending = false;
        if (id) {
            Q_EMIT ordered(*id);
            return accept();
        }
        say(TonedLabel::Bad, errorText(id.error()));
        updateGo();
    });
}

} // namespace cairn
