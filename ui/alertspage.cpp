#include "ui/alertspage.h"

#include "ui/sectiontitle.h"
#include "ui/tintedicon.h"

#include <QBoxLayout>
#include <QDesktopServices>
#include <QDir>
#include <QLabel>
#include <QPushButton>
#include <QUrl>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr int AlertsSide = 16;
}

AlertsPage::AlertsPage(const QString &workspaceRoot, QWidget *parent) : QWidget(parent)
{
    setObjectName(u"alertsPage"_s);
    const QString file = QDir(workspaceRoot).filePath(u"cairn.yaml"_s);
    auto *text =
        new QLabel(tr("Routes and rules are part of the workspace, so that everyone who works on it has the same: they stand "
                      "under “alerts” in %1. A runner reads them when it starts. “cairn alerts” lists them with what each "
                      "sent last, and “cairn alerts test ROUTE” tries one.")
                       .arg(QDir::toNativeSeparators(file)));
    text->setObjectName(u"alertsText"_s);
    text->setTextFormat(Qt::PlainText);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text->setWordWrap(true);
    auto *open = new QPushButton(tintedIcon(u"open"_s), tr("&Open cairn.yaml"));
    open->setObjectName(u"openAlertsFile"_s);
    connect(open, &QPushButton::clicked, this, [file] { QDesktopServices::openUrl(QUrl::fromLocalFile(file)); });
    auto *read = new QPushButton(tintedIcon(u"room_help"_s), tr("Read abo&ut alerts"));
    read->setObjectName(u"readAboutAlerts"_s);
    connect(read, &QPushButton::clicked, this, [this] { Q_EMIT guideWanted(u"alerts.md"_s); });
    auto *row = new QHBoxLayout;
    row->addWidget(open);
    row->addWidget(read);
    row->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(AlertsSide, 10, AlertsSide, AlertsSide);
    column->setSpacing(10);
    column->addWidget(sectionTitle(tr("Whom incidents are told")));
    column->addWidget(text);
    column->addLayout(row);
    column->addStretch();
}

} // namespace cairn
