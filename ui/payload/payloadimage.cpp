#include "ui/payload/payloadimage.h"

#include "base/inbackground.h"
#include "ui/look/statelook.h"
#include "ui/look/tintedicon.h"
#include "ui/look/wording.h"
#include "ui/parts/handfocus.h"
#include "ui/parts/tonedlabel.h"
#include "ui/parts/whendone.h"
#include "ui/payload/payloadparts.h"

#include <QBoxLayout>
#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QEvent>
#include <QImageReader>
#include <QPainter>
#include <QToolButton>
#include <QWheelEvent>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int AllocationLimitMiB = 384;
constexpr int DecodingBytes = 6;    ///< a pixel: a progressive JPEG is held as coefficients, however small it is decoded to
constexpr double MostPixels = 12e6; ///< held; the rest is scaled away while decoding
constexpr double LeastZoom = 0.02, MostZoom = 32;
constexpr double ZoomStep = 1.25;

QString said(const char *text)
{
    return QCoreApplication::translate("PayloadImage", text);
}

/// A picture on a chequered ground, which shows through where it is transparent.
class Canvas : public QWidget
{
public:
    using QWidget::QWidget;
    void setImage(const QImage &image)
    {
        m_image = image;
        update();
    }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        QPainter painter(this);
        if (m_image.isNull())
            return;
        if (m_image.hasAlphaChannel())
            painter.fillRect(event->rect(), chequers());
        const double scale = double(m_image.width()) / std::max(1, width());
        const QRectF shown(event->rect());
        painter.setRenderHint(QPainter::SmoothPixmapTransform, scale > 0.5);
        painter.drawImage(shown, m_image, QRectF(shown.topLeft() * scale, shown.size() * scale));
    }

private:
    QBrush chequers() const
    {
        QPixmap tile(16, 16);
        const QColor base = palette().color(QPalette::Base);
        tile.fill(base);
        QPainter painter(&tile);
        const QColor other = blend(palette().color(QPalette::Text), base, 0.12);
        painter.fillRect(0, 0, 8, 8, other);
        painter.fillRect(8, 8, 8, 8, other);
        painter.end();
        return tile;
    }

    QImage m_image;
};

/// Ends early once it takes too long: a JPEG may go over the same pixels in any number of passes of ten bytes each.
class TimedBytes : public QIODevice
{
public:
    TimedBytes(const QByteArray &bytes, Milliseconds most) : m_bytes(bytes), m_end(most)
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    qint64 size() const override { return m_bytes.size(); }
    bool wasEnded() const { return m_wasEnded; }

protected:
    qint64 readData(char *data, qint64 most) override
    {
        m_wasEnded = m_wasEnded || m_end.hasExpired();
        if (m_wasEnded)
            return -1;
        const qint64 count = std::clamp<qint64>(m_bytes.size() - pos(), 0, most);
        std::copy_n(m_bytes.constData() + pos(), count, data);
        return count;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    const QByteArray m_bytes;
    const QDeadlineTimer m_end;
    bool m_wasEnded = false;
};

tl::unexpected<Error> refusal(const QString &why)
{
    return failure(ErrorKind::Usage, why, {},
                   said(QT_TRANSLATE_NOOP("PayloadImage", "Open it with its own program, or look at its bytes")));
}

} // namespace

Result<DecodedImage> decodeImage(const QByteArray &bytes, Milliseconds most)
{
    TimedBytes timed(bytes, most);
    QImageReader reader(&timed);
    reader.setAllocationLimit(AllocationLimitMiB);
    reader.setAutoTransform(true);
    DecodedImage decoded{{}, reader.size(), QString::fromLatin1(reader.format()).toUpper()};
    const double pixels = double(decoded.size.width()) * decoded.size.height();
    if (decoded.size.isValid() && pixels * DecodingBytes > double(AllocationLimitMiB) * (1 << 20))
        return refusal(said(QT_TRANSLATE_NOOP("PayloadImage", "The picture is too large to be shown (%1 × %2)"))
                           .arg(decoded.size.width())
                           .arg(decoded.size.height()));
    if (decoded.size.isValid() && pixels > MostPixels && reader.supportsOption(QImageIOHandler::ScaledSize))
        reader.setScaledSize(decoded.size * std::sqrt(MostPixels / pixels));
    const bool isRead = reader.read(&decoded.image);
    if (timed.wasEnded())
        return refusal(said(QT_TRANSLATE_NOOP("PayloadImage", "The picture takes too long to be shown")));
    if (!isRead)
        return refusal(
            said(QT_TRANSLATE_NOOP("PayloadImage", "This cannot be shown as a picture: %1")).arg(reader.errorString()));
    if (reader.transformation().testFlag(QImageIOHandler::TransformationRotate90))
        decoded.size.transpose();
    if (!decoded.size.isValid())
        decoded.size = decoded.image.size();
    decoded.image.convertTo(decoded.image.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32);
    return decoded;
}

PayloadImage::PayloadImage(Desk &desk, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_area(new QScrollArea), m_canvas(new Canvas), m_size(new TonedLabel(TonedLabel::Quiet))
{
    setObjectName(u"payloadImage"_s);
    m_area->setObjectName(u"imageArea"_s);
    m_area->setAccessibleName(tr("Picture"));
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setBackgroundRole(QPalette::Base);
    m_area->setAlignment(Qt::AlignCenter);
    m_area->setFocusPolicy(Qt::StrongFocus);
    m_area->setWidget(m_canvas);
    m_area->viewport()->installEventFilter(this);
    m_canvas->setObjectName(u"imageCanvas"_s);
    m_size->setObjectName(u"imageSize"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildBar());
    column->addWidget(m_area, 1);
    handFocus(this, m_area);
}

QWidget *PayloadImage::buildBar()
{
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 5, 8, 5);
    row->setSpacing(4);
    const auto add = [&](const QString &name, const QString &icon, const QString &text, const QList<QKeySequence> &keys,
                         auto then) {
        auto *action = new QAction(icon.isEmpty() ? QIcon() : tintedIcon(icon), text, this);
        action->setObjectName(name);
        action->setShortcuts(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, then);
        addAction(action);
        auto *button = new QToolButton;
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        row->addWidget(button);
        return action;
    };
    add(u"imageZoomOut"_s, u"zoom_out"_s, tr("Smaller"), {Qt::Key_Minus, QKeySequence::ZoomOut},
        [this] { setZoom(m_zoom / ZoomStep); });
    add(u"imageZoomIn"_s, u"zoom_in"_s, tr("Larger"), {Qt::Key_Plus, QKeySequence::ZoomIn},
        [this] { setZoom(m_zoom * ZoomStep); });
    add(u"imageFull"_s, {}, tr("1:1"), {Qt::Key_1}, [this] { setZoom(1); });
    m_fit = add(u"imageFit"_s, {}, tr("Fit"), {Qt::Key_0}, [this](bool on) { setFitted(on); });
    m_fit->setCheckable(true);
    m_fit->setChecked(true);
    row->addSpacing(8);
    row->addWidget(m_size, 1);
    return bar;
}

void PayloadImage::setPayload(const Digest &digest, qint64 size)
{
    m_digest = digest;
    present({});
    if (size > MostImageBytes) {
        Q_EMIT failed({ErrorKind::Usage,
                       tr("Pictures of more than %1 are not shown").arg(sizeText(MostImageBytes)),
                       {},
                       tr("Open it with its own program")});
        return;
    }
    fetchPart(this, m_desk, digest, 0, MostImageBytes, [this, digest](const Result<PayloadPart> &part) {
        if (digest != m_digest)
            return;
        if (!part) {
            Q_EMIT failed(part.error());
            return;
        }
        const auto decode = [bytes = part->bytes] { return decodeImage(bytes); };
        whenDone(this, inBackground(decode), [this, digest](const Result<DecodedImage> &decoded) {
            if (digest != m_digest)
                return;
            if (decoded)
                present(*decoded);
            else
                Q_EMIT failed(decoded.error());
        });
    });
}

void PayloadImage::present(const DecodedImage &decoded)
{
    m_decoded = decoded;
    static_cast<Canvas *>(m_canvas)->setImage(decoded.image);
    layOut();
}

void PayloadImage::setZoom(double zoom)
{
    m_fitted = false;
    m_fit->setChecked(false);
    m_zoom = std::clamp(zoom, LeastZoom, MostZoom);
    layOut();
}

void PayloadImage::setFitted(bool fitted)
{
    m_fitted = fitted;
    m_fit->setChecked(fitted);
    layOut();
}

void PayloadImage::layOut()
{
    if (m_decoded.image.isNull()) {
        m_canvas->resize(0, 0);
        m_size->clear();
        return;
    }
    if (m_fitted) {
        const QSize room = m_area->maximumViewportSize() - QSize(16, 16);
        m_zoom = std::clamp(
            std::min({1.0, double(room.width()) / m_decoded.size.width(), double(room.height()) / m_decoded.size.height()}),
            LeastZoom, MostZoom);
    }
    m_canvas->resize((QSizeF(m_decoded.size) * m_zoom).toSize().expandedTo({1, 1}));
    tellSize();
}

void PayloadImage::tellSize()
{
    const QSize size = m_decoded.size;
    QString text = tr("%1, %L2 × %L3 pixels, shown at %L4 %")
                       .arg(m_decoded.format)
                       .arg(size.width())
                       .arg(size.height())
                       .arg(qRound(m_zoom * 100));
    if (m_decoded.image.size() != size)
        text += tr(", with less detail than there is");
    m_size->setText(text);
    m_area->setAccessibleDescription(text);
}

void PayloadImage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layOut();
}

bool PayloadImage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Wheel) {
        auto *wheel = static_cast<QWheelEvent *>(event);
        if (wheel->modifiers().testFlag(Qt::ControlModifier)) {
            setZoom(wheel->angleDelta().y() > 0 ? m_zoom * ZoomStep : m_zoom / ZoomStep);
            return true;
        }
    }
    if (watched == m_area->viewport() && event->type() == QEvent::Resize && m_fitted)
        layOut();
    return QWidget::eventFilter(watched, event);
}

} // namespace cairn
