#include "ui/settings/credentialdialog.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QTimeZone>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostOverlapHours = 24 * 30;
constexpr int UsualLifeDays = 90;

/// What will be done, with a place for who uses it.
QString rotationText(const CredentialUse &use)
{
    const QString used = CredentialDialog::tr("The new one is used from the next attempt on; where a service does not know it "
                                              "yet, the old one is used for a while. %1");
    if (use.rotatedBy.isEmpty())
        return used;
    return CredentialDialog::tr("The service %1 is asked for a new one, as its definition says. To give one yourself: cairn "
                                "credential rotate %2 --ask.")
               .arg(use.rotatedBy, use.key) +
           u' ' + used;
}

ReasonDialog::Text textOf(CredentialDialog::Act act, const CredentialUse &use)
{
    const QString users = use.usedBy.isEmpty() ? CredentialDialog::tr("Nothing names it at the moment.")
                                               : CredentialDialog::tr("Used by: %1.").arg(use.usedBy.join(u", "_s));
    switch (act) {
    case CredentialDialog::Set:
        return {u"credentialDialog"_s, CredentialDialog::tr("Set a credential"),
                CredentialDialog::tr("Set the secret %1").arg(use.key),
                CredentialDialog::tr("It takes the place of what is there, from the next attempt on. %1 A private key of several "
                                     "lines comes by the command line: cairn credential set %2 < FILE")
                    .arg(users, use.key),
                CredentialDialog::tr("Set")};
    case CredentialDialog::Rotate:
        return {u"credentialDialog"_s, CredentialDialog::tr("Rotate a credential"),
                CredentialDialog::tr("Replace the secret %1").arg(use.key), rotationText(use).arg(users),
                CredentialDialog::tr("Rotate")};
    case CredentialDialog::Remove: break;
    }
    return {u"credentialDialog"_s, CredentialDialog::tr("Remove a credential"),
            CredentialDialog::tr("Take the secret %1 away?").arg(use.key),
            CredentialDialog::tr("It cannot be brought back. Steps that need it will stop, and wait for a person. %1").arg(users),
            CredentialDialog::tr("Remove")};
}

QWidget *rowOf(const QList<QWidget *> &widgets)
{
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    for (QWidget *widget : widgets)
        line->addWidget(widget);
    line->addStretch(1);
    return row;
}

} // namespace

CredentialDialog::CredentialDialog(Act act, const CredentialUse &use, QWidget *parent)
    : ReasonDialog(textOf(act, use), parent), m_act(act)
{
    const bool byService = act == Rotate && !use.rotatedBy.isEmpty();
    if (byService)
        addContent(buildOverlap());
    else if (act != Remove) {
        m_secret = addLine(tr("&Secret (it is not shown)"), u"credentialSecret"_s, {});
        m_secret->setEchoMode(QLineEdit::Password);
        m_secret->setMaxLength(int(LargestSecret));
        m_secret->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
        addContent(act == Set ? buildPlace() : buildOverlap());
        addContent(buildExpiry());
    }
    if (m_secret)
        require(m_secret);
    addReason(Reason::Required);
    finish(m_secret);
}

CredentialDialog::~CredentialDialog() = default;

QWidget *CredentialDialog::buildPlace()
{
    m_place = new QComboBox;
    m_place->setObjectName(u"credentialPlace"_s);
    m_place->setAccessibleName(tr("Where it is kept"));
    m_place->addItem(tr("the system's keychain"), int(VaultPlace::Keychain));
    m_place->addItem(tr("a file of the workspace that only you can read"), int(VaultPlace::Folder));
    auto *label = new QLabel(tr("&Keep it in"));
    label->setBuddy(m_place);
    return rowOf({label, m_place});
}

QWidget *CredentialDialog::buildOverlap()
{
    m_hours = new QSpinBox;
    m_hours->setObjectName(u"credentialOverlap"_s);
    m_hours->setAccessibleName(tr("How long the old one may be used"));
    m_hours->setRange(0, MostOverlapHours);
    m_hours->setValue(1);
    m_hours->setSuffix(tr(" h"));
    auto *label = new QLabel(tr("The &old one may be used for"));
    label->setBuddy(m_hours);
    return rowOf({label, m_hours});
}

QWidget *CredentialDialog::buildExpiry()
{
    m_expires = new QCheckBox(tr("It is &good until"));
    m_expires->setObjectName(u"credentialExpires"_s);
    m_day = new QDateEdit(QDate::currentDate().addDays(UsualLifeDays));
    m_day->setObjectName(u"credentialDay"_s);
    m_day->setAccessibleName(tr("The day on which it expires"));
    m_day->setMinimumDate(QDate::currentDate().addDays(1));
    m_day->setCalendarPopup(true);
    m_day->setEnabled(false);
    connect(m_expires, &QCheckBox::toggled, m_day, &QWidget::setEnabled);
    return rowOf({m_expires, m_day});
}

SecretBytes CredentialDialog::takeSecret()
{
    if (!m_secret)
        return {};
    SecretBytes secret = SecretBytes::taken(m_secret->text().toUtf8());
    m_secret->clear();
    return secret;
}

VaultPlace CredentialDialog::place() const
{
    return m_place ? VaultPlace(m_place->currentData().toInt()) : VaultPlace::Keychain;
}

Milliseconds CredentialDialog::overlap() const
{
    return m_hours ? std::chrono::hours(m_hours->value()) : Milliseconds(0);
}

std::optional<Timestamp> CredentialDialog::expiresAt() const
{
    if (!m_expires || !m_expires->isChecked())
        return std::nullopt;
    return Timestamp(Milliseconds(m_day->date().startOfDay(Qt::UTC).toMSecsSinceEpoch()));
}

} // namespace cairn
