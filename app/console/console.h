#pragma once

#include "consoleinstance.h"
#include "startwish.h"
#include "workspaceopening.h"

#include <QTemporaryDir>

namespace cairn {

class Appearance;
class DemoServices;
class TimeDisplay;
class WelcomePage;
class WorkspaceWindow;

/// The program: finds out which workspace is meant, sees that there is one console on it, and shows its window; else the welcome
/// page, and what a person chooses there.
class Console : public QObject
{
    Q_OBJECT
public:
    Console(Appearance &appearance, TimeDisplay &times);
    ~Console() override;

    /// False: another console has taken over, this process has nothing more to do.
    bool start(const StartWish &wish);
    /// Says on the welcome page what is wrong with what was wished.
    void refuse(const Error &error);
    /// Ends the program without a question: somebody told it so from outside.
    void quit();

private:
    bool open(const QString &folder);
    void openFromPage(const QString &folder);
    void finishOpening(const QString &folder, std::optional<quint16> demoPort, const Opening &opening);
    void ensureServices(const QString &folder, quint16 port, std::function<void()> then);
    void startServices(const QString &folder, quint16 port, std::function<void(const QString &address)> then,
                       std::function<void(const Error &)> otherwise);
    void create(const QString &folder, const QString &example);
    void tryDemo(const QString &folder);
    void openDemo(const QString &folder, const QString &address);
    void fail(const OpeningTrouble &trouble);
    WelcomePage *page();
    void showRecent();
    void beAsked(const QString &link);

    Appearance &m_appearance;
    TimeDisplay &m_times;
    ConsoleInstance m_instance;
    std::optional<DeepLink> m_link;              ///< to be followed once the workspace is open
    std::unique_ptr<QTemporaryDir> m_demoFolder; ///< outlives the window and the services
    std::unique_ptr<DemoServices> m_services;
    std::unique_ptr<WelcomePage> m_page;
    std::unique_ptr<WorkspaceWindow> m_window;
};

} // namespace cairn
