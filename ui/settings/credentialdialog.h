#pragma once

#include "control/credentialbook.h"
#include "ui/parts/reasondialog.h"

class QCheckBox;
class QComboBox;
class QDateEdit;
class QLineEdit;
class QSpinBox;

namespace cairn {

/// Asks for a secret, without showing it, and for what goes with it; or whether one is to be taken away.
class CredentialDialog : public ReasonDialog
{
    Q_OBJECT
public:
    enum Act { Set, Rotate, Remove };
    CredentialDialog(Act act, const CredentialUse &use, QWidget *parent);
    ~CredentialDialog() override;

    Act act() const { return m_act; }
    /// Nothing is typed: a service gives the new secret.
    bool asksService() const { return m_act == Rotate && !m_secret; }
    /// The text that was typed; the field is empty from then on.
    SecretBytes takeSecret();
    VaultPlace place() const;
    Milliseconds overlap() const;
    std::optional<Timestamp> expiresAt() const;

private:
    QWidget *buildPlace();
    QWidget *buildOverlap();
    QWidget *buildExpiry();

    const Act m_act;
    QLineEdit *m_secret = nullptr;
    QComboBox *m_place = nullptr;
    QSpinBox *m_hours = nullptr;
    QCheckBox *m_expires = nullptr;
    QDateEdit *m_day = nullptr;
};

} // namespace cairn
