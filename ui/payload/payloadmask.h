#pragma once

#include "control/datadesk.h"

#include <QObject>

namespace cairn {

/// Knows what sensitive data there is in one payload, and whether it is shown: only after somebody has said why, which is
/// audited, and only as long as this payload is looked at. What came from outside is in nobody's audit.
class PayloadMask : public QObject
{
    Q_OBJECT
public:
    enum class State {
        None,    ///< there is no payload
        Looking, ///< through it, still
        Clean,   ///< nothing of the kind is in it
        Masked,
        Revealed,
        Failed, ///< it could not be looked through: what is recognised on the screen is masked all the same
    };

    /// `root`: the workspace's folder, whose own classes count; empty: there is none.
    PayloadMask(Desk &desk, const QString &root, QObject *parent = nullptr);
    ~PayloadMask() override;

    /// It is of a file that somebody sent, and not of the workspace's store.
    void setOutside();
    bool isOutside() const { return m_isOutside; }
    /// Whoever sits at the desk may see what is masked, once they have said why.
    bool mayReveal() const { return m_isOutside || m_mayAudit; }

    /// In place of the one before; masked from now on, and all of it until it is known what to cover: see settled().
    void start(const DataSource &source, const QString &what);
    /// Shows it once the audit knows, if there is one; failed() if it could not be told.
    void reveal(const QString &reason);

    State state() const { return m_state; }
    /// What is to be covered on the screen.
    Cover cover() const { return m_state == State::Revealed ? Cover() : m_covering.cover; }
    /// Of the attempt's header fields and address.
    Cover coverBeside() const { return m_state == State::Revealed ? Cover() : m_covering.beside; }
    /// All of it may be taken out as it is.
    bool isOpen() const { return m_state == State::Clean || m_state == State::Revealed; }
    const QList<DataSighting> &sightings() const { return m_sightings; }

Q_SIGNALS:
    /// It is known what to cover, if not yet how much of it there is; once for each payload.
    void settled();
    void changed();
    void failed(const cairn::Error &error);

private:
    void stop();
    void set(State state);
    void settle(const Result<Covering> &covering);

    DataDesk m_desk;
    const bool m_mayAudit;
    bool m_isOutside = false;
    DataSource m_source;
    QString m_what;
    State m_state = State::None;
    Covering m_covering;
    QList<DataSighting> m_sightings;
    LongWorkPtr m_work; ///< looks through it
};

} // namespace cairn
