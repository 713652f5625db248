#pragma once

#include "console.h"
#include "consolehome.h"
#include "workspacetest.h"

#include "ui/look/appearance.h"
#include "ui/look/timedisplay.h"
#include "ui/parts/statepill.h"
#include "ui/window/mainwindow.h"

#include <QAbstractItemView>
#include <QAction>
#include <QLabel>

#include <atomic>

namespace cairn::testing {

/// A workspace whose only service refuses everything until it is mended, with files that went through it, and the console on it
/// with its own runner.
class RecoveryConsole
{
public:
    explicit RecoveryConsole(int files)
        : m_ledger([this](const LedgerEntry &, int) { return jsonAnswer("{}", isMended ? 200 : 422); }),
          m_workspace(
              m_ledger.port(),
              "  send:\n    service: api\n    request: { method: POST, path: /send, body: { file: \"${{ .input }}\" } }\n"),
          m_console(m_appearance, m_times)
    {
        QLocale::setDefault(QLocale::c());
        for (int i = 0; i < files; ++i)
            m_workspace.cairn({"submit", "p", "a.txt"});
        if (!m_console.start({m_workspace.cairn().path({}), {}}) ||
            !QTest::qWaitFor([this] { return window() != nullptr; }, 30'000))
            qFatal("the console does not open");
        find<QAction>("showFailures")->trigger();
    }

    MainWindow *window() const { return shown<MainWindow>(); }
    template <typename T> T *find(const char *name) const { return window()->findChild<T *>(QString::fromLatin1(name)); }
    QString state() const { return find<QWidget>("incidentPill")->accessibleName(); }
    QString counts() const { return find<QLabel>("incidentCounts")->text(); }
    QStringList history() const
    {
        QStringList titles;
        const QAbstractItemModel *model = find<QAbstractItemView>("incidentHistory")->model();
        for (int row = 0; row < model->rowCount(); ++row)
            titles.append(model->index(row, 0).data().toString());
        return titles;
    }
    int requests() const { return m_ledger.count(); }
    /// As the store has it, whatever the window shows yet.
    int storedFailing() const
    {
        const QList<QJsonObject> told = m_workspace.cairn({"incident", "list", "--all", "--json"}).json();
        return told.value(0).value(QStringLiteral("failing")).toInt(-1);
    }

    std::atomic_bool isMended = false;

private:
    ConsoleHome m_home;
    LedgerServer m_ledger;
    OneServiceWorkspace m_workspace;
    Appearance m_appearance;
    TimeDisplay m_times;
    Console m_console;
};

} // namespace cairn::testing
