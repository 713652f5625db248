#pragma once

#include <QLocale>

class QCoreApplication;

namespace cairn {

/// In the console's settings: the code of the language that was chosen ("de"); none: the desktop's.
QString chosenLanguage();
void chooseLanguage(const QString &code);
/// What the console speaks and writes numbers by: the desktop's own, unless another language was chosen.
QLocale spokenLocale();

/// Makes the program speak the language of `locale`, as far as Cairn has been translated: English and German. Called once, by
/// main.
void installTranslations(QCoreApplication &application, const QLocale &locale = QLocale());

} // namespace cairn
