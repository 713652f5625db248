#pragma once

#include <QWidget>

class QLabel;

namespace cairn {

class HexView;

/// The bytes of a payload with a line that says where one is, and leads elsewhere.
class HexPanel : public QWidget
{
    Q_OBJECT
public:
    explicit HexPanel(HexView *view, QWidget *parent = nullptr);

private:
    void tellPlace();

    HexView *m_view;
    QLabel *m_place;
};

} // namespace cairn
