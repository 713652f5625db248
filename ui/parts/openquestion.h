#pragma once

#include "control/longwork.h"
#include "ui/parts/refresher.h"

namespace cairn {

/// The one question that a page waits for, if any: long work that is given up when the page is left or asks something else.
class OpenQuestion
{
public:
    /// The refresher, which outlives this, paces the page's questions.
    explicit OpenQuestion(Refresher &refresher) : m_refresher(refresher) {}
    ~OpenQuestion() { stop(); }
    OpenQuestion(const OpenQuestion &) = delete;
    OpenQuestion &operator=(const OpenQuestion &) = delete;

    /// A new one; whoever answers it looks whether it is to stop.
    LongWorkPtr ask();
    /// Its answer is there. False: it was stopped meanwhile, and nobody wants to know.
    bool answered(const LongWorkPtr &work);
    /// What was being looked for is of no interest any more.
    void stop();
    /// Something may have changed. `isEmpty`: nothing is shown yet, so that nobody waits for what was asked on an earlier visit.
    void refresh(bool isEmpty);

private:
    Refresher &m_refresher;
    LongWorkPtr m_work;
};

} // namespace cairn
