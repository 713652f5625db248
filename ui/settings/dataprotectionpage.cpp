#include "ui/settings/dataprotectionpage.h"

#include "ui/look/tintedicon.h"
#include "ui/parts/sectiontitle.h"
#include "ui/parts/tableexport.h"
#include "ui/parts/tonedlabel.h"
#include "ui/parts/valuetable.h"
#include "ui/parts/whendone.h"
#include "ui/payload/maskbanner.h"

#include <QBoxLayout>
#include <QDir>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStandardItemModel>

namespace cairn {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int ProtectionSide = 16;
constexpr int TrialHeight = 56;
constexpr int LeastTableHeight = 84; ///< on a small screen

QPlainTextEdit *trialText(const QString &name)
{
    auto *text = new QPlainTextEdit;
    text->setObjectName(name);
    text->setTabChangesFocus(true);
    text->setFixedHeight(TrialHeight);
    return text;
}

QString foundBy(const DataClass &what)
{
    switch (what.by) {
    case DataClass::By::Detector: return DataProtectionPage::tr("what Cairn knows as %1").arg(what.how);
    case DataClass::By::Regex: return DataProtectionPage::tr("regular expression %1").arg(what.how);
    case DataClass::By::Jq: break;
    }
    return DataProtectionPage::tr("jq over JSON documents: %1").arg(what.how);
}

QString saidIn(DataClassUse::Said said)
{
    switch (said) {
    case DataClassUse::Said::BuiltIn: return DataProtectionPage::tr("built in");
    case DataClassUse::Said::Settings: return u"cairn.yaml"_s;
    case DataClassUse::Said::Pipeline: break;
    }
    return DataProtectionPage::tr("the pipeline as it was applied");
}

QString protectedIn(const DataClassUse &use)
{
    QStringList pipelines = use.blockedIn;
    for (const QString &name : use.quarantinedIn)
        pipelines.append(DataProtectionPage::tr("%1 (quarantine)").arg(name));
    return pipelines.isEmpty() ? DataProtectionPage::tr("nowhere") : pipelines.join(u", "_s);
}

} // namespace

DataProtectionPage::DataProtectionPage(Desk &desk, const QString &workspaceRoot, QWidget *parent)
    : QWidget(parent), m_desk(desk, workspaceRoot), m_root(workspaceRoot), m_refresher(2s, this),
      m_model(new QStandardItemModel(0, 5, this)), m_table(new ValueTable),
      m_leftOut(new TonedLabel(TonedLabel::Bad, u"protectionLeftOut"_s)), m_text(trialText(u"trialText"_s)),
      m_shown(trialText(u"trialShown"_s)), m_passedOn(trialText(u"trialPassedOn"_s)),
      m_found(new TonedLabel(TonedLabel::Quiet, u"trialFound"_s))
{
    setObjectName(u"dataProtectionPage"_s);
    buildTable();
    auto *text = new TonedLabel(TonedLabel::Quiet, u"protectionText"_s);
    text->setText(
        tr("What a pipeline protects goes to no service that is not cleared for it. Wherever payloads are looked at, all "
           "classes are covered until somebody says why not. Values under names such as authorization, token, password "
           "or api_key are not recorded in addresses."));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(ProtectionSide, 10, ProtectionSide, ProtectionSide);
    column->setSpacing(10);
    column->addWidget(sectionTitle(tr("Sensitive data")));
    column->addWidget(text);
    column->addWidget(m_leftOut);
    column->addWidget(m_table, 1);
    column->addWidget(buildTrial());
    column->addLayout(buildButtons());
    m_leftOut->hide();
    m_typing.setSingleShot(true);
    m_typing.setInterval(300ms);
    connect(&m_typing, &QTimer::timeout, this, &DataProtectionPage::tryOut);
    connect(m_text, &QPlainTextEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(&m_refresher, &Refresher::due, this, &DataProtectionPage::ask);
    connect(&m_watch, &FolderWatch::changed, this, [this] {
        watchFile();
        m_refresher.wake();
    });
    watchFile();
    m_refresher.follow(desk, *this);
}

/// With its folder: editors put another file in its place.
void DataProtectionPage::watchFile()
{
    m_watch.watch({m_root, QDir(m_root).filePath(u"cairn.yaml"_s)});
}

void DataProtectionPage::buildTable()
{
    m_model->setHorizontalHeaderLabels({tr("Class"), tr("Found by"), tr("Said in"), tr("Protected in"), tr("Cleared")});
    m_table->setObjectName(u"dataClasses"_s);
    new TableExport(*m_table, u"data-classes"_s);
    m_table->setAccessibleName(tr("Classes of data"));
    m_table->setModel(m_model);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    m_table->setMinimumHeight(LeastTableHeight);
    m_table->setColumnCharacters(0, 14);
    m_table->setColumnCharacters(1, 34);
    m_table->setColumnCharacters(2, 18);
    m_table->setColumnCharacters(3, 28);
    m_table->setStretchColumn(4);
}

QWidget *DataProtectionPage::buildTrial()
{
    auto *box = new QWidget;
    auto *columns = new QHBoxLayout;
    columns->setSpacing(8);
    const auto add = [columns](QPlainTextEdit *text, const QString &title) {
        auto *label = new QLabel(title);
        label->setBuddy(text);
        text->setAccessibleName(QString(title).remove(u'&'));
        auto *column = new QVBoxLayout;
        column->addWidget(label);
        column->addWidget(text);
        columns->addLayout(column, 1);
    };
    add(m_text, tr("A &text"));
    add(m_shown, tr("In the payload inspector"));
    add(m_passedOn, tr("In an incident file"));
    m_text->setPlaceholderText(tr("Type or paste what may be sensitive: it is not kept"));
    m_shown->setReadOnly(true);
    m_passedOn->setReadOnly(true);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(sectionTitle(tr("Try it")));
    column->addLayout(columns);
    column->addWidget(m_found);
    return box;
}

QBoxLayout *DataProtectionPage::buildButtons()
{
    auto *open = new QPushButton(tintedIcon(u"open"_s), tr("&Open cairn.yaml"));
    open->setObjectName(u"openProtectionFile"_s);
    connect(open, &QPushButton::clicked, this, [this] { Q_EMIT fileWanted(u"cairn.yaml"_s); });
    auto *read = new QPushButton(tintedIcon(u"room_help"_s), tr("Read abo&ut data protection"));
    read->setObjectName(u"readAboutProtection"_s);
    connect(read, &QPushButton::clicked, this, [this] { Q_EMIT guideWanted(u"dataprotection.md"_s); });
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(open);
    row->addWidget(read);
    row->addStretch();
    return row;
}

void DataProtectionPage::ask()
{
    whenDone(this, m_desk.rules(), [this](const Result<DataProtection> &rules) {
        m_refresher.done();
        if (!rules)
            return Q_EMIT failed(rules.error());
        present(*rules);
    });
}

void DataProtectionPage::present(const DataProtection &rules)
{
    m_model->setRowCount(int(rules.classes.size()));
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const DataClassUse &use = rules.classes.at(row);
        const QStringList texts{use.what.name, foundBy(use.what), saidIn(use.said), protectedIn(use),
                                use.clearedFor.isEmpty() ? tr("no service") : use.clearedFor.join(u", "_s)};
        for (int column = 0; column < texts.size(); ++column) {
            m_model->setData(m_model->index(row, column), texts.at(column));
            m_model->setData(m_model->index(row, column), texts.at(column), Qt::ToolTipRole);
        }
    }
    QStringList wrong;
    for (const Problem &one : rules.leftOut)
        wrong.append(one.toString());
    m_leftOut->setText(wrong.join(u'\n'));
    m_leftOut->setVisible(!wrong.isEmpty());
}

void DataProtectionPage::tryOut()
{
    whenDone(this, m_desk.tryOut(m_text->toPlainText()), [this, tried = ++m_tried](const Result<DataTrial> &trial) {
        if (tried != m_tried)
            return; // more was typed meanwhile
        if (!trial)
            return Q_EMIT failed(trial.error());
        presentTrial(*trial);
    });
}

void DataProtectionPage::presentTrial(const DataTrial &trial)
{
    m_shown->setPlainText(trial.shown);
    m_passedOn->setPlainText(trial.passedOn);
    if (m_text->document()->isEmpty())
        m_found->clear();
    else
        m_found->setText(trial.found.isEmpty() ? tr("No class is found in it.")
                                               : tr("Found: %1.").arg(sightingsText(trial.found)));
}

} // namespace cairn
