#pragma once

#include "pipelinesworkspace.h"

#include "ui/editor/linedtext.h"
#include "ui/pipelines/pipelinespanel.h"

#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

namespace cairn::testing {

/// The room of pipelines in a window of its own, active; widgets are found by their objectNames.
struct PipelinesRoom
{
    PipelinesWorkspace files;
    std::unique_ptr<PipelinesPanel> panel;

    explicit PipelinesRoom(const std::function<void(PipelinesWorkspace &)> &fill = {})
    {
        QLocale::setDefault(QLocale::c());
        if (fill)
            fill(files);
        panel = std::make_unique<PipelinesPanel>(files.desk(), files.root());
        panel->resize(1100, 720);
        panel->show();
        panel->activateWindow();
        if (!QTest::qWaitForWindowActive(panel.get()))
            qFatal("the window does not become active");
    }

    template <typename T> T *find(const char *name) const
    {
        T *widget = panel->findChild<T *>(QString::fromLatin1(name));
        if (!widget)
            qFatal("no %s in the room", name);
        return widget;
    }
    QListView *list() const { return find<QListView>("pipelineList"); }
    QTableView *versions() const { return find<QTableView>("versionsTable"); }
    QString source() const { return find<LinedText>("pipelineSource")->toPlainText(); }
    void showTab(int index) const { find<QTabWidget>("pipelineTabs")->setCurrentIndex(index); }
    static void click(QAbstractItemView *view, const QModelIndex &index)
    {
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(index).center());
    }
    void clickRow(int row) const { click(list(), list()->model()->index(row, 0)); }

    QString title() const { return find<QLabel>("workspaceTitle")->text(); }
    QPushButton *apply() const { return find<QPushButton>("workspaceApply"); }
    QTableView *problems() const { return find<QTableView>("problemsTable"); }
};

} // namespace cairn::testing
