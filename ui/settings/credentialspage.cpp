#include "ui/settings/credentialspage.h"

#include "ui/look/wording.h"
#include "ui/parts/emptystate.h"
#include "ui/parts/offering.h"
#include "ui/parts/tableexport.h"
#include "ui/parts/tonedlabel.h"
#include "ui/parts/valuetable.h"
#include "ui/parts/whendone.h"
#include "ui/settings/credentialsmodel.h"

#include "control/actor.h"

#include <QBoxLayout>
#include <QItemSelectionModel>
#include <QPushButton>
#include <QStackedLayout>

namespace cairn {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

CredentialsPage::CredentialsPage(Desk &desk, const QString &workspaceRoot, QWidget *parent)
    : QWidget(parent), m_sitting(desk), m_desk(desk, workspaceRoot), m_refresher(30s, this), m_model(new CredentialsModel(this)),
      m_table(new ValueTable), m_note(new TonedLabel(TonedLabel::Quiet, u"credentialNote"_s)),
      m_set(new QPushButton(tr("&Set…"))), m_rotate(new QPushButton(tr("Ro&tate…"))), m_remove(new QPushButton(tr("Re&move…"))),
      m_empty(new EmptyState), m_stack(new QStackedLayout)
{
    setObjectName(u"credentialsPage"_s);
    buildTable();
    auto *filled = new QWidget;
    auto *inner = new QVBoxLayout(filled);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(0);
    inner->addWidget(m_table, 1);
    inner->addWidget(m_note);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(filled);
    m_empty->say(tr("Looking into the vaults…"), {}, {});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHead());
    column->addLayout(m_stack, 1);
    connect(&m_refresher, &Refresher::due, this, &CredentialsPage::ask);
    m_refresher.follow(desk, *this);
    presentCurrent();
}

QWidget *CredentialsPage::buildHead()
{
    auto *head = new QWidget;
    auto *text = new TonedLabel(TonedLabel::Quiet);
    text->setText(
        tr("Secrets are kept in the system's keychain, or where the workspace says; never in its definitions or its store."));
    text->setWordWrap(true);
    m_set->setObjectName(u"credentialSet"_s);
    m_rotate->setObjectName(u"credentialRotate"_s);
    m_remove->setObjectName(u"credentialRemove"_s);
    connect(m_set, &QPushButton::clicked, this, [this] { open(CredentialDialog::Set); });
    connect(m_rotate, &QPushButton::clicked, this, [this] { open(CredentialDialog::Rotate); });
    connect(m_remove, &QPushButton::clicked, this, [this] { open(CredentialDialog::Remove); });
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(12, 6, 12, 8);
    row->setSpacing(8);
    row->addWidget(text, 1);
    for (QPushButton *button : {m_set, m_rotate, m_remove})
        row->addWidget(button);
    return head;
}

void CredentialsPage::buildTable()
{
    m_table->setObjectName(u"credentialsTable"_s);
    new TableExport(*m_table, u"credentials"_s);
    m_table->setAccessibleName(tr("Credentials"));
    m_table->setModel(m_model);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setStateColumn(CredentialsModel::StateColumn);
    m_table->setColumnCharacters(CredentialsModel::KeyColumn, 20);
    m_table->setColumnCharacters(CredentialsModel::KindColumn, 9);
    m_table->setColumnCharacters(CredentialsModel::PlaceColumn, 27);
    m_table->setColumnCharacters(CredentialsModel::AgeColumn, 15);
    m_table->setColumnCharacters(CredentialsModel::ExpiryColumn, 15);
    m_table->setStretchColumn(CredentialsModel::UsersColumn);
    m_note->setContentsMargins(12, 8, 12, 10);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &CredentialsPage::presentCurrent);
    connect(m_table, &QTableView::activated, m_set, &QPushButton::click);
}

void CredentialsPage::ask()
{
    const Written written = std::exchange(m_written, std::nullopt);
    whenDone(this, m_desk.list(), [this, written, question = ++m_question](const Result<QList<CredentialUse>> &credentials) {
        if (question != m_question)
            return; // something was written meanwhile
        m_refresher.done();
        if (!credentials)
            return Q_EMIT failed(credentials.error());
        take(*credentials);
        tellIfUnused(written, *credentials);
    });
}

/// A vault that is asked before may have it, too.
void CredentialsPage::tellIfUnused(const Written &written, const QList<CredentialUse> &credentials)
{
    if (!written)
        return;
    const auto use =
        std::find_if(credentials.begin(), credentials.end(), [&](const CredentialUse &one) { return one.key == written->first; });
    if (use != credentials.end() && use->place && *use->place != written->second)
        Q_EMIT failed({ErrorKind::Conflict,
                       tr("%1 is found in %2 first: what was set will not be used").arg(use->key, use->placeName),
                       {},
                       tr("Take it away there, or change it there")});
}

void CredentialsPage::take(const QList<CredentialUse> &credentials)
{
    const CredentialUse *chosen = current();
    const QString key = chosen ? chosen->key : QString();
    m_model->setCredentials(credentials, m_desk.clock().now());
    m_stack->setCurrentIndex(credentials.isEmpty() ? 0 : 1);
    m_empty->say(
        tr("No credential is named"),
        tr("Write <code>credential: { kind: bearer, key: NAME }</code> into a service's file; then its secret is set here."), {});
    int row = 0;
    for (int i = 0; i < credentials.size(); ++i) {
        if (credentials.at(i).key == key)
            row = i;
    }
    m_table->setCurrentIndex(m_model->index(row, CredentialsModel::KeyColumn));
    presentCurrent();
}

const CredentialUse *CredentialsPage::current() const
{
    const int row = m_table->currentIndex().row();
    return row >= 0 && row < m_model->rows().size() ? &m_model->rows().at(row) : nullptr;
}

void CredentialsPage::presentCurrent()
{
    const CredentialUse *use = current();
    const bool writable = use && (use->place == VaultPlace::Keychain || use->place == VaultPlace::Folder);
    offer(*m_set, use, m_sitting, Role::Admin);
    offer(*m_rotate, writable, m_sitting, Role::Admin);
    offer(*m_remove, writable, m_sitting, Role::Admin);
    if (!use)
        return m_note->clear();
    if (!use->place) {
        m_note->setTone(TonedLabel::Bad);
        m_note->setText(errorText(use->trouble));
    } else {
        m_note->setTone(TonedLabel::Quiet);
        const auto until = use->record ? use->record->previousUntil : std::nullopt;
        m_note->setText(
            until && *until > m_desk.clock().now()
                ? tr("%1 is in %2. The one before it may be used until %3.").arg(use->key, use->placeName, localTime(*until))
                : tr("%1 is in %2.").arg(use->key, use->placeName));
    }
}

void CredentialsPage::open(CredentialDialog::Act act)
{
    const CredentialUse *use = current();
    if (!use)
        return;
    auto *dialog = new CredentialDialog(act, *use, window());
    connect(dialog, &QDialog::accepted, this, [this, dialog, key = use->key] { carryOut(*dialog, key); });
    dialog->open();
}

void CredentialsPage::carryOut(CredentialDialog &dialog, const QString &key)
{
    const CredentialChange change{key, currentActor(), dialog.reason(), m_desk.clock().now(), dialog.expiresAt()};
    const auto tell = [this, &key](const QString &text) {
        return [this, text, key](const Result<VaultPlace> &result) { done(result, text, key); };
    };
    switch (dialog.act()) {
    case CredentialDialog::Set:
        return whenDone(this, m_desk.set(change, dialog.place(), dialog.takeSecret()), tell(tr("%1 is set").arg(key)));
    case CredentialDialog::Rotate:
        if (dialog.asksService())
            return whenDone(this, m_desk.rotateByService(change, dialog.overlap()), tell(tr("%1 is rotated").arg(key)));
        return whenDone(this, m_desk.rotate(change, dialog.overlap(), dialog.takeSecret()), tell(tr("%1 is rotated").arg(key)));
    case CredentialDialog::Remove:
        return whenDone(this, m_desk.remove(change),
                        [this, key](const Result<VaultPlace> &result) { done(result, tr("%1 is removed").arg(key), {}); });
    }
}

/// `key`: that a secret was written for; empty: none was.
void CredentialsPage::done(const Result<VaultPlace> &result, const QString &text, const QString &key)
{
    m_written = result && !key.isEmpty() ? std::optional(std::pair(key, *result)) : std::nullopt;
    if (result)
        Q_EMIT told(text);
    else
        Q_EMIT failed(result.error());
    m_refresher.restart();
}

} // namespace cairn
