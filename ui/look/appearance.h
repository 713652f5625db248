#pragma once

#include "ui/look/systemscheme.h"

#include <QObject>
#include <QPalette>

namespace cairn {

enum class Theme { System, Light, Dark };

QPalette lightPalette();
QPalette darkPalette();

/// The program's colours: light, dark or as the system has them. Applied at once, remembered. Make one, in main(), before the
/// first window.
class Appearance : public QObject
{
    Q_OBJECT
public:
    explicit Appearance(QObject *parent = nullptr);

    Theme theme() const { return m_theme; }
    void setTheme(Theme theme);
    bool isDark() const { return m_dark; }

Q_SIGNALS:
    void changed();

private:
    void apply();

    SystemScheme m_system;
    Theme m_theme;
    bool m_paletteWasDark; ///< the system's, before it was replaced
    bool m_dark = false;
};

} // namespace cairn
