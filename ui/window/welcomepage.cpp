#include "ui/window/welcomepage.h"

#include "ui/look/tintedicon.h"
#include "ui/parts/sectiontitle.h"
#include "ui/parts/tonedlabel.h"
#include "ui/window/folderdialog.h"
#include "ui/window/linkcard.h"
#include "ui/window/recentlist.h"

#include <QBoxLayout>
#include <QDir>
#include <QFileDialog>
#include <QProgressBar>
#include <QPushButton>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int WaysWidth = 300;

/// The stones, in the colour of the text.
class Stones : public QWidget
{
public:
    Stones() { setFixedSize(44, 44); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        paintIcon(painter, rect(), u"cairn"_s, palette().color(QPalette::WindowText));
    }
};

} // namespace

WelcomePage::WelcomePage(QWidget *parent)
    : QWidget(parent), m_recent(new RecentList), m_none(new TonedLabel(TonedLabel::Quiet)), m_trouble(new OpeningTroubleCard),
      m_link(new LinkCard), m_choices(new QWidget), m_busy(new QLabel), m_progress(new QProgressBar)
{
    setObjectName(u"welcomePage"_s);
    setWindowTitle(tr("Welcome"));
    m_busy->setObjectName(u"welcomeBusy"_s);
    m_busy->hide();
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setMaximumHeight(6);
    m_progress->hide();
    connect(m_recent, &RecentList::openWanted, this, &WelcomePage::openWanted);
    connect(m_recent, &RecentList::removeWanted, this, &WelcomePage::removeWanted);
    connect(m_link, &LinkCard::openWanted, this, &WelcomePage::openWanted);

    auto *row = new QHBoxLayout(m_choices);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(28);
    row->addWidget(buildRecent(), 1);
    row->addWidget(buildWays());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(32, 26, 32, 26);
    column->setSpacing(14);
    column->addWidget(buildHead());
    column->addWidget(m_trouble);
    column->addWidget(m_link);
    column->addWidget(m_busy);
    column->addWidget(m_progress);
    column->addWidget(m_choices, 1);
    resize(880, 580);
    setRecent({});
}

QWidget *WelcomePage::buildHead()
{
    auto *subtitle = new TonedLabel(TonedLabel::Quiet);
    subtitle->setText(tr("Choose a workspace to see its runs, or make a new one."));
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(sectionTitle(tr("Cairn"), 1.9));
    words->addWidget(subtitle);
    auto *head = new QWidget;
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 4);
    row->setSpacing(14);
    row->addWidget(new Stones);
    row->addLayout(words, 1);
    return head;
}

QWidget *WelcomePage::buildRecent()
{
    m_none->setObjectName(u"noRecent"_s);
    m_none->setAlignment(Qt::AlignCenter);
    m_none->setWordWrap(true);
    m_none->setAutoFillBackground(true);
    m_none->setBackgroundRole(QPalette::Base);
    m_none->setText(tr("No workspace was opened here yet.\nNew to Cairn? Try the demo: it needs nothing."));
    auto *frame = new QFrame;
    frame->setFrameShape(QFrame::StyledPanel);
    frame->setAutoFillBackground(true);
    frame->setBackgroundRole(QPalette::Base);
    auto *inner = new QVBoxLayout(frame);
    inner->setContentsMargins(4, 4, 4, 4);
    inner->addWidget(m_recent);
    inner->addWidget(m_none);
    auto *area = new QWidget;
    auto *column = new QVBoxLayout(area);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(sectionTitle(tr("Recent workspaces"), 1.1));
    column->addWidget(frame, 1);
    return area;
}

QWidget *WelcomePage::buildWays()
{
    auto *area = new QWidget;
    area->setFixedWidth(WaysWidth);
    auto *column = new QVBoxLayout(area);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(sectionTitle(tr("Open or create"), 1.1));
    column->addWidget(
        way(tr("&Open folder…"), u"open"_s, u"openFolder"_s, tr("A folder with a cairn.yaml."), &WelcomePage::askFolder));
    column->addWidget(way(tr("&Create a new one…"), u"submit"_s, u"createWorkspace"_s,
                          tr("Empty, or begun with a complete example."), &WelcomePage::askNew));
    column->addWidget(
        way(tr("&Try the demo…"), u"running"_s, u"tryDemo"_s,
            tr("An example with five small services on this machine. They are reached from here alone, and end with "
               "the console."),
            &WelcomePage::askDemo));
    column->addStretch();
    return area;
}

QWidget *WelcomePage::way(const QString &text, const QString &icon, const QString &name, const QString &explanation,
                          void (WelcomePage::*ask)())
{
    auto *button = new QPushButton(tintedIcon(icon), text);
    button->setObjectName(name);
    button->setMinimumHeight(button->sizeHint().height() + 10);
    button->setAutoDefault(true);
    button->setAccessibleDescription(explanation);
    connect(button, &QPushButton::clicked, this, ask);
    auto *words = new TonedLabel(TonedLabel::Quiet);
    words->setText(explanation);
    words->setWordWrap(true);
    auto *area = new QWidget;
    auto *column = new QVBoxLayout(area);
    column->setContentsMargins(0, 0, 0, 10);
    column->setSpacing(5);
    column->addWidget(button);
    column->addWidget(words);
    return area;
}

void WelcomePage::setRecent(const QList<RecentWorkspace> &workspaces)
{
    m_recent->setWorkspaces(workspaces);
    m_recent->setVisible(!workspaces.isEmpty());
    m_none->setVisible(workspaces.isEmpty());
    if (workspaces.isEmpty())
        findChild<QPushButton *>(u"tryDemo"_s)->setFocus();
    else
        m_recent->setFocus();
}

void WelcomePage::setSuggestions(const QStringList &examples, const QString &newFolder, const QString &demoFolder)
{
    m_examples = examples;
    m_newFolder = newFolder;
    m_demoFolder = demoFolder;
}

void WelcomePage::showTrouble(const OpeningTrouble &trouble)
{
    setBusy({});
    m_trouble->say(trouble);
}

void WelcomePage::setBusy(const QString &text)
{
    m_busy->setText(text);
    m_busy->setVisible(!text.isEmpty());
    m_progress->setVisible(!text.isEmpty());
    m_choices->setEnabled(text.isEmpty());
    if (!text.isEmpty()) {
        m_trouble->hide();
        m_link->hide();
    }
}

void WelcomePage::askFolder()
{
    auto *dialog = new QFileDialog(this, tr("Open a workspace"), QDir::homePath());
    dialog->setObjectName(u"openFolderDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, &WelcomePage::openWanted);
    dialog->open();
}

void WelcomePage::askNew()
{
    auto *dialog = new FolderDialog(FolderDialog::NewWorkspace, m_examples, m_newFolder, this);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { Q_EMIT createWanted(dialog->folder(), dialog->example()); });
    dialog->open();
}

void WelcomePage::askDemo()
{
    auto *dialog = new FolderDialog(FolderDialog::Demo, {}, m_demoFolder, this);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { Q_EMIT demoWanted(dialog->folder()); });
    dialog->open();
}

} // namespace cairn
