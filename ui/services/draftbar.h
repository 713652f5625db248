#pragma once

#include "ui/parts/messagecard.h"

namespace cairn {

class Desk;
class PolicyDraft;

/// Says how the draft stands to the live revision, and what can be done with it.
class DraftBar : public MessageCard
{
    Q_OBJECT
public:
    explicit DraftBar(const Desk &desk, QWidget *parent = nullptr);

    void present(const PolicyDraft &draft);

Q_SIGNALS:
    void applyWanted();
    void discardWanted();
    /// The live revision was changed by somebody meanwhile: keep the draft as a change of that.
    void rebaseWanted();

private:
    void presentChange(const PolicyDraft &draft);

    const Desk &m_desk;
    QPushButton *m_rebase;
    QPushButton *m_discard;
    QPushButton *m_apply;
};

} // namespace cairn
