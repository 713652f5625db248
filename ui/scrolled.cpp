#include "ui/scrolled.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace cairn {

namespace {

/// Asks for the height that the content cannot do without. By itself a scroll area would give it what it likes to have, as soon as
/// a text in it is wrapped.
class Content : public QWidget
{
public:
    explicit Content(QWidget *content) : m_content(content)
    {
        auto *column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        column->addWidget(content);
    }

    int heightForWidth(int width) const override
    {
        return m_content->layout() ? m_content->layout()->totalMinimumHeightForWidth(width) : QWidget::heightForWidth(width);
    }

private:
    QWidget *m_content;
};

} // namespace

QScrollArea *scrolled(QWidget *content)
{
    auto *area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus); // Tab leads to what is in it
    area->setWidgetResizable(true);
    area->setWidget(new Content(content));
    return area;
}

} // namespace cairn
