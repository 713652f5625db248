#include "ui/run/rerundialog.h"

#include <QLabel>
#include <QRadioButton>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
ReasonDialog::Text textOf(const RunRecord &run, const StepId &from)
{
    const auto text = [](const QString &title, const QString &effect) {
        return ReasonDialog::Text{u"rerunDialog"_s, RerunDialog::tr("Rerun"), title, effect, RerunDialog::tr("Rerun")};
    };
    if (from.isEmpty())
        return text(RerunDialog::tr("Run %1 again?").arg(run.inputName),
                    RerunDialog::tr("A new run of the same input, from the start: every service is called again."));
    return text(
        RerunDialog::tr("Run %1 again from step %2?").arg(run.inputName, from.name()),
        RerunDialog::tr("A new run of the same input that takes over what is done by steps that do not need %1, and begins "
                        "there.")
            .arg(from.name()));
}
} // namespace

RerunDialog::RerunDialog(Desk &desk, const RunRecord &run, const StepId &from, QWidget *parent)
    : ReasonDialog(textOf(run, from), parent), m_pinned(new QRadioButton(tr("On its &own version, %1").arg(run.version))),
      m_newest(new QRadioButton(tr("On the &newest version"))), m_note(quietLine(u"rerunNote"_s, {}))
{
    m_pinned->setObjectName(u"rerunPinned"_s);
    m_newest->setObjectName(u"rerunNewest"_s);
    m_pinned->setChecked(true);
    m_newest->setEnabled(false);
    for (QWidget *content : std::initializer_list<QWidget *>{m_pinned, m_newest, m_note})
        addContent(content);
    addReason(Reason::Required);
    finish();
    whenDone(this, EditDesk(desk).compare(run.id, from), [this](const Result<VersionComparison> &comparison) {
        if (comparison)
            present(*comparison);
        else
            m_note->setText(errorText(comparison.error()));
    });
}

void RerunDialog::present(const VersionComparison &comparison)
{
    const bool isOther = comparison.newest != comparison.pinned;
    m_newest->setText(isOther ? tr("On the &newest version, %1").arg(comparison.newest)
                              : tr("On the &newest version (the run is on it already)"));
    m_newest->setEnabled(isOther && comparison.whyNotRerun.isEmpty());
    const auto others = std::count_if(comparison.steps.begin(), comparison.steps.end(),
                                      [](const ComparedStep &step) { return step.sendsOther() || !step.pinned || !step.newest; });
    if (!comparison.whyNotRerun.isEmpty())
        m_note->setText(
            tr("It cannot begin there on version %1: %2.").arg(QString::number(comparison.newest), comparison.whyNotRerun));
    else if (isOther)
        m_note->setText(
            tr("On version %1, %Ln step(s) would send another request. “Compare versions” shows them.", nullptr, int(others))
                .arg(comparison.newest));
    if (comparison.undone.isEmpty())
        return;
    const QString early = tr("It begins before %1, with what that needs and is not done: %2.")
                              .arg(comparison.from.name(), comparison.undone.join(u", "_s));
    m_note->setText(m_note->text().isEmpty() ? early : m_note->text() + u' ' + early);
}

bool RerunDialog::isOnNewest() const
{
    return m_newest->isChecked();
}

} // namespace cairn
