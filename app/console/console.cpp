#include "console.h"

#include "demoservices.h"
#include "example.h"
#include "workspacewindow.h"

#include "base/inbackground.h"
#include "ui/parts/whendone.h"
#include "ui/window/linkcard.h"
#include "ui/window/recentworkspaces.h"
#include "ui/window/welcomepage.h"

#include <QApplication>
#include <QDir>
#include <QStandardPaths>
#include <QTcpSocket>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView DemoName("intake"); ///< of the example, and of its folder

/// A folder of that name that does not exist yet.
QString freeFolder(const QString &name)
{
    const QDir home(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    QString folder = home.filePath(name);
    for (int number = 2; QFileInfo::exists(folder) && number < 100; ++number)
        folder = home.filePath(u"%1-%2"_s.arg(name).arg(number));
    return folder;
}

QList<RecentWorkspace> examined(QList<RecentWorkspace> known)
{
    for (RecentWorkspace &one : known)
        one.missing = !QFile::exists(QDir(one.path).filePath(u"cairn.yaml"_s));
    return known;
}

} // namespace

Console::Console(Appearance &appearance, TimeDisplay &times) : m_appearance(appearance), m_times(times)
{
    connect(&m_instance, &ConsoleInstance::asked, this, &Console::beAsked);
}

Console::~Console() = default;

bool Console::start(const StartWish &wish)
{
    m_link = wish.link;
    QStringList recent;
    for (const RecentWorkspace &one : loadRecentWorkspaces())
        recent.append(one.path);
    const auto folder = workspaceFor(wish, recent, QDir::currentPath());
    if (folder && opensUnasked(wish, recent, *folder))
        return open(*folder);
    if (folder && m_instance.handOverTo(*folder, wish.link->toString()))
        return false;
    if (folder)
        page()->linkCard().askWhether(*folder);
    else if (wish.link)
        page()->linkCard().askWhose(wish.link->toString());
    page()->show();
    return true;
}

void Console::refuse(const Error &error)
{
    fail({{}, error, {}});
}

void Console::quit()
{
    if (m_window)
        m_window->closeUnasked();
    QApplication::exit(); // quit() would ask every dialog, and one that holds an edit refuses
}

bool Console::open(const QString &folder)
{
    const QString link = m_link ? m_link->toString() : QString();
    if (m_instance.claim(folder, link) == ConsoleInstance::Role::Second)
        return false;
    if (m_page)
        m_page->setBusy(tr("Opening %1…").arg(folder));
    const auto port = demoPort(folder);
    const auto openIt = [this, folder, port] {
        whenDone(this, inBackground([folder] { return openWorkspace(folder); }),
                 [this, folder, port](const Opening &opening) { finishOpening(folder, port, opening); });
    };
    if (port && !m_services)
        ensureServices(folder, *port, openIt);
    else
        openIt();
    return true;
}

void Console::openFromPage(const QString &folder)
{
    if (!open(folder))
        QApplication::quit(); // its own console has come to the front
}

void Console::finishOpening(const QString &folder, std::optional<quint16> port, const Opening &opening)
{
    if (!opening)
        return fail(opening.error());
    if (!m_demoFolder || folder != m_demoFolder->filePath(DemoName))
        saveRecentWorkspaces(withOpened(loadRecentWorkspaces(), QDir::cleanPath(folder), SystemClock().now()));
    m_window = std::make_unique<WorkspaceWindow>(*opening, m_appearance, m_times, port);
    m_window->present(std::exchange(m_link, std::nullopt));
    if (m_page)
        m_page.release()->deleteLater(); // it may be what called
}

/// Starts the services of a demo that was made before, unless they run already, as under `cairn demo`. Without them it opens as
/// well.
void Console::ensureServices(const QString &folder, quint16 port, std::function<void()> then)
{
    auto *probe = new QTcpSocket(this);
    connect(probe, &QTcpSocket::connected, this, [probe, then] {
        probe->deleteLater();
        then();
    });
    connect(probe, &QTcpSocket::errorOccurred, this, [this, probe, folder, port, then] {
        probe->deleteLater();
        startServices(
            folder, port, [then](const QString &) { then(); }, [then](const Error &) { then(); });
    });
    probe->connectToHost(QHostAddress(QHostAddress::LocalHost), port);
}

/// A demo's documents are kept beside its definitions.
void Console::startServices(const QString &folder, quint16 port, std::function<void(const QString &)> then,
                            std::function<void(const Error &)> otherwise)
{
    m_services = std::make_unique<DemoServices>();
    connect(m_services.get(), &DemoServices::ready, this, std::move(then));
    connect(m_services.get(), &DemoServices::failed, this, [this, otherwise = std::move(otherwise)](const Error &error) {
        m_services.release()->deleteLater(); // it is what called
        otherwise(error);
    });
    m_services->start(QDir(folder).filePath(u"published"_s), port);
}

void Console::create(const QString &folder, const QString &example)
{
    page()->setBusy(tr("Creating %1…").arg(folder));
    whenDone(this, inBackground([folder, example] { return makeWorkspace(folder, example); }),
             [this, folder](const Result<void> &made) {
                 made ? openFromPage(folder) : fail({folder, made.error(), {}});
             });
}

/// First the workspace, whose folder must be empty; then the services, which say where they listen; then both meet.
void Console::tryDemo(const QString &folder)
{
    QString place = folder;
    if (place.isEmpty()) {
        m_demoFolder = std::make_unique<QTemporaryDir>(QDir::temp().filePath(u"cairn-demo-XXXXXX"_s));
        if (!m_demoFolder->isValid()) // its paths are empty then, which is the folder that we are in
            return fail({QDir::tempPath(), {ErrorKind::Io, m_demoFolder->errorString(), QDir::tempPath(), {}}, {}});
        place = m_demoFolder->filePath(DemoName);
    }
    page()->setBusy(tr("Making the demo in %1…").arg(place));
    whenDone(this, inBackground([place] { return makeWorkspace(place, DemoName); }), [this, place](const Result<void> &made) {
        if (!made)
            return fail({place, made.error(), {}});
        page()->setBusy(tr("Starting the demo services…"));
        startServices(
            place, 0, [this, place](const QString &address) { openDemo(place, address); },
            [this, place](const Error &error) {
                fail({place, error, {}});
            });
    });
}

void Console::openDemo(const QString &folder, const QString &address)
{
    whenDone(this, inBackground([folder, address] { return pointDemoAt(folder, address); }),
             [this, folder](const Result<void> &pointed) {
                 pointed ? openFromPage(folder) : fail({folder, pointed.error(), {}});
             });
}

void Console::fail(const OpeningTrouble &trouble)
{
    m_instance.release();
    m_services.reset();
    page()->showTrouble(trouble);
    page()->show();
}

WelcomePage *Console::page()
{
    if (m_page)
        return m_page.get();
    m_page = std::make_unique<WelcomePage>();
    m_page->setSuggestions(exampleNames(), freeFolder(u"cairn-workspace"_s), freeFolder(u"cairn-demo"_s));
    connect(m_page.get(), &WelcomePage::openWanted, this, &Console::openFromPage);
    connect(&m_page->linkCard(), &LinkCard::left, this, [this] { m_link.reset(); });
    connect(m_page.get(), &WelcomePage::createWanted, this, &Console::create);
    connect(m_page.get(), &WelcomePage::demoWanted, this, &Console::tryDemo);
    connect(m_page.get(), &WelcomePage::removeWanted, this, [this](const QString &path) {
        saveRecentWorkspaces(without(loadRecentWorkspaces(), path));
        showRecent();
    });
    showRecent();
    return m_page.get();
}

void Console::showRecent()
{
    const auto known = loadRecentWorkspaces();
    m_page->setRecent(known);
    whenDone(m_page.get(), inBackground([known] { return examined(known); }),
             [page = m_page.get()](const QList<RecentWorkspace> &now) { page->setRecent(now); });
}

void Console::beAsked(const QString &link)
{
    const auto place = parseDeepLink(link);
    if (place)
        m_link = *place; // one that waits for its workspace to open stays otherwise
    if (m_window)
        m_window->present(std::exchange(m_link, std::nullopt));
    else if (m_page)
        m_page->activateWindow();
}

} // namespace cairn
