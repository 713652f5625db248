#pragma once

#include "definition/schema.h"
#include "definition/schemapattern.h"

#include <QJsonObject>

#include <variant>
#include <vector>

namespace cairn {

/// What a walk over a value has found so far, where in the value it is, and how much more it may do.
class SchemaFindings
{
public:
    /// One violation does not settle the matter: more are wanted.
    bool isPatient() const { return m_quiet == 0 && m_aside == 0; }
    /// There is reason to look at a further part of what was good or not so far.
    bool goesOn(bool good) const { return !m_stopped && (good || isPatient()); }

    /// Enters one more schema; false if there must be no more. Every call has its leave().
    bool enter();
    void leave() { --m_nesting; }

    void push(const QString &name) { m_path.emplace_back(name); }
    void push(qsizetype index) { m_path.emplace_back(index); }
    void pop() { m_path.pop_back(); }

    /// Records a violation at the place where the walk is; false, for the convenience of its callers.
    bool fail(const QString &message);
    /// At the property `name` of that place.
    bool failAt(const QString &name, const QString &message);
    bool atMost(qsizetype count, quint64 limit, const char *what);
    bool atLeast(qsizetype count, quint64 limit, const char *what);
    /// `open`: the limit itself is beyond it.
    bool atMost(double number, double limit, bool open);
    bool atLeast(double number, double limit, bool open);
    bool has(const QJsonObject &fields, const QString &name);
    /// A text that cannot be matched does not match, and stops the walk: whether it ought to be refused is not known.
    bool matches(const SchemaPattern &pattern, const QString &text);

    /// What `check` finds is not kept: it may be no violation.
    template <typename Check> bool quietly(const Check &check)
    {
        ++m_quiet;
        const bool good = check();
        --m_quiet;
        return good;
    }
    /// The first that `check` finds is handed over instead; nothing inside quietly().
    template <typename Check> bool aside(const Check &check, QList<SchemaViolation> &found)
    {
        ++m_aside;
        std::swap(m_found, found);
        const bool good = check();
        std::swap(m_found, found);
        --m_aside;
        return good;
    }

    /// All that counts; the walk ends.
    QList<SchemaViolation> take();

private:
    void stop(const QString &message);
    QString pointer() const;

    QList<SchemaViolation> m_found;
    std::optional<SchemaViolation> m_reason; ///< why the walk was stopped before its end
    std::vector<std::variant<QString, qsizetype>> m_path;
    std::chrono::nanoseconds m_patternTime{};
    int m_steps = 0;
    int m_nesting = 0;
    int m_quiet = 0;
    int m_aside = 0;
    bool m_stopped = false;
};

} // namespace cairn
