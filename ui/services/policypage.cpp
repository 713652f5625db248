#include "ui/services/policypage.h"

#include "ui/editor/codeview.h"
#include "ui/editor/problemremarks.h"
#include "ui/services/differencesview.h"
#include "ui/services/draftbar.h"
#include "ui/services/policydraft.h"
#include "ui/services/policyform.h"
#include "ui/services/scheduleview.h"
#include "ui/services/servicereviser.h"

#include "definition/servicefields.h"

#include <QBoxLayout>
#include <QSplitter>
#include <QTabWidget>

namespace cairn {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto Pause = 250ms;
constexpr int LeastText = 30;  ///< characters of the text, beside the form
constexpr int LeastLines = 10; ///< of the form, above the text

} // namespace

PolicyPage::PolicyPage(Desk &desk, PolicyDraft &draft, QWidget *parent)
    : ServicePage(parent), m_draft(draft), m_reviser(new ServiceReviser(desk, this)), m_bar(new DraftBar(desk)),
      m_form(new PolicyForm), m_sides(new QSplitter), m_text(new CodeView), m_schedule(new ScheduleView),
      m_differences(new DifferencesView), m_tabs(new QTabWidget)
{
    setObjectName(u"policyPage"_s);
    m_typing.setSingleShot(true);
    m_typing.setInterval(Pause);
    m_sides->setObjectName(u"policySplitter"_s);
    m_sides->setChildrenCollapsible(false);
    m_sides->setHandleWidth(1);
    m_sides->addWidget(m_form);
    m_sides->addWidget(buildRight());
    m_sides->setStretchFactor(1, 1);
    m_sides->setSizes({440, 560});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 6, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_bar);
    column->addWidget(m_sides, 1);
    connectParts();
    present();
}

QWidget *PolicyPage::buildRight()
{
    m_text->setObjectName(u"policyText"_s);
    m_text->editor()->setAccessibleName(tr("Definition as YAML"));
    m_text->setText({}, CodeView::Language::Yaml);
    m_text->setEditable(true);
    m_text->setMinimumHeight(fontMetrics().height() * LeastLines / 2);
    m_tabs->setObjectName(u"policyTabs"_s);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_schedule, tr("Schedule"));
    m_tabs->addTab(m_differences, tr("Differences to what is live"));
    auto *right = new QSplitter(Qt::Vertical);
    right->setObjectName(u"policyTextSplitter"_s);
    right->setChildrenCollapsible(false);
    right->addWidget(m_text);
    right->addWidget(m_tabs);
    right->setSizes({330, 290});
    return right;
}

void PolicyPage::connectParts()
{
    connect(&m_draft, &PolicyDraft::changed, this, &PolicyPage::present);
    connect(m_form, &PolicyForm::valueWanted, this, [this](const QString &path, const QString &value) {
        takeText(); // what was typed before
        m_draft.setValue(path, value);
    });
    connect(m_form, &PolicyForm::contentChanged, this, &PolicyPage::arrange, Qt::QueuedConnection); // when it is laid out
    connect(m_text, &CodeView::textChanged, this, [this] {
        if (!m_presenting)
            m_typing.start();
    });
    connect(&m_typing, &QTimer::timeout, this, &PolicyPage::takeText);
    connect(&m_draft, &PolicyDraft::finishing, this, &PolicyPage::finish);
    connect(m_bar, &DraftBar::discardWanted, this, [this] {
        finish(); // it goes, too
        m_draft.discard();
    });
    connect(m_bar, &DraftBar::rebaseWanted, this, [this] { whenRead([this] { m_draft.rebase(); }); });
    connect(m_bar, &DraftBar::applyWanted, this, [this] { whenRead([this] { apply(); }); });
    connect(m_reviser, &ServiceReviser::told, this, &ServicePage::told);
    connect(m_reviser, &ServiceReviser::failed, this, &ServicePage::failed);
    connect(m_reviser, &ServiceReviser::revised, &m_draft, &PolicyDraft::refresh);
}

/// Narrower than the form and the text beside each other: then they stand above each other.
QSize PolicyPage::minimumSizeHint() const
{
    const QSize hint = ServicePage::minimumSizeHint();
    return {std::min(hint.width(), m_form->fullWidth()), hint.height()};
}

void PolicyPage::resizeEvent(QResizeEvent *event)
{
    ServicePage::resizeEvent(event);
    arrange();
}

void PolicyPage::arrange()
{
    const int form = m_form->fullWidth();
    const int text = std::max(fontMetrics().averageCharWidth() * LeastText, m_sides->widget(1)->minimumSizeHint().width());
    const bool beside = width() >= form + m_sides->handleWidth() + text;
    m_form->setMinimumWidth(beside ? form : 0);
    const Qt::Orientation wanted = beside ? Qt::Horizontal : Qt::Vertical;
    if (wanted == m_sides->orientation() && m_form->minimumHeight() > 0)
        return; // what somebody made of the sizes stays
    m_sides->setOrientation(wanted);
    m_form->setMinimumHeight(fontMetrics().height() * LeastLines);
    m_sides->setSizes(beside ? QList{form, width() - form} : QList{1, 1});
}

/// The room turns the draft to it afterwards.
void PolicyPage::setService(const QString &)
{
    finish();
    m_act = {};
}

void PolicyPage::refresh()
{
    m_draft.refresh();
}

void PolicyPage::takeText()
{
    m_typing.stop();
    if (m_draft.isLoaded() && m_shown == m_draft.serviceName())
        m_draft.setYaml(m_text->text().toUtf8());
}

/// What stands typed in the form or in the text: keys that lead away do not leave it.
void PolicyPage::finish()
{
    m_form->finish();
    takeText();
}

/// With all that stands typed.
void PolicyPage::whenRead(std::function<void()> act)
{
    finish();
    m_act = std::move(act);
    if (m_draft.isRead())
        std::exchange(m_act, {})();
}

/// What was typed last may not be fit for it: then the bar says so.
void PolicyPage::apply()
{
    if (m_draft.isSound() && m_draft.isDifferent() && !m_draft.isOvertaken())
        m_reviser->revise(RevisionDialog::Why::Applied, m_draft.live(), m_draft.revision());
}

void PolicyPage::present()
{
    m_bar->present(m_draft);
    m_text->setEditable(m_draft.isLoaded());
    presentText();
    if (!m_draft.isRead())
        return; // that of a moment ago stays as long
    m_form->present(m_draft.said(), FieldOrigins(m_draft.yaml(), m_draft.inherited()), m_draft.isReadable());
    m_schedule->setService(m_draft.said());
    ServiceRevision drafted = m_draft.revision();
    drafted.service = m_draft.said(); // also while it is refused
    drafted.source = m_draft.yaml();
    m_differences->compare(m_draft.live(), drafted);
    presentRemarks();
    if (m_act)
        std::exchange(m_act, {})();
}

void PolicyPage::presentText()
{
    if (m_typing.isActive() && m_shown == m_draft.serviceName())
        return; // somebody writes
    m_presenting = true;
    const QString text = QString::fromUtf8(m_draft.yaml());
    if (m_shown != m_draft.serviceName()) {
        m_typing.stop();
        m_shown = m_draft.serviceName();
        m_text->setText(text, CodeView::Language::Yaml);
    } else {
        m_text->changeText(text);
    }
    m_presenting = false;
}

void PolicyPage::presentRemarks()
{
    const auto [remarks, doubtful] = ProblemRemarks::of(m_draft.problems());
    if (remarks != m_text->remarks() || !remarks.isEmpty())
        m_text->setRemarks(remarks, doubtful);
}

} // namespace cairn
