#include "consolewindow.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QScrollBar>
#include <QTest>
#include <QTimer>

#include <ctime>

using namespace Qt::StringLiterals;

namespace cairn::bench {

namespace {

constexpr int PatienceMs = 600'000;

double threadCpuMs()
{
    timespec used{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return double(used.tv_sec) * 1e3 + double(used.tv_nsec) / 1e6;
}

} // namespace

ConsoleWindow::ConsoleWindow(const QString &folder)
{
    auto session = Session::open(folder);
    if (!session)
        qFatal("%s", qPrintable(describe(session.error())));
    m_session = std::move(*session);
    if (const auto drift = m_session->applyAtFirstUse(); !drift)
        qFatal("%s", qPrintable(describe(drift.error())));
    m_desk = std::make_unique<Desk>(m_session->store(), m_session->clock());
    m_window = std::make_unique<MainWindow>(*m_desk, QDir(m_session->root()).dirName(), m_session->root(), m_copies);
    m_runs = m_window->findChild<QTableView *>(u"runsTable"_s);
}

void ConsoleWindow::show()
{
    m_window->resize(1280, 800);
    m_window->show();
}

void ConsoleWindow::until(const std::function<bool()> &done)
{
    QElapsedTimer patience;
    patience.start();
    QTimer look; // wakes the loop, which sleeps in between as it does in the program
    look.start(5);
    while (!done()) {
        if (patience.elapsed() > PatienceMs)
            qFatal("the console does not come to it");
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    }
}

void ConsoleWindow::untilFirstPage()
{
    until([this] { return m_runs->model()->rowCount() > 0; });
    m_runs->viewport()->repaint();
    QCoreApplication::processEvents(); // all that is posted: the loop is idle then
}

void ConsoleWindow::filter(const QString &text)
{
    bool renewed = false;
    const auto connection =
        QObject::connect(m_runs->model(), &QAbstractItemModel::modelReset, m_runs, [&renewed] { renewed = true; });
    m_window->findChild<QLineEdit *>(u"runFilter"_s)->setText(text);
    until([&] { return renewed; });
    QObject::disconnect(connection);
}

double ConsoleWindow::pageDownMs()
{
    const int rows = m_runs->model()->rowCount();
    const double before = threadCpuMs();
    QTest::keyClick(m_runs, Qt::Key_PageDown);
    m_runs->viewport()->repaint();
    QCoreApplication::processEvents();
    const QScrollBar &bar = *m_runs->verticalScrollBar();
    if (bar.value() == bar.maximum()) // the next rows are on their way
        until([&] { return m_runs->model()->rowCount() > rows || !m_runs->model()->canFetchMore({}); });
    return threadCpuMs() - before;
}

} // namespace cairn::bench
