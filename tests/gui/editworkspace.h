#pragma once

#include "session.h"
#include "workspacetest.h"

#include "ui/payload/temporarycopies.h"
#include "ui/window/mainwindow.h"

#include <QLabel>

namespace cairn::testing {

/// A real workspace whose run is blocked, because its service refuses what the step `send` sends ("bad" in its body); the main
/// window over its store, and a real runner beside it once it is started.
class EditWorkspace
{
public:
    EditWorkspace();
    ~EditWorkspace();

    void startRunner();
    /// Another version of the pipeline, applied.
    void apply(const QByteArray &steps, int version) const;
    /// Waits until an action of the window is there to be used, and uses it.
    void trigger(const QString &name) const;
    StoreReader &reader() const { return *m_reader; }
    RunRecord row(RunId id) const;

    static QByteArray steps(const QByteArray &of = "${{ .steps.scan.body.id }}");

    LedgerServer ledger;
    OneServiceWorkspace workspace;
    RunId run;
    std::unique_ptr<Session> session;
    std::unique_ptr<Desk> desk;
    std::unique_ptr<MainWindow> window;

private:
    std::unique_ptr<StoreReader> m_reader;
    TemporaryCopies m_copies;
    std::unique_ptr<QProcess> m_runner;
};

/// The dialog of that kind, once it is seen; nullptr: none comes.
template <typename T> T *shown(const EditWorkspace &test)
{
    T *dialog = nullptr;
    [[maybe_unused]] const bool came =
        QTest::qWaitFor([&] { return (dialog = test.window->findChild<T *>()) && dialog->isVisible(); }, 20'000);
    return dialog;
}
template <typename T> T *part(QWidget *dialog, const char *name)
{
    return dialog->findChild<T *>(QString::fromLatin1(name));
}
inline QString told(QWidget *dialog, const char *name)
{
    return part<QLabel>(dialog, name)->text();
}
/// Where it is written.
inline QWidget *editor(QWidget *dialog)
{
    return part<QWidget>(dialog, "editText")->findChild<QWidget *>(QStringLiteral("codeText"));
}
/// In place of all that stands there.
inline void write(QWidget *dialog, const QString &text)
{
    QTest::keyClick(editor(dialog), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(editor(dialog), text);
}

} // namespace cairn::testing
