#pragma once

#include "base/timestamp.h"

#include <QDate>
#include <QLocale>
#include <QObject>
#include <QTimeZone>
#include <QTimer>

namespace cairn {

enum class TimeForm { Local, Utc, Relative };
enum class TimePrecision { Minutes, Seconds };

/// A moment as people read it. Local and Utc: by the locale, today's without its date, Utc marked as such. Relative: "3 min ago".
QString formatTime(Timestamp time, Timestamp now, TimeForm form, TimePrecision precision, const QLocale &locale,
                   const QTimeZone &zone);
/// "just now", "40 s ago", "3 min ago", "in 2 h", "5 days ago".
QString relativeTime(Timestamp time, Timestamp now);
/// "23. November 2026", as the locale writes it.
QString longDay(const QDate &day, const QLocale &locale = {});
/// "23. Nov.", for axes.
QString shortDay(const QDate &day, const QLocale &locale = {});
/// "21:30", or "9:30 PM".
QString hourAndMinute(const QTime &time, const QLocale &locale = {});

/// In which form the console shows times: chosen by a person, remembered, in force for the whole program as its palette and its
/// locale are. On a change, and while relative times age, all item views paint anew and every widget gets QEvent::LocaleChange,
/// upon which those that hold a time as text set it again. Make one, in main().
class TimeDisplay : public QObject
{
    Q_OBJECT
public:
    explicit TimeDisplay(QObject *parent = nullptr);
    ~TimeDisplay() override;

    /// The form in force; Local without a TimeDisplay.
    static TimeForm form();
    void setForm(TimeForm form);
    /// How often relative times are shown anew.
    void setAgeing(Milliseconds every) { m_ageing.setInterval(every); }

Q_SIGNALS:
    void changed(cairn::TimeForm form);

private:
    void showAnew();

    QTimer m_ageing;
};

} // namespace cairn
