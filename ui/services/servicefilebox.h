#pragma once

#include "control/folderwatch.h"
#include "control/servicedesk.h"
#include "ui/parts/messagecard.h"

namespace cairn {

/// Says whether the workspace's file of a service is what is live, and offers to make it so, either way. Looks again when files
/// change.
class ServiceFileBox : public MessageCard
{
    Q_OBJECT
public:
    /// `root` is the workspace's folder.
    ServiceFileBox(Desk &desk, const QString &root, QWidget *parent = nullptr);

    /// Compares the file with this revision from now on; it is read when that is needed.
    void setLive(const ServiceRevision &live);
    /// Reads the file again.
    void read();

Q_SIGNALS:
    void fileRead(const cairn::ServiceOnDisk &file);
    /// As it was read for the service that is live.
    void takeWanted(const cairn::ServiceOnDisk &file);
    void compareWanted();
    void told(const QString &text);
    void failed(const cairn::Error &error);

private:
    void take(const ServiceOnDisk &file);
    void present();
    void presentDrift(bool sameText);
    void askToWrite();
    void write(const ServiceRevision &live, const ServiceOnDisk &seen);
    bool isRead() const { return m_readFor == m_live.service.name; }

    Desk &m_desk;
    const QString m_root;
    FolderWatch m_watch;
    ServiceRevision m_live;
    ServiceOnDisk m_file;
    QString m_readFor; ///< the service that the file was read for
    QPushButton *m_compare;
    QPushButton *m_take;
    QPushButton *m_write;
};

} // namespace cairn
