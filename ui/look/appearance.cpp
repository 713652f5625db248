#include "ui/look/appearance.h"

#include "model/wordtable.h"
#include "ui/look/consolesettings.h"
#include "ui/look/readablestyle.h"
#include "ui/look/statelook.h"

#include <QApplication>
#include <QToolTip>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

const QString ThemeKey = u"appearance/theme"_s;

constexpr WordTable<Theme, 3> ThemeWords{{
    {Theme::System, "system"_L1},
    {Theme::Light, "light"_L1},
    {Theme::Dark, "dark"_L1},
}};

struct Colours
{
    QRgb window, base, alternate, text, button, highlight, link, visited, placeholder, disabled, tipGround, tipText;
};

constexpr Colours Light{0xfff3f4f6, 0xffffffff, 0xfff6f7f9, 0xff1c2025, 0xffeceef1, 0xff1f5fb8,
                        0xff1353ad, 0xff633ab0, 0xff686f79, 0xff80868f, 0xff2a2e34, 0xfff2f4f6};
constexpr Colours Dark{0xff1f2124, 0xff181a1d, 0xff1e2023, 0xffe4e6e9, 0xff2c2f34, 0xff2f5e9e,
                       0xff8ab8ff, 0xffc8acff, 0xff9a9ea6, 0xff80858d, 0xff373b41, 0xfff0f1f3};

QPalette paletteOf(const Colours &colours)
{
    QPalette palette{QColor(colours.button), QColor(colours.window)}; // derives the shades of frames and bevels
    const auto set = [&palette](QPalette::ColorRole role, QRgb colour) { palette.setColor(role, QColor(colour)); };
    set(QPalette::Window, colours.window);
    set(QPalette::Base, colours.base);
    set(QPalette::AlternateBase, colours.alternate);
    for (auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        set(role, colours.text);
    set(QPalette::BrightText, 0xffffffff);
    set(QPalette::Highlight, colours.highlight);
    set(QPalette::HighlightedText, 0xffffffff);
    set(QPalette::Link, colours.link);
    set(QPalette::LinkVisited, colours.visited);
    set(QPalette::PlaceholderText, colours.placeholder);
    set(QPalette::ToolTipBase, colours.tipGround);
    set(QPalette::ToolTipText, colours.tipText);
    for (auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText, QPalette::PlaceholderText})
        palette.setColor(QPalette::Disabled, role, QColor(colours.disabled));
    palette.setColor(QPalette::Disabled, QPalette::Base, QColor(colours.window));
    const QColor faded = blend(QColor(colours.highlight), QColor(colours.window), 0.5);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, faded);
    return palette;
}

} // namespace

QPalette lightPalette()
{
    return paletteOf(Light);
}

QPalette darkPalette()
{
    return paletteOf(Dark);
}

Appearance::Appearance(QObject *parent)
    : QObject(parent), m_theme(valueIn(ThemeWords, consoleSettings().value(ThemeKey).toString()).value_or(Theme::System)),
      m_paletteWasDark(cairn::isDark(QApplication::palette()))
{
    QApplication::setStyle(new ReadableStyle);
    connect(&m_system, &SystemScheme::changed, this, &Appearance::apply);
    apply();
}

void Appearance::setTheme(Theme theme)
{
    if (theme == m_theme)
        return;
    m_theme = theme;
    remember(ThemeKey, wordIn(ThemeWords, theme));
    apply();
}

void Appearance::apply()
{
    m_dark = m_theme == Theme::Dark || (m_theme == Theme::System && m_system.prefersDark().value_or(m_paletteWasDark));
    const QPalette palette = m_dark ? darkPalette() : lightPalette();
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
    Q_EMIT changed();
}

} // namespace cairn
