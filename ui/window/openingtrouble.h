#pragma once

#include "base/error.h"
#include "definition/problem.h"

#include <QFrame>

class QLabel;

namespace cairn {

/// Why a workspace could not be opened.
struct OpeningTrouble
{
    QString workspace; ///< empty: it is not known which is meant
    Error error;
    QList<Problem> problems; ///< in its files, if they are the reason
};

/// What a person at the welcome page can do about it; the errors' own remedies are for the command line.
QString openingRemedy(const OpeningTrouble &trouble);

/// Says on the welcome page what is wrong with a workspace, where in its files, and what can be done.
class OpeningTroubleCard : public QFrame
{
    Q_OBJECT
public:
    explicit OpeningTroubleCard(QWidget *parent = nullptr);
    void say(const OpeningTrouble &trouble);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_title;
    QLabel *m_text;
    QLabel *m_problems;
    QLabel *m_remedy;
};

} // namespace cairn
