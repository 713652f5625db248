#pragma once

#include "control/desk.h"
#include "ui/comparison.h"

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
};

/// Two payloads side by side, with what is different between them. Which is on the right can be chosen.
class PayloadCompare : public QWidget
{
    Q_OBJECT
public:
    explicit PayloadCompare(Desk &desk, QWidget *parent = nullptr);

    void setPayload(const PayloadOther &left);
    /// Nothing is compared until it is shown.
    void setOthers(const QList<PayloadOther> &others);
    void choose(int other);
    /// Sensitive data is covered on both sides.
    void setMasked(bool masked);
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
    void fillSide(CodeView *view, const QStringList &lines, bool isLeft, const Comparison &comparison);
    void step(int direction);
    void follow(CodeView *follower, int line);

    Desk &m_desk;
    PayloadOther m_left;
    QList<PayloadOther> m_others;
    QList<int> m_differences; ///< first row of each
    quint64 m_asked = 0;
    bool m_stale = true;
    bool m_masked = false;
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
