#pragma once

#include "base/error.h"

#include <QJsonObject>
#include <QStringList>

namespace cairn {

/// Exit status of the `cairn` command; stable.
enum class Exit { Well = 0, NeedsPerson = 1, Usage = 2, Store = 3, NoMatch = 4, Interrupted = 130 };

/// Standard output and error of one command: text for people, or JSON lines. What is printed cannot steer the terminal, whatever
/// files, services and people are called; see base/printable.h.
class Terminal
{
public:
    explicit Terminal(bool json);

    bool json() const { return m_json; }

    /// People only: nothing under --json. It may be several lines: texts of foreign making go through printable() before.
    void line(const QString &text) const;
    void object(const QJsonObject &object) const; ///< one JSON line
    void table(const QStringList &header, const QList<QStringList> &rows) const;
    void warn(const QString &text) const; ///< standard error
    /// How the command ends: as it says, unless what it printed has not arrived where standard output goes to. Once, at its end.
    Exit delivered(Exit exit) const;
    /// Reports the error as --json or text and returns the exit status that fits its kind.
    Exit fail(const Error &error) const;
    bool isInteractive() const { return m_interactive; }
    /// Redraws a progress bar on standard error; nothing unless interactive. An empty text clears it.
    void progress(const QString &text, qint64 done, qint64 total) const;
    /// Asks on the terminal; without one the answer is no.
    bool confirm(const QString &question) const;
    /// The text in the colour of a run's or step's state word.
    QString coloured(const QString &text, const QString &stateWord) const;

private:
    QString plain(const QString &text) const;

    bool m_json;
    bool m_interactive;
    bool m_colour;
};

} // namespace cairn
