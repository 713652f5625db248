#pragma once

#include "control/datadesk.h"
#include "ui/payload/comparison.h"
#include "ui/payload/payloadmask.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QToolButton;

namespace cairn {

class CodeView;

/// A payload that another one can be compared with.
struct PayloadOther
{
    QString title; ///< "Input of the run", "Output of extract", …
    PayloadRef ref;
    QString name, mediaType;
    RunId run{};       ///< of which it is looked at; invalid: that is not known
    QString ofInput{}; ///< the name of that run's input

    /// What the audit is told of whoever sees it.
    QString what() const;
};

/// Two payloads side by side, with what is different between them. Which is on the right can be chosen.
class PayloadCompare : public QWidget
{
    Q_OBJECT
public:
    /// `root` is the workspace's folder; empty: there is none.
    PayloadCompare(Desk &desk, const QString &root, QWidget *parent = nullptr);

    void setPayload(const PayloadOther &left);
    /// Nothing is compared until it is shown.
    void setOthers(const QList<PayloadOther> &others);
    void choose(int other);
    /// Sensitive data is covered on the left; what is on the right is covered until it is itself revealed.
    void setLeftCover(const Cover &cover);
    /// See PayloadMask.
    void setOutside() { m_rightMask.setOutside(); }
    QString verdict() const;

Q_SIGNALS:
    void failed(const cairn::Error &error);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *buildBar();
    QWidget *buildSides();
    void compareNow();
    void fetch(const PayloadOther &side, const std::function<void(const ComparedSide &)> &then);
    void present(const Comparison &comparison);
    void fillSides();
    void fillSide(CodeView *view, const QStringList &lines, bool isLeft);
    void step(int direction);
    void follow(CodeView *follower, int line);

    Desk &m_desk;
    PayloadOther m_left;
    QList<PayloadOther> m_others;
    QList<int> m_differences; ///< first row of each
    quint64 m_asked = 0;
    bool m_stale = true;
    Cover m_leftCover = Cover::everything();
    Cover m_rightCover = Cover::everything();
    PayloadMask m_rightMask; ///< of the payload on the right
    Comparison m_comparison; ///< that is shown
    bool m_following = false;
    QComboBox *m_choice;
    QLabel *m_verdict;
    QToolButton *m_previous;
    QToolButton *m_next;
    QLabel *m_leftTitle;
    QLabel *m_rightTitle;
    QWidget *m_sides;
    CodeView *m_leftView;
    CodeView *m_rightView;
};

} // namespace cairn
