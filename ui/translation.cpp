#include "ui/translation.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QTranslator>

namespace cairn {

using namespace Qt::StringLiterals;

void installTranslations(QCoreApplication &application, const QLocale &locale)
{
    const auto install = [&](const QString &file, const QString &folder) {
        auto *translator = new QTranslator(&application);
        if (translator->load(locale, file, u"_"_s, folder))
            application.installTranslator(translator);
        else
            delete translator;
    };
    auto *english = new QTranslator(&application); // plural forms, also for the languages we do not speak
    if (english->load(u":/i18n/cairn_en.qm"_s))
        application.installTranslator(english);
    install(u"qtbase"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(u"cairn"_s, u":/i18n"_s);
}

} // namespace cairn
