#include "definition/schemafindings.h"

#include <QLocale>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int MaxSteps = 10'000'000;
constexpr int MaxNesting = 1'500;
constexpr auto MaxPatternTime = std::chrono::milliseconds(500);
constexpr qsizetype MaxPointer = 1'000;
constexpr qsizetype MaxName = 128;

QString exactly(double number)
{
    return QString::number(number, 'g', QLocale::FloatingPointShortest);
}

} // namespace

bool SchemaFindings::enter()
{
    ++m_nesting;
    if (++m_steps > MaxSteps)
        stop(u"the value takes more than %1 steps to check"_s.arg(MaxSteps));
    else if (m_nesting > MaxNesting)
        stop(u"the value is nested too deeply to be checked"_s);
    return !m_stopped;
}

bool SchemaFindings::fail(const QString &message)
{
    if (m_quiet > 0 || m_stopped || (m_aside > 0 && !m_found.isEmpty()))
        return false;
    m_found.append({pointer(), message});
    m_stopped = m_aside == 0 && m_found.size() >= Schema::MaxViolations;
    return false;
}

bool SchemaFindings::failAt(const QString &name, const QString &message)
{
    push(name);
    fail(message);
    pop();
    return false;
}

bool SchemaFindings::atMost(qsizetype count, quint64 limit, const char *what)
{
    return static_cast<quint64>(count) <= limit ||
           fail(u"must have at most %1 %2, and has %3"_s.arg(limit).arg(QString::fromLatin1(what)).arg(count));
}

bool SchemaFindings::atLeast(qsizetype count, quint64 limit, const char *what)
{
    return static_cast<quint64>(count) >= limit ||
           fail(u"must have at least %1 %2, and has %3"_s.arg(limit).arg(QString::fromLatin1(what)).arg(count));
}

bool SchemaFindings::atMost(double number, double limit, bool open)
{
    return number < limit || (number == limit && !open) ||
           fail(u"must be %1 %2"_s.arg(open ? u"less than"_s : u"at most"_s, exactly(limit)));
}

bool SchemaFindings::atLeast(double number, double limit, bool open)
{
    return number > limit || (number == limit && !open) ||
           fail(u"must be %1 %2"_s.arg(open ? u"more than"_s : u"at least"_s, exactly(limit)));
}

bool SchemaFindings::has(const QJsonObject &fields, const QString &name)
{
    return fields.contains(name) || fail(u"lacks the property '%1'"_s.arg(name.left(MaxName)));
}

bool SchemaFindings::matches(const SchemaPattern &pattern, const QString &text)
{
    if (m_patternTime > MaxPatternTime) {
        stop(u"matching patterns takes more than %1 ms"_s.arg(MaxPatternTime.count()));
        return false;
    }
    switch (pattern.search(text, m_patternTime)) {
    case SchemaPattern::Answer::Found: return true;
    case SchemaPattern::Answer::NotFound: break;
    case SchemaPattern::Answer::TooLong:
        stop(u"the string is too long to be matched against the pattern %1"_s.arg(pattern.source().left(200)));
        break;
    case SchemaPattern::Answer::TooHard:
        stop(u"the string takes too much work to be matched against the pattern %1"_s.arg(pattern.source().left(200)));
        break;
    }
    return false;
}

void SchemaFindings::stop(const QString &message)
{
    if (!m_stopped)
        m_reason = SchemaViolation{pointer(), message};
    m_stopped = true;
}

QList<SchemaViolation> SchemaFindings::take()
{
    if (m_reason)
        m_found.append(*m_reason);
    return std::move(m_found);
}

QString SchemaFindings::pointer() const
{
    QString text;
    for (const auto &part : m_path) {
        const QString *name = std::get_if<QString>(&part);
        text = childPointer(text, name ? *name : QString::number(std::get<qsizetype>(part)));
        if (text.size() > MaxPointer)
            return text.left(MaxPointer) + u"…"_s;
    }
    return text;
}

} // namespace cairn
