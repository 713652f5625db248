#pragma once

#include <QByteArray>

#include <ctime>

/// Sets a variable of the environment, or takes it away (a null value), until it goes out of scope, also where a test fails
/// meanwhile.
class ChangedVariable
{
public:
    ChangedVariable(const char *name, const QByteArray &value) : m_name(name), m_before(qgetenv(name)) { set(value); }
    ~ChangedVariable() { set(m_before); }
    Q_DISABLE_COPY_MOVE(ChangedVariable)

private:
    void set(const QByteArray &value)
    {
        value.isNull() ? qunsetenv(m_name) : qputenv(m_name, value);
        ::tzset(); // it may be the time zone
    }

    const char *const m_name;
    const QByteArray m_before;
};
