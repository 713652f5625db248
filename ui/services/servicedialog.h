#pragma once

#include "model/service.h"

#include <QDialog>

namespace cairn {

/// The live definition of a service, to be read.
class ServiceDialog : public QDialog
{
    Q_OBJECT
public:
    /// `atPolicy`: begins where its policy does.
    ServiceDialog(const ServiceRevision &revision, bool atPolicy, QWidget *parent = nullptr);

Q_SIGNALS:
    /// It is to be changed, where that is done.
    void editWanted(const QString &service);
};

} // namespace cairn
