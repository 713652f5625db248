#pragma once

#include "control/simulationdesk.h"
#include "ui/services/servicepage.h"

#include <QTimer>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace cairn {

class EmptyState;
class PolicyDraft;
class TonedLabel;
class ValueTable;
class WhatIfModel;

/// What the draft would have made of the recorded past, beside what the live policy makes of it. Told anew shortly after the
/// draft changes, while the page is seen.
class WhatIfPage : public ServicePage
{
    Q_OBJECT
public:
    WhatIfPage(Desk &desk, PolicyDraft &draft, QWidget *parent = nullptr);
    ~WhatIfPage() override;

    void setService(const QString &name) override;
    void refresh() override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    void build();
    QWidget *buildHead();
    QWidget *buildResult();
    void buildTable();
    void connectParts();
    void noteChange();
    void consider();
    void choosePeriod();
    void ask();
    void stop();
    void take(const Result<WhatIf> &told);
    void present(const WhatIf &told);
    void sayEmpty(const QString &title, const QString &text, const QString &action = {});
    void setWorking(bool working);

    PolicyDraft &m_draft;
    const Clock &m_clock;
    SimulationDesk m_desk;
    QComboBox *m_period;
    TonedLabel *m_facts;
    TonedLabel *m_harm; ///< what the draft makes worse
    QProgressBar *m_progress;
    QPushButton *m_cancel;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    QWidget *m_result;
    WhatIfModel *m_model;
    ValueTable *m_table;
    QLabel *m_blindTitle;
    QLabel *m_blind;
    QTimer m_soon{this}; ///< the draft has come to rest
    QTimer m_look{this}; ///< how far the work is
    LongWorkPtr m_work;  ///< under way; null: none is
    Timestamp m_since;
    Timestamp m_until;   ///< when the period was chosen
    bool m_stale = true; ///< what is shown is not of this draft
};

} // namespace cairn
