#pragma once

#include <QLocalServer>
#include <QObject>

namespace cairn {

/// One console a workspace: the first listens on a socket of its user's runtime folder, named by a digest of the workspace's
/// path; a later one hands over what it was asked to open, and ends. The socket is the user's alone (0600 in a 0700 folder); what
/// comes over it is bounded in size and time and is read as a deep link, nothing else. Belongs to the main thread.
class ConsoleInstance : public QObject
{
    Q_OBJECT
public:
    enum class Role {
        First,  ///< this process listens for others
        Second, ///< another has taken over what was asked
        Alone,  ///< another is there and does not answer, or there can be no socket: go on without
    };

    /// `folder`: where sockets are; made if it is missing.
    explicit ConsoleInstance(const QString &folder = runtimeFolder(), QObject *parent = nullptr);
    ~ConsoleInstance() override;

    /// `link` empty: just to come to the front. Waits at most a few seconds, and only where another console hangs.
    Role claim(const QString &workspace, const QString &link);
    /// Only hands over, if there is a console on it; waits as claim() does.
    bool handOverTo(const QString &workspace, const QString &link) const;
    void release();

    static QString runtimeFolder();
    QString socketPath(const QString &workspace) const;

Q_SIGNALS:
    /// Another start has handed over; `link` is a deep link or empty. Come to the front.
    void asked(const QString &link);

private:
    enum class Answer { Taken, Nobody, Silence };

    bool listen(const QString &path);
    static Answer handOver(const QString &path, const QString &link);
    void receive();

    QString m_folder;
    QLocalServer m_server;
};

} // namespace cairn
