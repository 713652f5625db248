#include "credentialshots.h"

#include "ui/settings/credentialdialog.h"
#include "ui/settings/credentialspage.h"
#include "ui/settings/settingspanel.h"

#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>

namespace cairn::testing {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

void name(GuiWorkspace &workspace, const QString &service, const CredentialRule &rule)
{
    ServiceRevision revision;
    revision.service.name = service;
    revision.service.baseUrl = QUrl(u"https://%1.example.net"_s.arg(service));
    revision.service.credential = rule;
    revision.digest = Digest::of(service.toUtf8());
    workspace.commit(Transaction(PutServiceRevision{revision, SystemClock().now() - 48h, u"ann@pier"_s, u"first version"_s}));
}

void keep(GuiWorkspace &workspace, const QString &key, const QString &kind, std::chrono::hours age,
          std::optional<std::chrono::hours> left)
{
    const Timestamp now = SystemClock().now();
    if (!Credentials(workspace.path({})).write(VaultPlace::Folder, key, SecretBytes::copyOf("a secret")))
        qFatal("a secret cannot be written");
    workspace.commit(Transaction(
        PutCredential{{key, kind, now - age, u"ann@pier"_s, left ? std::optional(now + *left) : std::nullopt, std::nullopt}}));
}

} // namespace

void takeCredentials(const std::function<void(QWidget &widget, const QString &name)> &take)
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent"); // not the secrets of whoever takes pictures
    GuiWorkspace workspace;
    name(workspace, u"ocr"_s, {CredentialKind::Bearer, u"ocr-token"_s});
    name(workspace, u"publish"_s, {CredentialKind::OAuth2, u"publish-client"_s});
    name(workspace, u"sign"_s, {CredentialKind::Mtls, u"sign-key"_s});
    name(workspace, u"geo"_s, {CredentialKind::ApiKey, u"geo-key"_s});
    name(workspace, u"scan"_s, {CredentialKind::Hmac, u"partner-secret"_s});
    keep(workspace, u"ocr-token"_s, u"bearer"_s, 24h * 12, 24h * 78);
    keep(workspace, u"publish-client"_s, u"oauth2"_s, 24h * 80, 24h * 9);
    keep(workspace, u"sign-key"_s, u"mtls"_s, 24h * 400, -24h * 3);
    keep(workspace, u"partner-secret"_s, u"hmac"_s, 5h, {});
    SettingsPanel panel;
    auto *page = new CredentialsPage(workspace.desk(), workspace.path({}));
    panel.addPage(page, u"Credentials"_s);
    panel.resize(1196, 520);
    panel.show();
    auto *table = panel.findChild<QTableView *>(u"credentialsTable"_s);
    if (!QTest::qWaitFor([&] { return table->model()->rowCount() == 5; }, 20'000))
        qFatal("no credentials");
    take(panel, u"credentials"_s);
    table->setCurrentIndex(table->model()->index(1, 0));
    for (const auto &[button, picture] : {std::pair(u"credentialSet"_s, u"credential-set"_s),
                                          {u"credentialRotate"_s, u"credential-rotate"_s},
                                          {u"credentialRemove"_s, u"credential-remove"_s}}) {
        panel.findChild<QPushButton *>(button)->click();
        auto *dialog = panel.findChild<CredentialDialog *>();
        if (auto *secret = dialog->findChild<QLineEdit *>(u"credentialSecret"_s))
            secret->setText(u"not shown"_s);
        take(*dialog, picture);
        delete dialog;
    }
}

} // namespace cairn::testing
