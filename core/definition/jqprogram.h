#pragma once

#include "definition/jqvalue.h"
#include "definition/watchdog.h"

#include <QList>
#include <QStringList>

#include <memory>
#include <optional>

struct jq_state;

namespace cairn {

/// Why a program cannot be used, and where.
struct JqFault
{
    QString what;
    QString remedy;
    qsizetype at = 0; ///< index in the program's text
};

/// One compiled jq program, kept from what it may not do: read the environment or files, print, stop the process.
/// Compiling takes about 13 ms (libjq 1.6 parses its own library each time), a run microseconds; what only looks a field up is
/// neither compiled nor run unless libjq is to say what is wrong. Belongs to one thread.
class JqProgram
{
public:
    static constexpr qsizetype MaxText = 64 << 10;

    /// What can be told without libjq: that it is too long or empty, its brackets do not match, or it uses what it may not.
    static std::optional<JqFault> examine(const QString &text);
    /// Why a program of which only counts whether it holds is none: it changes its input, and so always holds.
    static std::optional<JqFault> examineTest(const QString &text);
    static tl::expected<std::unique_ptr<JqProgram>, JqFault> compile(const QString &text);
    /// It is nothing but .a.b.c, and so needs no compiling.
    static bool isPath(const QString &text);
    ~JqProgram();
    /// Whether what it gives may depend on that field of its input, or on that one of its steps.
    bool mayRead(QByteArrayView field) const;
    bool mayReadStep(const QString &step) const;
    JqProgram(const JqProgram &) = delete;
    JqProgram &operator=(const JqProgram &) = delete;

    /// The first outputs for `input`, at most `most`. Errors: Definition, with what jq said or that time ran out.
    Result<QList<JqValue>> run(JqValue input, int most, Watchdog &watchdog);
    /// Time ran out in it: its state is good for nothing but being destroyed.
    bool isSpent() const { return m_spent; }

private:
    explicit JqProgram(const QString &text) : m_text(text) {}
    tl::expected<void, JqFault> prepare();
    Result<QList<JqValue>> evaluate(JqValue input, int most, Watchdog &watchdog);
    std::optional<JqValue> lookUp(const JqValue &input) const;

    const QString m_text;
    jq_state *m_state = nullptr; ///< null: not compiled yet
    JqValue m_passed;            ///< what it was told last that Cairn does not look at; null: nothing
    QStringList m_steps;         ///< that it names
    bool m_allSteps = false;     ///< it may look at others as well
    QList<JqValue> m_path;       ///< names of fields, if the program is nothing but .a.b.c, as most are; else empty
    bool m_mayNest = false;      ///< it may make values nested as deep as it takes turns
    bool m_spent = false;
};

} // namespace cairn
