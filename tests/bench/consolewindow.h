#pragma once

#include "session.h"

#include "control/desk.h"
#include "ui/payload/temporarycopies.h"
#include "ui/window/mainwindow.h"

#include <QTableView>

namespace cairn::bench {

/// The console's window over a workspace, put together as cairn-console does, but without a runner.
class ConsoleWindow
{
public:
    explicit ConsoleWindow(const QString &folder);

    Session &session() { return *m_session; }
    Desk &desk() { return *m_desk; }
    MainWindow &window() { return *m_window; }
    QTableView &runs() { return *m_runs; }

    void show();
    /// Runs the event loop until rows are in the table, painted, and nothing is left to do.
    void untilFirstPage();
    /// Runs the event loop until `done`, or for ten minutes at most.
    static void until(const std::function<bool()> &done);
    /// Types a filter as a whole and waits for what is shown to be what it asks for.
    void filter(const QString &text);
    /// A page down by the keyboard; gives the time that the UI thread worked for it, the rows' arrival included.
    double pageDownMs();

private:
    std::unique_ptr<Session> m_session;
    TemporaryCopies m_copies;
    std::unique_ptr<Desk> m_desk;
    std::unique_ptr<MainWindow> m_window;
    QTableView *m_runs = nullptr;
};

} // namespace cairn::bench
