#include "ui/runs/runsnote.h"

#include "ui/look/tintedicon.h"
#include "ui/look/wording.h"
#include "ui/parts/tonedlabel.h"

#include <QBoxLayout>
#include <QLocale>
#include <QToolButton>

namespace cairn {

using namespace Qt::StringLiterals;

RunsNote::RunsNote(QWidget *parent)
    : QWidget(parent), m_text(new TonedLabel(TonedLabel::Quiet)), m_all(addButton(u"selectAllMatching"_s)),
      m_newer(addButton(u"newerRuns"_s))
{
    m_text->setObjectName(u"filterNote"_s);
    m_text->setMinimumWidth(1); // in a narrow list it gives way
    m_newer->setIcon(tintedIcon(u"up"_s));
    m_newer->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_newer->setText(tr("Newer runs"));
    m_newer->setToolTip(tr("Back to the newest runs"));
    connect(m_newer, &QToolButton::clicked, this, &RunsNote::newerWanted);
    m_all->setAutoRaise(false);
    m_all->setToolTip(tr("Commands are then asked for all that match, loaded or not"));
    connect(m_all, &QToolButton::clicked, this, [this] {
        if (m_selection == Selection::AllMatching)
            Q_EMIT loadedWanted();
        else
            Q_EMIT allWanted();
    });
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(2, 0, 0, 0);
    row->setSpacing(10);
    row->addWidget(m_text);
    row->addWidget(m_all);
    row->addStretch(1);
    row->addWidget(m_newer);
    setMinimumHeight(m_newer->sizeHint().height()); // the table below stays where it is
}

QToolButton *RunsNote::addButton(const QString &name)
{
    auto *button = new QToolButton(this);
    button->setObjectName(name);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->hide();
    return button;
}

void RunsNote::setMatching(qint64 count, bool filtered)
{
    m_matching = count;
    m_filtered = filtered;
    showIt();
}

void RunsNote::setSelection(Selection selection, int loaded)
{
    m_selection = selection;
    m_loaded = loaded;
    showIt();
}

void RunsNote::setSearched(const std::optional<Timestamp> &to)
{
    m_searchedTo = to;
    showIt();
}

void RunsNote::showNewer(bool shown)
{
    m_newer->setVisible(shown);
}

QString RunsNote::text() const
{
    if (m_searchedTo)
        return tr("Searched back to %1…").arg(localTime(*m_searchedTo));
    if (m_matching <= 0)
        return {};
    if (m_selection == Selection::AllMatching)
        return tr("All %1 that match are selected").arg(QLocale().toString(m_matching));
    if (m_selection == Selection::AllLoaded)
        return tr("The %1 loaded so far are selected").arg(QLocale().toString(m_loaded));
    return m_filtered ? tr("%Ln run(s) match", nullptr, counted(m_matching)) : tr("%Ln run(s)", nullptr, counted(m_matching));
}

void RunsNote::showIt()
{
    m_text->setText(text());
    m_all->setText(m_selection == Selection::AllMatching
                       ? tr("Only the %1 loaded").arg(QLocale().toString(m_loaded))
                       : tr("Select all %1 that match").arg(QLocale().toString(std::max<qint64>(m_matching, 0))));
    m_all->setVisible(m_selection != Selection::Rows);
}

} // namespace cairn
