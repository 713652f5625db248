#include "ui/window/openingtrouble.h"

#include "ui/look/tintedicon.h"
#include "ui/look/wording.h"
#include "ui/parts/sectiontitle.h"
#include "ui/parts/statepill.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QDir>
#include <QFontDatabase>
#include <QLabel>
#include <QPainter>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int TroubleIcon = 18;
constexpr qsizetype ProblemsShown = 6;

QString places(const QList<Problem> &problems)
{
    QStringList lines;
    for (const Problem &problem : problems) {
        if (!problem.warning && lines.size() < ProblemsShown)
            lines.append(problem.toString());
    }
    const auto wrong = std::count_if(problems.begin(), problems.end(), [](const Problem &problem) { return !problem.warning; });
    if (wrong > ProblemsShown)
        lines.append(OpeningTroubleCard::tr("and %Ln more", nullptr, int(wrong - ProblemsShown)));
    return lines.join(u'\n');
}

QString sentence(const QString &text)
{
    return text.isEmpty() || text.endsWith(u'.') ? capitalized(text) : capitalized(text) + u'.';
}

} // namespace

QString openingRemedy(const OpeningTrouble &trouble)
{
    switch (trouble.error.kind) {
    case ErrorKind::NotFound: return OpeningTroubleCard::tr("Choose another folder, or create a workspace there.");
    case ErrorKind::Definition: return OpeningTroubleCard::tr("Mend the files in an editor, then open the workspace again.");
    case ErrorKind::NewerStore: return OpeningTroubleCard::tr("Open it with the newer Cairn that wrote it. Nothing was changed.");
    default: return sentence(trouble.error.remedy);
    }
}

OpeningTroubleCard::OpeningTroubleCard(QWidget *parent)
    : QFrame(parent), m_title(new QLabel), m_text(new QLabel), m_problems(new QLabel), m_remedy(new QLabel)
{
    setObjectName(u"openingTrouble"_s);
    m_title->setFont(sectionFont(font()));
    m_problems->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setObjectName(u"troubleText"_s);
    m_problems->setObjectName(u"troubleProblems"_s);
    m_remedy->setObjectName(u"troubleRemedy"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(14 + TroubleIcon + 10, 12, 14, 12);
    column->setSpacing(6);
    for (QLabel *label : {m_title, m_text, m_problems, m_remedy}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        label->setFocusPolicy(Qt::ClickFocus);
        column->addWidget(label);
    }
    hide();
}

void OpeningTroubleCard::say(const OpeningTrouble &trouble)
{
    m_title->setText(trouble.workspace.isEmpty() ? tr("That cannot be opened")
                                                 : tr("%1 cannot be opened").arg(QDir(trouble.workspace).dirName()));
    const bool inFiles = !trouble.problems.isEmpty();
    const QString where = trouble.error.where.isEmpty() ? trouble.workspace : trouble.error.where;
    m_text->setText(inFiles ? tr("%1: its definitions have mistakes, and nothing of it was ever applied.").arg(trouble.workspace)
                    : where.isEmpty() ? sentence(trouble.error.detail)
                                      : u"%1: %2"_s.arg(where, sentence(trouble.error.detail)));
    m_problems->setText(places(trouble.problems));
    m_problems->setVisible(inFiles);
    m_remedy->setText(openingRemedy(trouble));
    m_remedy->setVisible(!m_remedy->text().isEmpty());
    setAccessibleName(m_title->text());
    setAccessibleDescription(QStringList{m_text->text(), m_problems->text(), m_remedy->text()}.join(u'\n'));
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void OpeningTroubleCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    paintCard(painter, rect(), Look::Blocked, palette());
    paintIcon(painter, QRectF(14, 12, TroubleIcon, TroubleIcon), u"warning"_s, StateLook::ink(Look::Blocked, palette()));
}

} // namespace cairn
