#pragma once

#include "control/desk.h"
#include "definition/definitionfile.h"
#include "definition/servicechanges.h"

#include <QHash>
#include <QObject>

namespace cairn {

/// What a person has in mind for the service that is chosen in the room of services: its definition as text and as values,
/// both of one draft, begun from the live revision. Drafts of other services are kept while the console runs. Lives in the UI
/// thread; the store is read and texts are judged in the background. One per room.
class PolicyDraft : public QObject
{
    Q_OBJECT
public:
    explicit PolicyDraft(Desk &desk, QObject *parent = nullptr);

    /// Turns to another service, whose live revision is then read.
    void turnTo(const QString &service);
    /// Reads the live revision again.
    void refresh();

    QString serviceName() const { return m_name; }
    /// The live revision has been read; until then there is no text and no change.
    bool isLoaded() const { return current().loaded; }
    /// As it is live in the store; empty (revision 0) until it is read, and where no such service is recorded.
    const ServiceRevision &live() const { return current().live; }
    /// The revision that the draft began from; older than the live one where somebody changed that meanwhile.
    const ServiceRevision &begun() const { return current().begun; }
    bool isOvertaken() const { return current().begun.id != current().live.id; }
    /// Of what others changed before the draft was kept as a change of theirs: what it changes again, from theirs to its own.
    QList<ServiceChange> takesBack() const;
    /// The revision that the draft was begun from at first, however often it was kept since; see takesBack().
    const ServiceRevision &keptFrom() const { return current().keptFrom; }
    /// Has those who edit it take into it what stands typed.
    void finish() { Q_EMIT finishing(); }
    /// The services whose drafts nobody has applied, by name.
    QStringList unapplied() const;

    const QByteArray &yaml() const { return current().yaml; }
    /// What it is given by cairn.yaml; see inheritedPolicy().
    const QByteArray &inherited() const { return current().inherited; }
    /// The text has been judged since it last changed; what follows is of the text before until then.
    bool isRead() const { return current().read; }
    /// As drafted; while the text makes no service, as it was when it last did.
    const Service &service() const { return current().wanted.service; }
    /// What would be recorded.
    const ServiceRevision &revision() const { return current().wanted; }
    /// The text is YAML, whatever is wrong with what it says.
    bool isReadable() const { return current().readable; }
    /// What it says as far as it can be read, also where rules are refused.
    const Service &said() const { return current().said; }
    /// Of the text, in its order, with lines and columns; warnings among them.
    const QList<Problem> &problems() const { return current().problems; }
    /// Nothing but warnings, if that: it can be applied.
    bool isSound() const { return current().read && current().sound; }
    /// The text is another than the live one's, if only by a comment.
    bool isChanged() const;
    /// What it means is another.
    bool isDifferent() const;

    void setYaml(const QByteArray &yaml);
    /// Writes one value into the text, which stays as it is elsewhere; see withYamlValue. An empty `value` takes it out.
    void setValue(const QString &path, const QString &value);
    /// "Open as draft": makes the text say what `service` has otherwise than `from`, which it was made of, in its policy,
    /// contract and idempotency alone, and asks to be shown. What else is drafted stays, and what others changed since.
    void setService(const Service &service, const Service &from);
    /// Likewise with a text of its own, and what it inherits.
    void setText(const QByteArray &yaml, const QByteArray &inherited);
    /// Back to the live revision.
    void discard();
    /// Takes the draft as a change of the live revision: values that others changed meanwhile, and that it leaves alone, become
    /// theirs in its text. Only once that is read; see isRead().
    void rebase();

Q_SIGNALS:
    /// Text, what was read of it, or the live revision; also another service.
    void changed();
    /// See finish().
    void finishing();
    /// A draft was made elsewhere: show it.
    void proposed();
    void failed(const cairn::Error &error);

private:
    struct Draft
    {
        ServiceRevision live;
        ServiceRevision begun;
        ServiceRevision keptFrom;
        QByteArray yaml;
        QByteArray inherited;
        ServiceRevision wanted;
        Service said;
        QList<Problem> problems;
        bool readable = false;
        bool sound = false;
        bool read = false;
        bool loaded = false;
        int asked = 0; ///< how often its text was given to be judged
    };

    const Draft &current() const;
    void take(const QString &name, const Result<ServiceRevision> &live);
    void begin(const QString &name);
    void read(const QString &name);
    void judge(const QString &name, const ServiceFile &file);

    Desk &m_desk;
    QString m_name;
    QHash<QString, Draft> m_drafts;
};

} // namespace cairn
