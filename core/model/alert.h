#pragma once

#include "base/timestamp.h"
#include "model/words.h"

#include <QByteArray>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace cairn {

/// What happens to an incident that people may want to be told of.
enum class AlertOccasion { Open, Reopened, Acknowledged, Escalated, Verifying, Resolved };
QString word(AlertOccasion occasion);
std::optional<AlertOccasion> alertOccasionFromWord(QStringView word);
QList<AlertOccasion> allAlertOccasions();

/// When somebody is told of incidents, and by which routes. All conditions hold together; empty ones do not restrict.
struct AlertRule
{
    QString name;
    QList<AlertOccasion> on{AlertOccasion::Open, AlertOccasion::Reopened};
    QString service;
    QString pipeline;
    std::optional<Category> category;
    int count = 1;          ///< so many failures at least, before Open and Reopened are told
    Milliseconds within{0}; ///< they must have come in that time; 0: however long ago
    QStringList to;         ///< names of routes
    Milliseconds repeat{0}; ///< told again while it lasts; 0: once
    bool operator==(const AlertRule &) const = default;
};

/// A way by which people are told.
struct AlertRoute
{
    enum Kind { Webhook, Alertmanager, Desktop };

    QString name;
    Kind kind = Desktop;
    QString service; ///< of the workspace; empty: `url` says where
    QString path;    ///< relative to the service's base URL
    QUrl url;
    QString secret;                       ///< of a Webhook: the credential that it is signed with
    Milliseconds resolveTimeout{300'000}; ///< of an Alertmanager: it takes an alert for over if it hears nothing for so long
    bool operator==(const AlertRoute &) const = default;
};

/// The route that is always there: the consoles that are open on the workspace.
inline const QString DesktopRoute = QStringLiteral("desktop");

/// What cairn.yaml says under `alerts`.
struct AlertSettings
{
    QList<AlertRoute> routes;
    QList<AlertRule> rules;

    const AlertRoute *route(const QString &name) const;
    const AlertRule *rule(const QString &name) const;
    /// What holds where nothing is said: consoles tell of everything that needs a person.
    static AlertSettings standard();
};

/// What a rule has made of one incident so far.
struct AlertState
{
    QString rule;
    qint64 incident = 0;
    bool active = false;                      ///< told, and not yet told that it is over
    AlertOccasion told = AlertOccasion::Open; ///< the newest that was told
    Timestamp firedAt{};
    Timestamp sentAt{};
    std::optional<Timestamp> endedAt{};
    int starts = 0;                       ///< how often it began since it was last calm for a while
    std::optional<Timestamp> calmSince{}; ///< resolved since then, which is not told yet because it comes and goes
    bool operator==(const AlertState &) const = default;
};

/// What is new about an alert.
enum class AlertNews { Fired, Repeated, Changed, Resolved, Test };
QString word(AlertNews news);
std::optional<AlertNews> alertNewsFromWord(QStringView word);

/// What became of a message.
enum class AlertFate {
    Waiting,
    Sent,
    Refused, ///< who got it wants none of that kind: it is not sent again
};
QString word(AlertFate fate);
std::optional<AlertFate> alertFateFromWord(QStringView word);

/// One message about an alert by one route.
struct AlertDelivery
{
    qint64 id = 0;
    QString rule;        ///< empty: a test
    qint64 incident = 0; ///< 0: a test
    QString route;
    AlertNews news = AlertNews::Fired;
    Timestamp at;
    QByteArray facts; ///< what is told, as JSON (room control's AlertFacts)
    AlertFate fate = AlertFate::Waiting;
    std::optional<Timestamp> settledAt{};
    QString result{}; ///< in words: the answer, or why it still waits
};

} // namespace cairn
