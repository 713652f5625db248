#pragma once

#include "runbooksample.h"

#include "ui/runbooks/deeddialog.h"
#include "ui/runbooks/runbookpane.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QPushButton>
#include <QTest>

namespace cairn::testing {

/// The pane beside an incident in a window of its own, active: for tests of it.
class RunbookPaneTest
{
protected:
    void begin()
    {
        QLocale::setDefault(QLocale::c());
        m_sample.emplace();
        open();
    }
    void end()
    {
        m_window.reset();
        m_sample.reset();
    }
    /// Anew, for whoever sits at the desk.
    void open()
    {
        m_window = std::make_unique<QMainWindow>();
        m_pane = new RunbookPane(m_sample->workspace.desk(), m_sample->root());
        m_window->setCentralWidget(m_pane);
        m_window->resize(460, 760);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void show()
    {
        m_pane->showIncident(m_sample->incident());
        QTRY_VERIFY(box(1) && box(1)->isVisible());
    }

    template <typename T> T *find(const char *name) const { return m_window->findChild<T *>(QString::fromLatin1(name)); }
    QCheckBox *box(int step) const { return m_pane->findChild<QCheckBox *>(QStringLiteral("stepBox%1").arg(step)); }
    QPushButton *button(int action) const
    {
        return m_pane->findChild<QPushButton *>(QStringLiteral("actionButton%1").arg(action));
    }
    QList<Command> commands() { return m_sample->workspace.reader().pendingCommands(9).value(); }
    static void press(QWidget *widget)
    {
        QVERIFY(widget && widget->isVisible());
        QTest::mouseClick(widget, Qt::LeftButton, {}, widget->rect().center());
    }
    /// Fills the dialog in and presses its button.
    void give(const QString &reason) const
    {
        QTRY_VERIFY(m_window->findChild<DeedDialog *>());
        auto *dialog = m_window->findChild<DeedDialog *>();
        QTest::keyClicks(dialog->findChild<QLineEdit *>(QStringLiteral("reasonLine")), reason);
        press(dialog->findChild<QPushButton *>(QStringLiteral("reasonGo")));
    }
    void confirm(const QString &reason) const
    {
        give(reason);
        QTRY_VERIFY(!m_window->findChild<DeedDialog *>());
    }
    /// The dialog says that it was not done, and `why`; what was typed is still there. It is left then.
    void isRefused(const QString &reason, const QString &why) const
    {
        give(reason);
        auto *dialog = m_window->findChild<DeedDialog *>();
        const auto *refusal = dialog->findChild<QLabel *>(QStringLiteral("reasonRefusal"));
        QTRY_VERIFY(refusal->isVisible());
        QVERIFY2(refusal->text().contains(why), qPrintable(refusal->text()));
        QCOMPARE(dialog->findChild<QLineEdit *>(QStringLiteral("reasonLine"))->text(), reason);
        press(dialog->findChild<QPushButton *>(QStringLiteral("reasonLeave")));
        QTRY_VERIFY(!m_window->findChild<DeedDialog *>());
    }

    std::optional<RunbookSample> m_sample;
    std::unique_ptr<QMainWindow> m_window;
    RunbookPane *m_pane = nullptr;
};

} // namespace cairn::testing
