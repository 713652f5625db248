#pragma once

#include "ui/services/servicepage.h"

#include <QTimer>

#include <functional>

class QSplitter;
class QTabWidget;

namespace cairn {

class CodeView;
class Desk;
class DifferencesView;
class DraftBar;
class PolicyDraft;
class PolicyForm;
class ScheduleView;
class ServiceReviser;

/// The editor of a service's rules: a form and the YAML beside it, both of one draft; under them what the draft does when the
/// service fails, and what it changes.
class PolicyPage : public ServicePage
{
    Q_OBJECT
public:
    PolicyPage(Desk &desk, PolicyDraft &draft, QWidget *parent = nullptr);

    void setService(const QString &name) override;
    void refresh() override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *buildRight();
    void connectParts();
    void arrange();
    void takeText();
    void finish();
    void whenRead(std::function<void()> act);
    void apply();
    void present();
    void presentText();
    void presentRemarks();

    PolicyDraft &m_draft;
    ServiceReviser *m_reviser;
    DraftBar *m_bar;
    PolicyForm *m_form;
    QSplitter *m_sides;
    CodeView *m_text;
    ScheduleView *m_schedule;
    DifferencesView *m_differences;
    QTabWidget *m_tabs;
    QTimer m_typing;             ///< what is typed is taken when there is a pause
    std::function<void()> m_act; ///< once the draft is read; empty: nothing
    QString m_shown;             ///< the service whose text is in the editor
    bool m_presenting = false;
};

} // namespace cairn
