#include "editworkspace.h"
#include "expected.h"

#include <QAction>
#include <QSettings>

namespace cairn::testing {

using namespace Qt::StringLiterals;

namespace {

const QByteArray Schema = R"({"type":"object","properties":{"of":{"type":"string","maxLength":8}},"required":["of"]})";

LedgerAnswer choosy(const LedgerEntry &entry, int)
{
    if (entry.path == "/scan")
        return jsonAnswer("{\"id\":\"bad\"}");
    return entry.body.contains("bad") ? jsonAnswer("{\"detail\":\"of is not known\"}", 422) : jsonAnswer("{\"ok\":true}");
}

} // namespace

QByteArray EditWorkspace::steps(const QByteArray &of)
{
    return "  scan:\n    service: api\n    request: { method: POST, path: /scan, body: { file: \"${{ .input }}\" } }\n"
           "  send:\n    needs: [scan]\n    service: api\n    request: { method: POST, path: /send, body: { json: { of: \"" +
           of +
           "\", lines: [1, 2, 3] } }, schema: order@1 }\n"
           "  tell:\n    needs: [send]\n    service: api\n    request: { method: POST, path: /tell, body: { json: \"${{ "
           ".steps.send.body }}\" } }\n";
}

EditWorkspace::EditWorkspace() : ledger(choosy), workspace(ledger.port(), steps())
{
    workspace.cairn().write(u"schemas/order@1.json"_s, Schema);
    if (workspace.run() != 1)
        qFatal("the run is not blocked");
    run = expected(RunId::fromString(workspace.id()));
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, workspace.cairn().path(u"settings"_s));
    session = expected(Session::open(workspace.cairn().path({})));
    m_reader = expected(session->store().reader());
    desk = std::make_unique<Desk>(session->store(), session->clock());
    window = std::make_unique<MainWindow>(*desk, u"harbour"_s, session->root(), m_copies);
    window->resize(1280, 800);
    window->show();
    window->activateWindow();
    if (!QTest::qWaitForWindowActive(window.get()))
        qFatal("the window does not become active");
    window->openRun(run);
}

EditWorkspace::~EditWorkspace()
{
    window.reset();
    desk.reset();
    if (!m_runner)
        return;
    m_runner->terminate();
    m_runner->waitForFinished();
}

void EditWorkspace::startRunner()
{
    m_runner = workspace.cairn().start({u"runner"_s});
    if (!m_runner->waitForStarted())
        qFatal("no runner");
}

void EditWorkspace::apply(const QByteArray &steps, int version) const
{
    workspace.writeSteps(steps, version);
    if (workspace.cairn({"apply"}).exitCode != 0)
        qFatal("not applied");
}

void EditWorkspace::trigger(const QString &name) const
{
    auto *action = window->findChild<QAction *>(name);
    if (!action || !QTest::qWaitFor([action] { return action->isEnabled(); }, 20'000))
        qFatal("%s cannot be used", qPrintable(name));
    action->trigger();
}

RunRecord EditWorkspace::row(RunId id) const
{
    return expected(m_reader->run(id));
}

} // namespace cairn::testing
