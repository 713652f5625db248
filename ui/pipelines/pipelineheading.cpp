#include "ui/pipelines/pipelineheading.h"

#include "ui/editor/pipelinetext.h"
#include "ui/look/tintedicon.h"
#include "ui/look/wording.h"
#include "ui/parts/elidedlabel.h"
#include "ui/parts/offering.h"
#include "ui/parts/paletteentry.h"
#include "ui/parts/plaintip.h"
#include "ui/parts/sectiontitle.h"
#include "ui/parts/statechip.h"
#include "ui/parts/tonedlabel.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QGridLayout>
#include <QPushButton>
#include <QSignalBlocker>

namespace cairn {

using namespace Qt::StringLiterals;

PipelineHeading::PipelineHeading(const Desk &desk, QWidget *parent)
    : QWidget(parent), m_name(new ElidedLabel), m_versions(new QComboBox), m_edit(new QPushButton(tr("&Edit the file…"))),
      m_submit(new QPushButton(tr("R&un a file…"))), m_facts{}, m_noRuns(new TonedLabel(TonedLabel::Quiet)),
      m_differs(new TonedLabel(TonedLabel::Quiet))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(14, 12, 14, 10);
    column->setSpacing(8);
    column->addWidget(buildTitle(desk));
    column->addWidget(buildFacts());
    column->addWidget(m_differs);
    column->addWidget(buildChips());
    m_differs->setObjectName(u"pipelineDiffers"_s);
    m_differs->setText(tr("The workspace’s files say something else than is live: see above."));
    m_differs->setWordWrap(true);
    m_differs->hide();
}

QWidget *PipelineHeading::buildTitle(const Desk &desk)
{
    m_name->setObjectName(u"pipelineName"_s);
    m_name->setFont(sectionFont(font(), 1.35));
    m_versions->setObjectName(u"pipelineVersion"_s);
    m_versions->setAccessibleName(tr("Version shown"));
    m_versions->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(m_versions, &QComboBox::activated, this,
            [this](int row) { Q_EMIT versionWanted(m_versions->itemData(row).toLongLong()); });
    m_edit->setObjectName(u"editPipeline"_s);
    m_edit->setIcon(tintedIcon(u"edit"_s));
    m_edit->setToolTip(tr("Write the file of this pipeline; what is wrong is said at once"));
    listInPalette(*m_edit, tr("Pipelines"));
    offer(*m_edit, true, desk, Role::Editor);
    connect(m_edit, &QPushButton::clicked, this, &PipelineHeading::editWanted);
    m_submit->setObjectName(u"runAFile"_s);
    m_submit->setIcon(tintedIcon(u"submit"_s));
    m_submit->setToolTip(tr("Choose files and submit them to this pipeline; files can be dropped here, too"));
    offer(*m_submit, true, desk, Role::Operator);
    connect(m_submit, &QPushButton::clicked, this, &PipelineHeading::submitWanted);
    auto *title = new QWidget;
    auto *row = new QHBoxLayout(title);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    row->addWidget(m_name, 1);
    row->addWidget(m_versions);
    row->addWidget(m_edit);
    row->addWidget(m_submit);
    return title;
}

QWidget *PipelineHeading::buildFacts()
{
    const QString names[] = {tr("Digest"), tr("Recorded"), tr("Input"), tr("Deadline")};
    auto *facts = new QWidget;
    auto *grid = new QGridLayout(facts);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(3);
    for (int fact = 0; fact < FactCount; ++fact) {
        auto *name = new TonedLabel(TonedLabel::Quiet);
        name->setText(names[fact]);
        m_facts[fact] = new ElidedLabel;
        const int rows = FactCount / 2;
        grid->addWidget(name, fact % rows, fact / rows * 3);
        grid->addWidget(m_facts[fact], fact % rows, fact / rows * 3 + 1);
    }
    m_facts[DigestFact]->setObjectName(u"pipelineDigest"_s);
    m_facts[InputFact]->setObjectName(u"pipelineInput"_s);
    m_facts[DeadlineFact]->setObjectName(u"pipelineDeadline"_s);
    grid->setColumnMinimumWidth(1, 120);
    grid->setColumnMinimumWidth(2, 16);
    grid->setColumnStretch(4, 1);
    return facts;
}

QWidget *PipelineHeading::buildChips()
{
    auto *chips = new QWidget;
    auto *row = new QHBoxLayout(chips);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    for (RunState state : allRunStates()) {
        auto *chip = new StateChip(state);
        connect(chip, &QAbstractButton::clicked, this, [this, state] { Q_EMIT stateWanted(state); });
        m_chips.append(chip);
        row->addWidget(chip);
    }
    m_noRuns->setObjectName(u"pipelineNoRuns"_s);
    m_noRuns->setText(tr("No runs yet: drop a file here."));
    row->addWidget(m_noRuns);
    row->addStretch();
    return chips;
}

void PipelineHeading::setUse(const PipelineUse &use, qint64 shownVersion)
{
    m_name->setText(use.head().name);
    setVersions(use, shownVersion);
    const auto runs = use.runs();
    for (StateChip *chip : std::as_const(m_chips)) {
        chip->setCompact(runs.size() > 6);
        chip->setCount(runs.value(chip->state()));
    }
    m_noRuns->setVisible(runs.isEmpty());
    m_differs->setVisible(use.fileDiffers);
    for (const VersionUse &version : use.versions) {
        if (version.head.id == shownVersion)
            setFact(RecordedFact, localTime(version.head.recordedAt), utcTime(version.head.recordedAt));
    }
}

void PipelineHeading::setVersions(const PipelineUse &use, qint64 shownVersion)
{
    const QSignalBlocker blocker(m_versions);
    if (m_versions->count() != use.versions.size() || m_versions->itemData(0).toLongLong() != use.head().id) {
        m_versions->clear();
        for (const VersionUse &version : use.versions) {
            const bool newest = version.head.id == use.head().id;
            m_versions->addItem((version.head.isRetired ? tr("version %1, retired")
                                 : newest               ? tr("version %1, the newest")
                                                        : tr("version %1"))
                                    .arg(version.head.version),
                                version.head.id);
        }
    }
    m_versions->setCurrentIndex(m_versions->findData(shownVersion));
}

void PipelineHeading::setVersion(const PipelineVersion &version)
{
    setFact(DigestFact, version.digest.brief(), u"SHA-256 %1"_s.arg(version.digest.toHex()));
    setFact(InputFact, inputText(version.pipeline.input), inputText(version.pipeline.input));
    setFact(DeadlineFact, deadlineText(version.pipeline.deadline), {});
}

void PipelineHeading::setUnread()
{
    for (const Fact fact : {DigestFact, InputFact, DeadlineFact})
        setFact(fact, u"–"_s, u"–"_s);
}

void PipelineHeading::setFact(Fact fact, const QString &value, const QString &tip)
{
    m_facts[fact]->setText(value);
    if (!tip.isEmpty())
        m_facts[fact]->setToolTip(plainTip(tip));
}

} // namespace cairn
