#pragma once

#include "control/credentialdesk.h"
#include "ui/parts/refresher.h"
#include "ui/settings/credentialdialog.h"

#include <QWidget>

class QPushButton;
class QStackedLayout;

namespace cairn {

class CredentialsModel;
class EmptyState;
class TonedLabel;
class ValueTable;

/// The page of credentials: each secret that definitions name, where it is, how old, until when it is good and who uses it; to
/// set, rotate and remove them. Vaults are asked while it is seen, and twice a minute at most.
class CredentialsPage : public QWidget
{
    Q_OBJECT
public:
    CredentialsPage(Desk &desk, const QString &workspaceRoot, QWidget *parent = nullptr);

Q_SIGNALS:
    void told(const QString &text);
    void failed(const cairn::Error &error);

private:
    QWidget *buildHead();
    void buildTable();
    void ask();
    void take(const QList<CredentialUse> &credentials);
    void presentCurrent();
    const CredentialUse *current() const;
    void open(CredentialDialog::Act act);
    void carryOut(CredentialDialog &dialog, const QString &key);
    void done(const Result<VaultPlace> &result, const QString &text, const QString &key);
    /// A key, and where its secret was put.
    using Written = std::optional<std::pair<QString, VaultPlace>>;
    void tellIfUnused(const Written &written, const QList<CredentialUse> &credentials);

    const Desk &m_sitting; ///< whose role says what is offered
    CredentialDesk m_desk;
    Refresher m_refresher;
    Written m_written; ///< until all are read the next time
    int m_question = 0;
    CredentialsModel *m_model;
    ValueTable *m_table;
    TonedLabel *m_note;
    QPushButton *m_set;
    QPushButton *m_rotate;
    QPushButton *m_remove;
    EmptyState *m_empty;
    QStackedLayout *m_stack;
};

} // namespace cairn
