#pragma once

#include <QWidget>

namespace cairn {

/// One line of text that gives way in its middle when there is no room; the whole is in its tooltip.
class ElidedLabel : public QWidget
{
public:
    explicit ElidedLabel(QWidget *parent = nullptr);
    void setText(const QString &text);
    QString text() const { return m_text; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_text;
};

} // namespace cairn
