#include "editshots.h"

#include "editworkspace.h"
#include "ui/editor/codeview.h"
#include "ui/incidents/patchdialog.h"
#include "ui/payload/editdialog.h"
#include "ui/run/rerundialog.h"
#include "ui/run/versionsdialog.h"

#include <QAbstractButton>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QTabWidget>
#include <QToolButton>

namespace cairn::testing {

using namespace Qt::StringLiterals;

namespace {

using Take = std::function<void(QWidget &widget, const QString &name)>;

void takeEdit(EditWorkspace &place, const Take &take)
{
    auto *dialog = new EditDialog(*place.desk, {}, place.row(place.run), StepId(u"send"_s), place.window.get());
    dialog->open();
    take(*dialog, u"edit"_s);
    auto *code = dialog->findChild<CodeView *>(u"editText"_s);
    code->setText(u"{\n    \"lines\": [1, 2],\n    \"of\": 5\n}"_s, CodeView::Language::Json);
    take(*dialog, u"edit-schema"_s);
    code->setText(u"{\n    \"lines\": [1, 2],\n    \"of\": \"good\"\n}"_s, CodeView::Language::Json);
    dialog->findChild<QLineEdit *>(u"editReason"_s)->setText(u"the scanner read the number wrong"_s);
    dialog->findChild<QTabWidget *>(u"editTabs"_s)->setCurrentIndex(1);
    take(*dialog, u"edit-difference"_s);
    dialog->reject();
    dialog->reject();
}

/// What has to be revealed before it is edited.
void takeMaskedEdit(EditWorkspace &place, const Take &take)
{
    place.workspace.cairn().write(
        u"cairn.yaml"_s, "workspace: test\ndata: { classes: { order: { jq: .body.of }, lines: { jq: .body.lines } } }\n");
    auto *dialog = new EditDialog(*place.desk, place.workspace.cairn().path({}), place.row(place.run), StepId(u"send"_s),
                                  place.window.get());
    dialog->open();
    take(*dialog, u"edit-masked"_s);
    dialog->findChild<QAbstractButton *>(u"maskReveal"_s)->click();
    take(*dialog->findChild<QDialog *>(u"revealDialog"_s), u"edit-reveal"_s);
    dialog->findChild<QDialog *>(u"revealDialog"_s)->reject();
    dialog->reject();
}

void takePatch(EditWorkspace &place, const Take &take)
{
    place.workspace.run();
    const Incident incident = place.reader().incidents({}, std::nullopt, 1).value().value(0);
    auto *dialog = new PatchDialog(*place.desk, place.workspace.cairn().path({}), incident, place.window.get());
    dialog->open();
    dialog->findChild<QPlainTextEdit *>(u"patchText"_s)->setPlainText(u".of = \"good\""_s);
    take(*dialog, u"patch"_s);
    dialog->reject();
}

} // namespace

void takeEdits(const Take &take)
{
    EditWorkspace place;
    take(*place.window, u"step-actions"_s);
    auto *button = place.window->findChild<QToolButton *>(u"stepMenu"_s);
    button->menu()->popup(button->mapToGlobal(QPoint(0, button->height())));
    take(*button->menu(), u"step-menu"_s);
    button->menu()->close();
    takeEdit(place, take);
    takeMaskedEdit(place, take);
    takePatch(place, take);
    place.apply(EditWorkspace::steps("fixed"), 2);
    const RunRecord run = place.row(place.run);
    auto *versions =
        new VersionsDialog(*place.desk, place.workspace.cairn().path({}), run, StepId(u"send"_s), place.window.get());
    versions->open();
    take(*versions, u"versions"_s);
    versions->reject();
    auto *rerun = new RerunDialog(*place.desk, run, StepId(u"send"_s), place.window.get());
    rerun->open();
    take(*rerun, u"rerun"_s);
    rerun->reject();
}

} // namespace cairn::testing
