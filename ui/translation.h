#pragma once

#include <QLocale>

class QCoreApplication;

namespace cairn {

/// Makes the program speak the language of `locale`, as far as Cairn has been translated: English and German. Called once, by
/// main.
void installTranslations(QCoreApplication &application, const QLocale &locale = QLocale());

} // namespace cairn
