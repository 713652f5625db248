#pragma once

#include "control/desk.h"

#include <QImage>
#include <QScrollArea>

class QLabel;

namespace cairn {

/// What came of decoding a picture.
struct DecodedImage
{
    QImage image;
    QSize size; ///< of the original: a very large one is decoded smaller
    QString format;
};

inline constexpr qint64 MostImageBytes = 64 << 20;

/// Off the UI thread; bounded in memory whatever the bytes say, and in time: `most`, and what it takes to notice. Errors: Usage,
/// with what is wrong, translated.
Result<DecodedImage> decodeImage(const QByteArray &bytes, Milliseconds most = Milliseconds(10'000));

/// A picture, as large as the window or the reader wants.
class PayloadImage : public QWidget
{
    Q_OBJECT
public:
    explicit PayloadImage(Desk &desk, QWidget *parent = nullptr);

    void setPayload(const Digest &digest, qint64 size);
    /// Pixels of the screen to one of the picture.
    double zoom() const { return m_zoom; }
    bool isFitted() const { return m_fitted; }
    void setZoom(double zoom);
    void setFitted(bool fitted);
    QSize imageSize() const { return m_decoded.size; }

Q_SIGNALS:
    void failed(const cairn::Error &error);

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *buildBar();
    void present(const DecodedImage &decoded);
    void layOut();
    void tellSize();

    Desk &m_desk;
    Digest m_digest;
    DecodedImage m_decoded;
    double m_zoom = 1;
    bool m_fitted = true;
    QScrollArea *m_area;
    QWidget *m_canvas;
    QLabel *m_size;
    QAction *m_fit;
};

} // namespace cairn
