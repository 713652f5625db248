#include "shellshots.h"

#include "ui/window/commandpalette.h"
#include "ui/window/folderdialog.h"
#include "ui/window/keysheet.h"
#include "ui/window/mainwindow.h"
#include "ui/window/runoffers.h"
#include "ui/window/welcomepage.h"

#include <QAction>
#include <QLineEdit>
#include <QPushButton>

namespace cairn::testing {

using namespace Qt::StringLiterals;

namespace {

QList<RecentWorkspace> sampleWorkspaces()
{
    const Timestamp now = SystemClock().now();
    return {{u"/srv/cairn/harbour-office"_s, now - std::chrono::minutes(4), false},
            {u"/home/ann/work/invoices"_s, now - std::chrono::hours(26), false},
            {u"/media/ann/archive-2025/customs-declarations"_s, now - std::chrono::hours(24 * 40), true},
            {u"/home/ann/Documents/cairn-demo"_s, now - std::chrono::hours(24 * 61), false}};
}

void takeShellDialog(WelcomePage &page, const QString &button, const Shot &shot, const QString &name)
{
    page.findChild<QPushButton *>(button)->click();
    auto *dialog = page.findChild<FolderDialog *>();
    shot(*dialog, name);
    dialog->reject();
    delete dialog;
}

} // namespace

void takeShell(MainWindow &window, const Shot &shot)
{
    auto *palette = window.findChild<CommandPalette *>();
    if (!palette) {
        palette = new CommandPalette(&window);
        palette->addOffers(std::make_unique<RunOffers>(QString(), [](const DeepLink &) {}));
    }
    auto *keys = window.findChild<QAction *>(u"showKeys"_s);
    if (!keys)
        keys = KeySheet::openerFor(&window);
    palette->open();
    shot(window, u"palette"_s);
    palette->findChild<QLineEdit *>(u"paletteLine"_s)->setText(u"r"_s);
    shot(window, u"palette-typed"_s);
    palette->findChild<QLineEdit *>(u"paletteLine"_s)->setText(u"cairn://run/nonsense"_s);
    shot(window, u"palette-link"_s);
    palette->open(); // closes
    keys->trigger();
    auto *sheet = window.findChild<KeySheet *>();
    shot(*sheet, u"keys"_s);
    sheet->reject();
}

void takeWelcome(const Shot &shot)
{
    WelcomePage page;
    page.setSuggestions({u"intake"_s, u"webdav"_s}, u"/home/ann/Documents/cairn-workspace"_s,
                        u"/home/ann/Documents/cairn-demo"_s);
    page.show();
    shot(page, u"welcome-first"_s);
    page.setRecent(sampleWorkspaces());
    shot(page, u"welcome"_s);
    takeShellDialog(page, u"createWorkspace"_s, shot, u"welcome-new"_s);
    takeShellDialog(page, u"tryDemo"_s, shot, u"welcome-demo"_s);
    page.showTrouble({u"/srv/cairn/harbour-office"_s,
                      {ErrorKind::Definition, u"not sound"_s, {}, {}},
                      {{u"pipelines/intake.yaml"_s, 14, 16, u"there is no service 'orc'"_s, u"Did you mean 'ocr'?"_s},
                       {u"services/publish.yaml"_s, 3, 9, u"'fast' is not a duration"_s, u"Write 300ms, 30s or 5m"_s}}});
    shot(page, u"welcome-trouble"_s);
    page.setBusy(u"Opening /srv/cairn/harbour-office…"_s);
    shot(page, u"welcome-busy"_s);
}

} // namespace cairn::testing
