#include "ui/window/folderdialog.h"

#include "ui/parts/dialogparts.h"
#include "ui/parts/tonedlabel.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int TextWidth = 480;

QLabel *paragraph(const QString &text)
{
    auto *label = new QLabel(text);
    label->setWordWrap(true);
    label->setMinimumWidth(TextWidth);
    return label;
}

} // namespace

FolderDialog::FolderDialog(Purpose purpose, const QStringList &examples, const QString &suggested, QWidget *parent)
    : QDialog(parent), m_purpose(purpose), m_folder(new QLineEdit), m_hint(new TonedLabel(TonedLabel::Quiet)), m_go(nullptr)
{
    auto *column = purpose == Demo ? dialogColumn(*this, u"demoDialog"_s, tr("Try the demo"))
                                   : dialogColumn(*this, u"newWorkspaceDialog"_s, tr("New workspace"));
    if (purpose == Demo)
        buildDemo();
    else
        column->addWidget(
            paragraph(tr("A workspace is a folder with a cairn.yaml and the definitions of its services and pipelines. "
                         "Keep it in git, as other sources.")));
    column->addWidget(buildFolder(suggested));
    if (purpose == NewWorkspace)
        buildExamples(examples);
    m_hint->setWordWrap(true);
    column->addWidget(m_hint);
    column->addSpacing(6);
    const GoOrLeave buttons =
        addGoOrLeave(*this, u"folderGo"_s, purpose == Demo ? tr("Start the demo") : tr("Create"), tr("Back"));
    buttons.leave->setObjectName(u"folderBack"_s);
    m_go = buttons.go;
    connect(buttons.box, &QDialogButtonBox::accepted, this, &QDialog::accept);
    judge();
    m_temporary ? m_temporary->setFocus() : m_folder->setFocus();
}

void FolderDialog::buildDemo()
{
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->addWidget(
        paragraph(tr("The demo makes the example workspace “intake” and starts five small services on this machine: scan, "
                     "extract, thumbnail, publish and notice. They listen on 127.0.0.1 only, nothing leaves this computer, and "
                     "they end with the console. Their faults can be switched on to practise.")));
    m_temporary = new QRadioButton(tr("In a &temporary folder, removed when the console ends"));
    m_temporary->setObjectName(u"demoTemporary"_s);
    m_temporary->setChecked(true);
    m_kept = new QRadioButton(tr("&Keep it in this folder:"));
    m_kept->setObjectName(u"demoKept"_s);
    column->addWidget(m_temporary);
    column->addWidget(m_kept);
    connect(m_kept, &QAbstractButton::toggled, this, &FolderDialog::judge);
}

void FolderDialog::buildExamples(const QStringList &examples)
{
    m_example = new QComboBox;
    m_example->setObjectName(u"exampleChoice"_s);
    m_example->addItem(tr("Empty"), QString());
    for (const QString &example : examples)
        m_example->addItem(tr("The example “%1”").arg(example), example);
    auto *label = new QLabel(tr("&Begin with"));
    label->setBuddy(m_example);
    auto *row = new QHBoxLayout;
    row->addWidget(label);
    row->addWidget(m_example, 1);
    static_cast<QVBoxLayout *>(layout())->addLayout(row);
}

QWidget *FolderDialog::buildFolder(const QString &suggested)
{
    m_folder->setObjectName(u"folderPath"_s);
    m_folder->setAccessibleName(tr("Folder"));
    m_folder->setText(QDir::toNativeSeparators(suggested));
    m_folder->setMaxLength(4096);
    connect(m_folder, &QLineEdit::textChanged, this, &FolderDialog::judge);
    auto *browse = new QPushButton(tr("B&rowse…"));
    browse->setAutoDefault(false);
    connect(browse, &QPushButton::clicked, this, &FolderDialog::browse);
    if (m_kept) {
        m_folder->setEnabled(false);
        browse->setEnabled(false);
        connect(m_kept, &QAbstractButton::toggled, m_folder, &QWidget::setEnabled);
        connect(m_kept, &QAbstractButton::toggled, browse, &QWidget::setEnabled);
    }
    auto *area = new QWidget;
    auto *row = new QHBoxLayout(area);
    row->setContentsMargins(m_kept ? 22 : 0, 0, 0, 0);
    if (!m_kept) {
        auto *label = new QLabel(tr("&Folder"));
        label->setBuddy(m_folder);
        row->addWidget(label);
    }
    row->addWidget(m_folder, 1);
    row->addWidget(browse);
    return area;
}

void FolderDialog::browse()
{
    auto *dialog = new QFileDialog(this, tr("Choose a new or an empty folder"), QDir(folder()).absolutePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, m_folder, &QLineEdit::setText);
    dialog->open();
}

void FolderDialog::judge()
{
    const bool asks = !m_kept || m_kept->isChecked();
    const bool whole = QDir::isAbsolutePath(m_folder->text().trimmed());
    m_go->setEnabled(!asks || whole);
    if (asks && !whole)
        m_hint->setText(tr("Write the whole path of a new or an empty folder, such as /srv/cairn/office."));
    else if (m_purpose == Demo)
        m_hint->setText(asks ? tr("The folder must be new or empty. It opens with its services again later.") : QString());
    else
        m_hint->setText(
            tr("The folder must be new or empty. Cairn writes cairn.yaml and the folders services, pipelines and inbox."));
}

QString FolderDialog::folder() const
{
    if (m_temporary && m_temporary->isChecked())
        return {};
    return QDir::cleanPath(m_folder->text().trimmed());
}

QString FolderDialog::example() const
{
    return m_example ? m_example->currentData().toString() : QString();
}

} // namespace cairn
