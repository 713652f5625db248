#include "ui/look/timedisplay.h"

#include "model/wordtable.h"
#include "ui/look/consolesettings.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QPointer>
#include <QRegularExpression>

#include <atomic>

namespace cairn {

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace {

constexpr seconds Ageing{10};
const QString FormKey = u"times/form"_s;

/// As QLocale's default: asked from everywhere that shows a time.
std::atomic<TimeForm> formInForce = TimeForm::Local;

constexpr WordTable<TimeForm, 3> FormWords{{
    {TimeForm::Local, "local"_L1},
    {TimeForm::Utc, "utc"_L1},
    {TimeForm::Relative, "relative"_L1},
}};

QString timePattern(const QLocale &locale, TimePrecision precision)
{
    QString pattern = locale.timeFormat(QLocale::ShortFormat);
    if (precision == TimePrecision::Seconds && !pattern.contains("ss"_L1)) // the C locale's short form has seconds already
        pattern.replace("mm"_L1, "mm:ss"_L1);
    return pattern;
}

/// As the locale writes a date at length, without the day of the week.
QString dayPattern(const QLocale &locale)
{
    static const QRegularExpression weekday(u"[\\s,،]*dddd[\\s,،]*"_s);
    return locale.dateFormat(QLocale::LongFormat).replace(weekday, u" "_s).trimmed();
}

} // namespace

QString relativeTime(Timestamp time, Timestamp now)
{
    const auto away = duration_cast<seconds>(time > now ? time - now : now - time);
    if (away < 10s)
        return TimeDisplay::tr("just now");
    QString amount;
    if (away < 1min)
        amount = TimeDisplay::tr("%Ln s", "seconds", int(away.count()));
    else if (away < 1h)
        amount = TimeDisplay::tr("%Ln min", "minutes", int(duration_cast<minutes>(away).count()));
    else if (away < 48h)
        amount = TimeDisplay::tr("%Ln h", "hours", int(duration_cast<hours>(away).count()));
    else
        amount = TimeDisplay::tr("%Ln day(s)", nullptr, int(duration_cast<hours>(away).count() / 24));
    return time > now ? TimeDisplay::tr("in %1", "a time to come").arg(amount) : TimeDisplay::tr("%1 ago").arg(amount);
}

QString formatTime(Timestamp time, Timestamp now, TimeForm form, TimePrecision precision, const QLocale &locale,
                   const QTimeZone &zone)
{
    if (form == TimeForm::Relative)
        return relativeTime(time, now);
    const auto at = [&](Timestamp moment) {
        const auto utc = QDateTime::fromMSecsSinceEpoch(moment.time_since_epoch().count(), Qt::UTC);
        return form == TimeForm::Utc ? utc : utc.toTimeZone(zone);
    };
    const QDateTime moment = at(time);
    QString text = locale.toString(moment.time(), timePattern(locale, precision));
    if (moment.date() != at(now).date())
        text = locale.toString(moment.date(), QLocale::ShortFormat) + u' ' + text;
    return form == TimeForm::Utc ? text + " UTC"_L1 : text;
}

QString longDay(const QDate &day, const QLocale &locale)
{
    return locale.toString(day, dayPattern(locale));
}

/// Words that stand with the year go with it: "d 'de' MMMM 'de' yyyy", "yyyy年M月d日".
QString shortDay(const QDate &day, const QLocale &locale)
{
    static const QRegularExpression year(u"^y+\\.?\\s*('[^']*')?[^dM']*|\\s*('[^']*')?[\\s,.]*y+[^dM]*$"_s);
    return locale.toString(day, dayPattern(locale).replace(u"MMMM"_s, u"MMM"_s).remove(year).trimmed());
}

QString hourAndMinute(const QTime &time, const QLocale &locale)
{
    return locale.toString(time, locale.timeFormat(QLocale::ShortFormat).remove(u":ss"_s));
}

TimeDisplay::TimeDisplay(QObject *parent) : QObject(parent)
{
    formInForce = valueIn(FormWords, consoleSettings().value(FormKey).toString()).value_or(TimeForm::Local);
    m_ageing.setInterval(Ageing);
    m_ageing.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_ageing, &QTimer::timeout, this, &TimeDisplay::showAnew);
    if (form() == TimeForm::Relative)
        m_ageing.start();
}

TimeDisplay::~TimeDisplay()
{
    formInForce = TimeForm::Local;
}

TimeForm TimeDisplay::form()
{
    return formInForce;
}

void TimeDisplay::setForm(TimeForm form)
{
    if (form == formInForce)
        return;
    formInForce = form;
    remember(FormKey, wordIn(FormWords, form));
    form == TimeForm::Relative ? m_ageing.start() : m_ageing.stop();
    showAnew();
    Q_EMIT changed(form);
}

void TimeDisplay::showAnew()
{
    const QWidgetList widgets = QApplication::allWidgets();
    for (const QPointer<QWidget> &widget : QList<QPointer<QWidget>>(widgets.begin(), widgets.end())) {
        if (!widget)
            continue;
        QEvent event(QEvent::LocaleChange);
        QApplication::sendEvent(widget, &event);
        if (auto *view = qobject_cast<QAbstractItemView *>(widget))
            view->viewport()->update();
    }
}

} // namespace cairn
