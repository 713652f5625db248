#include "ui/pipelines/applydialog.h"

#include "ui/editor/reviewtext.h"
#include "ui/parts/tonedlabel.h"

#include <QCheckBox>
#include <QScrollArea>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostLines = 10; ///< without scrolling

QWidget *changeList(const QList<Drift> &drift)
{
    QStringList lines;
    for (const Drift &one : drift)
        lines += driftDetails(one).split(u'\n');
    auto *list = new QLabel(lines.join(u'\n'));
    list->setObjectName(u"applyChanges"_s);
    list->setTextFormat(Qt::PlainText);
    list->setTextInteractionFlags(Qt::TextSelectableByMouse);
    if (lines.size() <= MostLines)
        return list;
    auto *area = new QScrollArea;
    area->setWidget(list);
    area->setFrameShape(QFrame::NoFrame);
    area->setFixedHeight(MostLines * list->fontMetrics().lineSpacing());
    return area;
}

bool isLeft(const Drift &drift)
{
    return drift.kind == Drift::Kind::Left;
}

QList<Drift> changesOf(QList<Drift> drift)
{
    drift.removeIf(isLeft);
    return drift;
}

QString retiringText()
{
    return ApplyDialog::tr(
        "No file says it any more. Retired, nothing starts it but who submits to it; what runs goes on, and its "
        "record stays.");
}

ReasonDialog::Text textOf(int changes)
{
    const auto text = [](const QString &title, const QString &effect) {
        return ReasonDialog::Text{u"applyDialog"_s, ApplyDialog::tr("Apply the workspace"), title, effect,
                                  ApplyDialog::tr("Apply")};
    };
    if (changes == 0)
        return text(ApplyDialog::tr("Retire what no file says any more?"), retiringText());
    return text(
        ApplyDialog::tr("Make %Ln change(s) live?", nullptr, changes),
        ApplyDialog::tr("Services follow their new policy with their next request. Runs that are under way keep the pipeline "
                        "version that they began with; new runs take the new one."));
}

QLabel *obstacleLine(const QString &text)
{
    auto *line = new TonedLabel(TonedLabel::Bad);
    line->setTextFormat(Qt::PlainText);
    line->setWordWrap(true);
    line->setText(text);
    return line;
}

} // namespace

ApplyDialog::ApplyDialog(const QList<Drift> &drift, QWidget *parent)
    : ReasonDialog(textOf(int(changesOf(drift).size())), parent), m_hasChanges(!changesOf(drift).isEmpty())
{
    if (m_hasChanges)
        addSubject(changeList(changesOf(drift)));
    for (const Drift &one : drift) {
        if (isLeft(one))
            addLeft(one);
    }
    if (m_hasChanges && !m_left.isEmpty())
        addContent(quietLine({}, retiringText()));
    addReason(Reason::Required);
    finish();
}

/// Not ticked: a file can be missing by mistake.
void ApplyDialog::addLeft(const Drift &one)
{
    auto *box =
        new QCheckBox(one.watch.isEmpty() ? tr("Retire %1, which goes on taking webhooks").arg(one.name)
                                          : tr("Retire %1, which goes on taking the files of %2").arg(one.name, one.watch));
    box->setObjectName(u"retire_%1"_s.arg(one.name));
    connect(box, &QCheckBox::toggled, this, &ApplyDialog::updateGo);
    addContent(box);
    m_left.insert(one.name, box);
    if (!one.canApply()) {
        m_obstacles.append(one.name);
        addContent(obstacleLine(capitalized(one.obstacle.detail)));
    }
    if (const QString follows = successionText(one.successors); !follows.isEmpty())
        addContent(quietLine({}, follows));
}

/// There is something to do, and nothing that has to be done before it is left.
bool ApplyDialog::isComplete() const
{
    const QStringList ticked = retired();
    const bool isClear =
        std::all_of(m_obstacles.begin(), m_obstacles.end(), [&](const QString &name) { return ticked.contains(name); });
    return isClear && (m_hasChanges || !ticked.isEmpty());
}

QStringList ApplyDialog::retired() const
{
    QStringList names;
    for (const auto &[name, box] : m_left.asKeyValueRange()) {
        if (box->isChecked())
            names.append(name);
    }
    return names;
}

} // namespace cairn
