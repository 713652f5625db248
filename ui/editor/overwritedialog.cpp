#include "ui/editor/overwritedialog.h"

#include "ui/editor/linedtext.h"
#include "ui/editor/pipelinetext.h"
#include "ui/editor/yamlhighlighter.h"
#include "ui/parts/dialogparts.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int LinesAround = 3;

QStringList plainLines(const QString &text)
{
    return QString(text).remove(u'\r').split(u'\n');
}

} // namespace

OverwriteDialog::OverwriteDialog(Way way, const QString &file, const QString &theirs, const QString &mine, QWidget *parent)
    : QDialog(parent)
{
    const bool saves = way == Way::SaveOver;
    const QList<DiffLine> diff =
        saves ? diffLines(plainLines(theirs), plainLines(mine)) : diffLines(plainLines(mine), plainLines(theirs));
    auto *text = new LinedText;
    text->setObjectName(u"overwriteText"_s);
    text->setAccessibleName(saves ? tr("What your text changes in theirs") : tr("What theirs changes in your text"));
    new YamlHighlighter(text, text->document());
    text->setLines(changeLines(diff, LinesAround), 2);
    auto *column = dialogColumn(*this, u"overwriteDialog"_s, saves ? tr("Save over it") : tr("Discard"));
    column->addWidget(dialogTitle(saves ? tr("Save over what somebody else has written?") : tr("Lose what you have written?")));
    column->addWidget(
        quietLine(u"overwriteSummary"_s,
                  (saves ? tr("%1 has been changed since you began. What your text makes of it: %2.")
                         : tr("%1 has been changed since you began. What becomes of your text: %2. It cannot be undone."))
                      .arg(file, changeSummary(diff))));
    column->addWidget(text, 1);
    const GoOrLeave buttons =
        addGoOrLeave(*this, u"overwriteGo"_s, saves ? tr("&Save over it") : tr("&Discard mine"), tr("&Go on writing"));
    connect(buttons.box, &QDialogButtonBox::accepted, this, &QDialog::accept);
    resize(withinScreen(*this, {820, 520}));
    buttons.leave->setDefault(true);
    buttons.leave->setFocus();
}

} // namespace cairn
