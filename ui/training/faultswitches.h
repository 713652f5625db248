#pragma once

#include <QMap>
#include <QWidget>

class QCheckBox;
class QGridLayout;
class QPushButton;

namespace cairn {

class TrainingSession;

/// A switch for each fault of each of the demo's services, as they are at present.
class FaultSwitches : public QWidget
{
    Q_OBJECT
public:
    explicit FaultSwitches(TrainingSession &session, QWidget *parent = nullptr);

private:
    void build(const QStringList &services);
    void addFault(int row, const QString &word, const QStringList &services);
    void present();

    TrainingSession &m_session;
    QGridLayout *m_grid;
    QPushButton *m_clear;
    QMap<QString, QMap<QString, QCheckBox *>> m_boxes; ///< by service and word
};

/// What a fault is called, and what it does; translated.
QString faultTitle(const QString &word);
QString faultEffect(const QString &word);

} // namespace cairn
