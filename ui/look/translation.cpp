#include "ui/look/translation.h"

#include "ui/look/consolesettings.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QTranslator>

#include <algorithm>
#include <array>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// Qt's own words, but for faults of connections and files: they are recorded with what failed, for readers of any language.
class ScreenWords : public QTranslator
{
public:
    using QTranslator::QTranslator;

    QString translate(const char *context, const char *text, const char *remark, int n) const override
    {
        static constexpr std::array Recorded{
            "QAbstractSocket", "QDnsLookup", "QDtls",     "QHost",   "QHttp", "QIODevice",  "QLocalSocket", "QNative",
            "QNetwork",        "QProcess",   "QSaveFile", "QSocks5", "QSsl",  "QTcpServer", "QUdpSocket",   "QTls"};
        const QByteArrayView asked(context);
        const bool isRecorded = asked == "QFile" || std::any_of(Recorded.begin(), Recorded.end(), [&](QByteArrayView beginning) {
                                    return asked.startsWith(beginning);
                                });
        return isRecorded ? QString() : QTranslator::translate(context, text, remark, n);
    }
};

} // namespace

QString chosenLanguage()
{
    return consoleSettings().value(u"language"_s).toString();
}

void chooseLanguage(const QString &code)
{
    remember(u"language"_s, code);
}

QLocale spokenLocale()
{
    const QString chosen = chosenLanguage();
    const QLocale desktop = QLocale::system();
    return chosen.isEmpty() || QLocale(chosen).language() == desktop.language() ? desktop : QLocale(chosen);
}

void installTranslations(QCoreApplication &application, const QLocale &locale)
{
    const auto install = [&](QTranslator *translator, const QString &file, const QString &folder) {
        if (translator->load(locale, file, u"_"_s, folder))
            application.installTranslator(translator);
        else
            delete translator;
    };
    auto *english = new QTranslator(&application); // plural forms, also for the languages we do not speak
    if (english->load(u":/i18n/cairn_en.qm"_s))
        application.installTranslator(english);
    install(new ScreenWords(&application), u"qtbase"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(new QTranslator(&application), u"cairn"_s, u":/i18n"_s);
}

} // namespace cairn
