#pragma once

#include "guiworkspace.h"

#include "control/apply.h"
#include "ui/services/fieldeditor.h"
#include "ui/services/policydraft.h"
#include "ui/services/policypage.h"
#include "ui/services/revisiondialog.h"
#include "ui/services/servicehistorypage.h"
#include "ui/services/servicespanel.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

namespace cairn::testing {

/// The room of services in a window of its own, over a workspace of two services, "geo" and "ocr", whose files are applied;
/// widgets are found by their objectNames.
struct ServicesRoom
{
    GuiWorkspace workspace;
    std::unique_ptr<ServicesPanel> panel;

    static QByteArray ocr()
    {
        return "# Ours since May.\nservice: ocr\nbase_url: https://ocr.example.net\ncontract: { latency_budget: 4s, owner: "
               "docs-team }\n"
               "policy:\n  # as agreed with the docs team\n  timeout: { attempt: 30s, step: 10m } # patient\n  retry: { "
               "attempts: 5 }\n";
    }

    explicit ServicesRoom(bool empty = false, Role role = Role::Admin)
    {
        workspace.seat(role);
        QLocale::setDefault(QLocale::c());
        QDir(workspace.path({})).mkpath(QStringLiteral("services"));
        if (!empty) {
            workspace.write(QStringLiteral("cairn.yaml"),
                            "workspace: harbour\npolicy: { retry: { backoff: { max: 20s, jitter: equal } } }\n");
            workspace.write(QStringLiteral("services/geo.yaml"), "service: geo\nbase_url: https://geo.example.net\n");
            workspace.write(QStringLiteral("services/ocr.yaml"), ocr());
            apply(QStringLiteral("first version"));
        }
        panel = std::make_unique<ServicesPanel>(workspace.desk());
        panel->addPage(new PolicyPage(workspace.desk(), panel->draft()), QStringLiteral("Policy"));
        panel->addPage(new ServiceHistoryPage(workspace.desk(), workspace.path({})), QStringLiteral("History"));
        panel->resize(1240, 800);
        panel->show();
        panel->activateWindow();
        if (!QTest::qWaitForWindowActive(panel.get()))
            qFatal("the window does not become active");
    }

    void apply(const QString &reason)
    {
        const auto applied =
            applyWorkspace(workspace.store(), loadWorkspace(workspace.path({})), SystemClock(), QStringLiteral("ann"), reason);
        if (!applied)
            qFatal("%s", qPrintable(describe(applied.error())));
    }

    template <typename T> T *find(const char *name) const
    {
        T *widget = panel->findChild<T *>(QString::fromLatin1(name));
        if (!widget)
            qFatal("no %s in the room", name);
        return widget;
    }
    PolicyDraft &draft() const { return panel->draft(); }
    /// Chooses a service, and waits until its draft has been read.
    bool choose(const QString &name) const
    {
        panel->showService(name);
        return QTest::qWaitFor([&] { return panel->currentService() == name && draft().isLoaded() && draft().isRead(); });
    }
    template <typename T> T *input(const char *path) const
    {
        auto *editor = find<FieldEditor>((std::string("field_") + path).c_str());
        return qobject_cast<T *>(editor->input());
    }
    /// What is different, in words, as a page tells it.
    QString differences(const char *page) const
    {
        return find<QWidget>(page)->findChild<QLabel *>(QStringLiteral("differencesWords"))->text();
    }
    QString title() const { return find<QLabel>("draftTitle")->text(); }
    ServiceRevision live(const QString &name) { return workspace.reader().service(name).value(); }
};

inline void click(QWidget *widget)
{
    QTest::mouseClick(widget, Qt::LeftButton);
}

/// Types into a spin box in place of what it shows, and leaves it.
inline void typeInto(QAbstractSpinBox *box, const QString &text)
{
    box->setFocus();
    box->selectAll();
    QTest::keyClicks(box, text);
    QTest::keyClick(box, Qt::Key_Return);
}

/// Gives the reason that is asked for, and goes on.
inline void giveReason(const QString &reason)
{
    QTRY_VERIFY(qobject_cast<RevisionDialog *>(QApplication::activeModalWidget()));
    QWidget *dialog = QApplication::activeModalWidget();
    auto *go = dialog->findChild<QPushButton *>(QStringLiteral("reasonGo"));
    QVERIFY(!go->isEnabled()); // not without a reason
    QTest::keyClicks(dialog->findChild<QLineEdit *>(QStringLiteral("reasonLine")), reason);
    QVERIFY(go->isEnabled());
    click(go);
}

} // namespace cairn::testing
