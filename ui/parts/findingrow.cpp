#include "ui/parts/findingrow.h"

#include "ui/look/tintedicon.h"
#include "ui/parts/tonedlabel.h"

#include <QBoxLayout>

namespace cairn {

using namespace Qt::StringLiterals;

class FindingRow::Icon : public QWidget
{
public:
    static constexpr int Side = 18;

    Icon() { setFixedSize(Side, Side); }
    void setLook(const QString &drawing, Look look)
    {
        m_drawing = drawing;
        m_look = look;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        paintIcon(painter, QRectF(1, 1, Side - 2, Side - 2), m_drawing, StateLook::ink(m_look, palette()));
    }

private:
    QString m_drawing = StateLook::iconName(Look::Pending);
    Look m_look = Look::Pending;
};

FindingRow::FindingRow(const QString &name, const QString &text, QWidget *parent)
    : QWidget(parent), m_text(text), m_icon(new Icon), m_remark(new TonedLabel(TonedLabel::Quiet))
{
    setObjectName(name);
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    m_remark->setObjectName(name + u"Remark"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addWidget(label, 1);
    row->addWidget(m_remark, 0, Qt::AlignTop);
}

void FindingRow::present(Look look, const QString &word, const QString &remark)
{
    present(StateLook::iconName(look), look, word, remark);
}

void FindingRow::present(const QString &drawing, Look look, const QString &word, const QString &remark)
{
    m_icon->setLook(drawing, look);
    m_icon->setToolTip(word);
    m_remark->setText(remark);
    setAccessibleName(u"%1: %2"_s.arg(word, m_text));
    setAccessibleDescription(remark);
}

} // namespace cairn
