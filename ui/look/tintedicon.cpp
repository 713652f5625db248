#include "ui/look/tintedicon.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// The drawing with its one colour exchanged. Compiled-in resources: no disk is touched.
QByteArray drawing(const QString &name, const QColor &colour)
{
    QFile file(u":/icons/%1.svg"_s.arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll().replace("#111111", colour.name().toLatin1());
}

QPixmap rendered(const QString &name, const QColor &colour, int pixels)
{
    const QString key = u"cairn/%1/%2/%3"_s.arg(name, colour.name()).arg(pixels);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = QPixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    QSvgRenderer(drawing(name, colour)).render(&painter);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

/// Asks for the palette's colour each time it paints, so that icons follow a change between light and dark.
class TintedIconEngine final : public QIconEngine
{
public:
    explicit TintedIconEngine(QString name) : m_name(std::move(name)) {}

    void paint(QPainter *painter, const QRect &area, QIcon::Mode mode, QIcon::State) override
    {
        const QPalette palette = QGuiApplication::palette();
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        const auto role = mode == QIcon::Selected ? QPalette::HighlightedText : QPalette::ButtonText;
        paintIcon(*painter, area, m_name, palette.color(group, role));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    QIconEngine *clone() const override { return new TintedIconEngine(m_name); }

private:
    QString m_name;
};

} // namespace

QIcon tintedIcon(const QString &name)
{
    return QIcon(new TintedIconEngine(name));
}

QPixmap iconPixmap(const QString &name, const QColor &colour, int side, double ratio)
{
    QPixmap pixmap = rendered(name, colour, std::max(1, qRound(side * ratio)));
    pixmap.setDevicePixelRatio(ratio);
    return pixmap;
}

void paintIcon(QPainter &painter, const QRectF &area, const QString &name, const QColor &colour)
{
    const double side = std::min(area.width(), area.height());
    const double ratio = painter.device()->devicePixelRatioF();
    const QPixmap pixmap = rendered(name, colour, std::max(1, qRound(side * ratio)));
    QRectF square(0, 0, side, side);
    square.moveCenter(area.center());
    painter.drawPixmap(square, pixmap, pixmap.rect());
}

} // namespace cairn
