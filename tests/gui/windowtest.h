#pragma once

#include "guiworkspace.h"

#include "ui/run/rundetailpanel.h"
#include "ui/window/mainwindow.h"

#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QTableView>
#include <QTest>

namespace cairn::testing {

/// The real main window over a workspace of its own, shown and active, in the room of runs; widgets are found by their
/// objectNames.
class WindowTest
{
public:
    explicit WindowTest(const std::function<void(GuiWorkspace &)> &fill = {});

    template <typename T> T *find(const char *name) const
    {
        T *widget = window->findChild<T *>(QString::fromLatin1(name));
        if (!widget)
            qFatal("no %s in the window", name);
        return widget;
    }
    /// In that part of it alone.
    template <typename T> T *findIn(const char *part, const char *name) const
    {
        T *widget = find<QWidget>(part)->findChild<T *>(QString::fromLatin1(name));
        if (!widget)
            qFatal("no %s in %s", name, part);
        return widget;
    }
    /// Goes to a room by its key; rooms are known by their action's objectName ("showRuns").
    void enter(const char *room) const;
    QTableView *runs() const { return find<QTableView>("runsTable"); }
    QLineEdit *filter() const { return find<QLineEdit>("runFilter"); }
    RunDetailPanel *detail() const { return find<RunDetailPanel>("runDetail"); }
    /// A cell as it is read.
    static QString cell(const QTableView *table, int row, int column);
    QStringList inputs() const;
    /// The row of an input, or -1.
    int rowOf(const QString &input) const;
    void selectRow(int row) const;
    void typeFilter(const QString &text) const;

    GuiWorkspace workspace;
    std::unique_ptr<MainWindow> window;
};

} // namespace cairn::testing
