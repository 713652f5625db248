#include "ui/filepage.h"

#include "ui/elidedlabel.h"
#include "ui/handfocus.h"
#include "ui/linedtext.h"
#include "ui/tintedicon.h"
#include "ui/yamlhighlighter.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QToolButton>

namespace cairn {

using namespace Qt::StringLiterals;

FilePage::FilePage(QWidget *parent) : QWidget(parent), m_name(new ElidedLabel), m_text(new LinedText)
{
    setObjectName(u"filePage"_s);
    m_name->setObjectName(u"fileName"_s);
    QFont bold = font();
    bold.setBold(true);
    m_name->setFont(bold);
    m_text->setObjectName(u"fileText"_s);
    m_text->setAccessibleName(tr("Text of the file"));
    new YamlHighlighter(m_text, m_text->document());
    auto *close = new QToolButton;
    close->setObjectName(u"fileClose"_s);
    close->setIcon(tintedIcon(u"close"_s));
    close->setAutoRaise(true);
    close->setToolTip(tr("Back to the pipeline (Esc)"));
    close->setAccessibleName(tr("Back to the pipeline"));
    connect(close, &QToolButton::clicked, this, &FilePage::closeWanted);
    m_text->installEventFilter(this);

    auto *head = new QHBoxLayout;
    head->setContentsMargins(14, 8, 8, 8);
    head->addWidget(m_name, 1);
    head->addWidget(close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_text, 1);
    handFocus(this, m_text);
}

/// Escape belongs to this page while it has the focus, whatever the window does with it.
bool FilePage::eventFilter(QObject *watched, QEvent *event)
{
    const bool isKey = event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress;
    if (watched != m_text || !isKey || static_cast<QKeyEvent *>(event)->key() != Qt::Key_Escape)
        return false;
    event->accept();
    if (event->type() == QEvent::KeyPress)
        Q_EMIT closeWanted();
    return true;
}

void FilePage::showFile(const QString &name, const QByteArray &text, const QList<Problem> &problems, int line)
{
    if (name != m_file || text != m_shown) {
        m_file = name;
        m_shown = text;
        m_text->setSource(QString::fromUtf8(text));
    }
    m_name->setText(name);
    QMap<int, QString> tips;
    for (const Problem &problem : problems) {
        if (problem.file != name || problem.line <= 0)
            continue;
        QString &tip = tips[problem.line];
        const QString said = problem.remedy.isEmpty() ? problem.what : u"%1. %2"_s.arg(problem.what, problem.remedy);
        tip += tip.isEmpty() ? said : u'\n' + said;
    }
    m_text->markLines(tips, Look::Blocked);
    if (line > 0)
        m_text->showLine(line);
}

void FilePage::showMended()
{
    m_name->setText(tr("%1 – in order now").arg(m_file));
    m_text->markLines({}, Look::Blocked);
}

} // namespace cairn
