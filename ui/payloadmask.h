#pragma once

#include "control/datadesk.h"

#include <QObject>

namespace cairn {

/// Knows what sensitive data there is in one payload, and whether it is shown: only after somebody has said why, which is
/// audited, and only as long as this payload is looked at.
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

    explicit PayloadMask(Desk &desk, QObject *parent = nullptr);
    ~PayloadMask() override;

    /// In place of the one before; masked from now on.
    void start(const PayloadRef &ref, const QString &what);
    /// Shows it once the audit knows; failed() if it could not be told.
    void reveal(const QString &reason);

    State state() const { return m_state; }
    /// What is recognised is covered.
    bool covers() const { return m_state != State::Revealed; }
    /// All of it may be taken out as it is.
    bool isOpen() const { return m_state == State::Clean || m_state == State::Revealed; }
    const QList<DataSighting> &sightings() const { return m_sightings; }

Q_SIGNALS:
    void changed();
    void failed(const cairn::Error &error);

private:
    void stop();
    void set(State state);

    DataDesk m_desk;
    PayloadRef m_ref;
    QString m_what;
    State m_state = State::None;
    QList<DataSighting> m_sightings;
    StopFlag m_stop;
};

} // namespace cairn
